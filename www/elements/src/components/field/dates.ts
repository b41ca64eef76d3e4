/** The three boxes of a civil date, and the text they make. */

export interface DateParts {
  year: string;
  month: string;
  day: string;
}

export const NO_DATE: DateParts = { year: '', month: '', day: '' };

/** Splits a wire date or typed text into the boxes. */
export function splitDate(text: string | null): DateParts {
  if (!text) return NO_DATE;
  const [year = '', month = '', day = ''] = text.split('-');
  return { year, month: trimZero(month), day: trimZero(day) };
}

/** Null when every box is empty; else `YYYY-MM-DD`, or what was typed when that is no date: the engine says so. */
export function joinDate(parts: DateParts): string | null {
  const year = digits(parts.year);
  const month = digits(parts.month);
  const day = digits(parts.day);
  if (!year && !month && !day) return null;
  return `${year}-${month.length === 1 ? `0${month}` : month}-${day.length === 1 ? `0${day}` : day}`;
}

/** Eight digits, or a whole date, put into the first box fill all three. */
export function spreadDate(typed: string): DateParts | undefined {
  const plain = digits(typed.trim());
  const whole =
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain);
  if (!whole) return undefined;
  const [, year = '', month = '', day = ''] = whole;
  return { year, month: trimZero(month), day: trimZero(day) };
}

/** Full-width digits as the keyboard of an input method gives them, as plain digits. */
function digits(text: string): string {
  return text.trim().replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

function trimZero(text: string): string {
  return text.length === 2 && text.startsWith('0') ? text.slice(1) : text;
}
