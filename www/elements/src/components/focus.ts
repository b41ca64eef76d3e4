/** Finds things across shadow roots, to put the focus there. */

/** The first element that fits, in any open shadow root below `root`, in tree order. */
export function deepFind(root: ParentNode, selector: string): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.matches(selector)) return element;
    const inner = element.shadowRoot ? deepFind(element.shadowRoot, selector) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** Waits until Lit elements below `root` have drawn themselves, a few levels deep. */
export async function drawn(root: ParentNode): Promise<void> {
  for (let level = 0; level < 4; level += 1) {
    await Promise.all(allLit(root).map((element) => element.updateComplete));
  }
}

/** The element that really has the focus. */
export function deepActive(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

function allLit(root: ParentNode): { updateComplete: Promise<boolean> }[] {
  const found: { updateComplete: Promise<boolean> }[] = [];
  for (const element of root.querySelectorAll('*')) {
    if ('updateComplete' in element) found.push(element as unknown as { updateComplete: Promise<boolean> });
    if (element.shadowRoot) found.push(...allLit(element.shadowRoot));
  }
  return found;
}
