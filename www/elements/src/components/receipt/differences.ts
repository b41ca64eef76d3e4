/** What the gateway found to be otherwise, in words: labels and values come from the view that was handed in. */

import type { View, WireValue } from '../../engine/port.ts';
import type { Difference } from '../../gateway/types.ts';
import { hasText, text, unmark } from '../../text/texts.ts';
import { valueWords } from '../field/values.ts';

/** One line for each difference; results that follow from them are one line together. */
export function differenceLines(differences: Difference[], view: View | undefined): string[] {
  const lines: string[] = [];
  for (const difference of differences) {
    if (difference.code === 'result.changed') continue;
    const line = lineOf(difference, view);
    if (!lines.includes(line)) lines.push(line);
  }
  // What only came to be known and is fine makes no other outcome.
  if (differences.some((difference) => difference.code === 'result.changed' && (difference.review || difference.what === 'verdict'))) {
    // “Therefore” needs something that it follows from.
    lines.push(words(lines.length > 0 ? 'difference.result.changed' : 'difference.result.changed-alone'));
  }
  return lines;
}

function lineOf(difference: Difference, view: View | undefined): string {
  const key = `difference.${difference.code}`;
  return words(hasText(key) ? key : 'difference.other', {
    name: nameOf(difference.what, view),
    packet: said(difference.what, difference.packet, view),
    ours: said(difference.what, difference.ours, view),
  });
}

function nameOf(what: string, view: View | undefined): string {
  const [kind, id = ''] = split(what);
  if (kind === 'facts') return unmark(fieldOf(id, view)?.label ?? id).words;
  if (kind === 'materials') return unmark(view?.materials.find((material) => material.id === id)?.name ?? id).words;
  return what;
}

function said(what: string, value: WireValue, view: View | undefined): string {
  const [kind, id = ''] = split(what);
  if (value === null) return text('empty');
  const field = kind === 'facts' ? fieldOf(id, view) : undefined;
  if (field) return valueWords({ ...field, value, raw: null, knowledge: 'known' }, true) || text('empty');
  return typeof value === 'object' ? '' : String(value);
}

/** A row's cell is labelled by its column. */
function fieldOf(path: string, view: View | undefined) {
  const cell = /^([^[]+)\[[^\]]*\]\.(.+)$/.exec(path);
  if (!cell) return view?.fields.find((field) => field.path === path);
  const group = view?.fields.find((field) => field.path === cell[1]);
  return group?.widget.type === 'group' ? group.widget.columns.find((column) => column.fact === cell[2]) : undefined;
}

function split(what: string): [string, string | undefined] {
  const dot = what.indexOf('.');
  return dot < 0 ? [what, undefined] : [what.slice(0, dot), what.slice(dot + 1)];
}

function words(key: string, values?: Record<string, string>): string {
  return unmark(text(key, values)).words;
}
