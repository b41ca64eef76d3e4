/** Keys of a clerk's desk: everything without the mouse. With Alt, so that they never get in the way of typing. */

/** What a key asks for. */
export type Command = 'next' | 'back' | 'search' | 'aside' | 'check' | 'next-client' | 'problem' | { pick: number };

const WITH_ALT: Record<string, Command> = {
  n: 'next',
  b: 'back',
  m: 'aside',
  c: 'check',
  q: 'next-client',
  e: 'problem',
};

/** Keys as they are told to the clerk, with the text's key. */
export const HELP: [string, string][] = [
  ['Alt+N', 'keys.next'],
  ['Alt+B', 'keys.back'],
  ['Alt+E', 'keys.problem'],
  ['Alt+M', 'keys.aside'],
  ['Alt+C', 'keys.check'],
  ['Alt+Q', 'keys.next-client'],
  ['/', 'keys.search'],
  ['1–9', 'keys.pick'],
];

/** The command of a key press, if it is one. `typing`: the focus is in a box that takes text. */
export function commandOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>, typing: boolean): Command | undefined {
  if (event.ctrlKey || event.metaKey) return undefined;
  if (event.altKey) {
    // With Alt some layouts give another character: the key's place counts.
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
    return letter ? WITH_ALT[letter] : undefined;
  }
  if (typing) return undefined;
  if (event.key === '/') return 'search';
  if (/^[1-9]$/.test(event.key)) return { pick: Number(event.key) };
  return undefined;
}

/** Whether an element takes what is typed. */
export function takesText(element: Element | null): boolean {
  if (element instanceof HTMLInputElement) return !['radio', 'checkbox', 'button', 'file'].includes(element.type);
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}
