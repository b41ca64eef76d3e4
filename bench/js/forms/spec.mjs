// The form that every engine is given: its fields, what it starts with, the steps that are taken, and what must be so after each of
// them, computed here in the plainest way. What decides whether a field is shown, or is added up, is itself always shown and in range,
// because the engines disagree about the values of hidden and of wrong fields.

/** A seeded sequence, the same on every host. */
export function sequence(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

const money = (name) => ({ name, type: 'number', min: 0, max: 100_000, scale: 2, required: true });
const cents = (next, below) => (next(below * 100) / 100).toFixed(2);

/** Ten fields: three that are shown or not, a sum, and what they hang on. */
function block(place) {
  const id = (letter) => `${letter}${place}`;
  return [
    { name: id('c'), type: 'choice', options: ['a', 'b', 'c'], required: true },
    money(id('n')),
    { name: id('m'), type: 'number', min: 0, max: 720, scale: 0, required: true },
    { name: id('b'), type: 'number', min: 0, max: 1_000, scale: 0, required: true, when: { field: id('c'), is: 'b' } },
    { name: id('h'), type: 'number', min: 0, max: 1_000, scale: 0, required: true, when: { field: id('n'), least: 500 } },
    { name: id('t'), type: 'text', max: 20, required: false },
    money(id('p')),
    money(id('q')),
    { name: id('s'), type: 'sum', of: [id('n'), id('p'), id('q')] },
    { name: id('x'), type: 'text', max: 20, required: false, when: { field: id('c'), is: 'c' } },
  ];
}

/** A form of so many fields, a multiple of ten, and their total. */
export function form(fields) {
  const blocks = Array.from({ length: fields / 10 }, (_, place) => block(place));
  const total = { name: 'total', type: 'sum', of: blocks.map((_, place) => `s${place}`) };
  return { id: `form-${fields}`, fields: [...blocks.flat(), total], rows: null };
}

/** A table of so many rows with a computed column and two totals. */
export function table(count) {
  const rows = {
    name: 'rows',
    count,
    fields: [
      { name: 'wage', type: 'number', min: 0, max: 50_000, scale: 2, required: true },
      { name: 'months', type: 'number', min: 0, max: 12, scale: 0, required: true },
      { name: 'kind', type: 'choice', options: ['a', 'b'], required: true },
      { name: 'bonus', type: 'number', min: 0, max: 1_000, scale: 0, required: true, when: { field: 'kind', is: 'b' } },
      { name: 'amount', type: 'product', of: ['wage', 'months'] },
    ],
  };
  const totals = [
    { name: 'wages', type: 'total', of: 'wage' },
    { name: 'amounts', type: 'total', of: 'amount' },
  ];
  return { id: `table-${count}`, fields: totals, rows };
}

/** A form of so many numbers of which 100 are shown or not by the first. */
export function follow(fields) {
  const number = (place) => ({ ...money(`f${place}`), ...(place > 0 && place <= 100 && { when: { field: 'f0', least: place } }) });
  return { id: `follow-${fields}`, fields: [...Array.from({ length: fields }, (_, place) => number(place)), { name: 'total', type: 'sum', of: ['f998', 'f999'] }], rows: null };
}

/** A form by its name: `form-1000`, `follow-1000`, `table-500`. */
export function specOf(id) {
  const [kind, size] = id.split('-');
  return { form, follow, table }[kind](Number(size));
}

export const asked = (field) => !['sum', 'product', 'total'].includes(field.type);

/** A value in range. Numbers are decimal texts: engines that take JavaScript numbers convert them. */
function right(field, next) {
  if (field.type === 'choice') return field.options[next(field.options.length)];
  if (field.type === 'text') return 'abcdefghij'.slice(0, 1 + next(10));
  return field.scale === 2 ? cents(next, field.when === undefined && next(2) === 0 ? 1_000 : 40_000) : String(next(field.max + 1));
}

/** Whether the field may be given a wrong value: nothing hangs on it. */
const free = (field) => field.type === 'text' || (field.type === 'number' && field.scale === 0 && field.name !== 'months');

/** What the form starts with: every field, the hidden ones too. */
export function initial(spec) {
  const next = sequence(7);
  const fill = (fields) => Object.fromEntries(fields.filter(asked).map((field) => [field.name, right(field, next)]));
  const values = fill(spec.fields);
  if (spec.rows !== null) values[spec.rows.name] = Array.from({ length: spec.rows.count }, () => fill(spec.rows.fields));
  return values;
}

/** Steps `{ field, row?, value }`: mostly right values, some wrong ones, some fields emptied (null). */
export function steps(spec, count) {
  const next = sequence(11);
  const choices = (spec.rows?.fields ?? spec.fields).filter(asked);
  return Array.from({ length: count }, () => {
    const field = choices[next(choices.length)];
    const fate = free(field) ? next(6) : 5;
    let value = right(field, next);
    if (fate === 0) value = field.type === 'text' ? 'abcdefghijklmnopqrstuvwxyz' : String(field.max + 1 + next(100));
    if (fate === 1) value = null;
    return spec.rows === null ? { field: field.name, value } : { field: field.name, row: next(spec.rows.count), value };
  });
}

export function apply(values, rows, { field, row, value }) {
  (row === undefined ? values : values[rows.name][row])[field] = value;
}

const hundredths = (text) => Math.round(Number(text) * 100);

/** What must be so: names of visible fields, of wrong ones, and sums in hundredths. Rows are named `rows[3].wage`. */
export function expected(spec, values) {
  const state = { visible: [], wrong: [], sums: {} };
  const look = (field, inside, path) => {
    const { when } = field;
    const shown = when === undefined || (when.is !== undefined ? inside[when.field] === when.is : Number(inside[when.field]) >= when.least);
    if (!shown) return;
    state.visible.push(path);
    if (!asked(field)) return;
    const value = inside[field.name];
    const empty = value === null || value === undefined;
    const outside = field.type === 'number' ? Number(value) < field.min || Number(value) > field.max : field.type === 'text' && String(value).length > field.max;
    if (empty ? field.required : outside) state.wrong.push(path);
  };
  const sumOf = (inside, names) => names.reduce((sum, name) => sum + (name in state.sums ? state.sums[name] : hundredths(inside[name])), 0);
  for (const [place, row] of (spec.rows === null ? [] : values[spec.rows.name]).entries()) {
    const path = (name) => `${spec.rows.name}[${place}].${name}`;
    for (const field of spec.rows.fields) {
      look(field, row, path(field.name));
      if (field.type === 'product') state.sums[path(field.name)] = Number(row[field.of[1]]) * hundredths(row[field.of[0]]);
    }
  }
  for (const field of spec.fields) {
    look(field, values, field.name);
    if (field.type === 'sum') state.sums[field.name] = sumOf(values, field.of);
    if (field.type === 'total') {
      state.sums[field.name] = values[spec.rows.name].reduce((sum, row, place) => {
        const computed = state.sums[`${spec.rows.name}[${place}].${field.of}`];
        return sum + (computed ?? hundredths(row[field.of]));
      }, 0);
    }
  }
  return state;
}

/** Values as engines with JavaScript numbers take them: empty is undefined. */
export function loose(field, value) {
  if (value === null) return undefined;
  return field.type === 'number' ? Number(value) : value;
}

export function looseValues(spec) {
  const convert = (fields, values) =>
    Object.fromEntries(fields.filter(asked).map((field) => [field.name, loose(field, values[field.name])]));
  const values = initial(spec);
  const top = convert(spec.fields, values);
  if (spec.rows !== null) top[spec.rows.name] = values[spec.rows.name].map((row) => convert(spec.rows.fields, row));
  return top;
}

/** Fields by name: those of rows and the others never share one. */
export const byName = (spec) => new Map([...spec.fields, ...(spec.rows?.fields ?? [])].map((field) => [field.name, field]));
