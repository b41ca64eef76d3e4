/** Values of fields as people read them. */

import type { Choice, Field } from '../../engine/port.ts';
import { dateWords, text, unmark } from '../../text/texts.ts';

/** The value in words; empty when there is none. Sensitive values can be masked. */
export function valueWords(field: Field, mask = false): string {
  if (field.knowledge === 'unreachable' || field.knowledge === 'no-data') return text(`knowledge.${field.knowledge}`);
  const { value } = field;
  if (field.widget.type === 'group') return text('rows.count', { count: field.rows?.length ?? 0 });
  if (value === null || value === undefined) return field.raw ?? '';
  const words = wordsOf(field, value);
  return mask && field.sensitive ? masked(words) : words;
}

/** What a text box shows: as typed, else the value. */
export function typedText(field: Field): string {
  if (field.raw !== null) return field.raw;
  return field.value === null || typeof field.value === 'object' ? '' : String(field.value);
}

/** All but the ends of a long value hidden. */
export function masked(words: string): string {
  const chars = Array.from(words);
  if (chars.length <= 2) return words;
  const keep = chars.length >= 8 ? 4 : 1;
  return [...chars.slice(0, keep), '*'.repeat(Math.max(chars.length - 2 * keep, 1)), ...chars.slice(-keep)].join('');
}

function wordsOf(field: Field, value: Exclude<Field['value'], null>): string {
  const { widget } = field;
  switch (widget.type) {
    case 'boolean':
      return text(value === true || value === 'true' ? 'yes' : 'no');
    case 'date':
      return dateWords(String(value));
    case 'enum':
    case 'region':
      return nameOf(widget.options, String(value));
    case 'number':
      return widget.unit ? `${String(value)} ${unmark(widget.unit).words}` : String(value);
    default:
      return typeof value === 'object' ? '' : String(value);
  }
}

function nameOf(options: Choice[], id: string): string {
  const option = options.find((entry) => entry.id === id);
  return option ? unmark(option.name).words : id;
}
