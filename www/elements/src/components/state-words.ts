import { hasText } from '../text/texts.ts';

/** The state of a case in words: 已收件, 已办结. A state without words is shown as it is. */
export function stateWords(entry: { state: string }, t: (key: string) => string): string {
  return hasText(`state.${entry.state}`) ? t(`state.${entry.state}`) : entry.state;
}

/** How a state is coloured. */
export function stateTone(state: string): string {
  if (state === 'done') return 'good';
  return state === 'returned' || state === 'written-decision' ? 'warn' : '';
}
