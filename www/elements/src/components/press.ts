/**
 * Holds drawing while a pointer is down.
 *
 * Pressing a button takes the focus from the box before it; its answer is taken over, a message goes or comes, and the
 * button would move away from under the finger before it is released: the press would be lost.
 */

let pressed = false;
let waiting = new Set<() => void>();

/** Runs `task` now, or right after the press that is under way has become a click. Twice the same task runs once. */
export function afterPress(task: () => void): void {
  if (pressed) waiting.add(task);
  else task();
}

function release(): void {
  // The click follows the release within the same task.
  setTimeout(() => {
    pressed = false;
    const tasks = waiting;
    waiting = new Set();
    for (const task of tasks) task();
  }, 0);
}

if (typeof window !== 'undefined') {
  window.addEventListener('pointerdown', () => (pressed = true), { capture: true, passive: true });
  for (const type of ['pointerup', 'pointercancel']) {
    window.addEventListener(type, release, { capture: true, passive: true });
  }
  // Without capture: only when the window itself loses the focus.
  window.addEventListener('blur', release);
}
