// @formio/core: components with conditions and calculations, run over the whole submission each time; a table is a data grid.

import { ProcessTargets, processSync } from '@formio/core';
import { loose, looseValues } from '../spec.mjs';

export const lacks = [];

function condition({ field, is, least }, prefix) {
  return `show = ${prefix}.${field} ${is === undefined ? `>= ${least}` : `=== '${is}'`}`;
}

function component(field, prefix) {
  const add = (names) => names.map((name) => `(Number(${prefix}.${name}) || 0)`).join(' + ');
  const common = {
    key: field.name,
    label: field.name,
    input: true,
    clearOnHide: false,
    ...(field.when && { customConditional: condition(field.when, prefix) }),
  };
  switch (field.type) {
    case 'choice':
      return { ...common, type: 'textfield', validate: { required: true } };
    case 'text':
      return { ...common, type: 'textfield', validate: { maxLength: field.max } };
    case 'number':
      return { ...common, type: 'number', validate: { required: field.required, min: field.min, max: field.max } };
    case 'sum':
      return { ...common, type: 'number', calculateValue: `value = ${add(field.of)}` };
    case 'product':
      return { ...common, type: 'number', calculateValue: `value = ${field.of.map((name) => `${prefix}.${name}`).join(' * ')}` };
    default:
      return { ...common, type: 'number', calculateValue: `value = data.rows.reduce((sum, row) => sum + row.${field.of}, 0)` };
  }
}

export async function prepare(spec) {
  const components = [];
  if (spec.rows !== null) {
    const { name, fields } = spec.rows;
    components.push({ key: name, label: name, type: 'datagrid', input: true, components: fields.map((field) => component(field, 'row')) });
  }
  components.push(...spec.fields.map((field) => component(field, 'data')));
  const data = looseValues(spec);
  // In a grid it computes only what has a value already.
  const computed = (spec.rows?.fields ?? []).filter(({ type }) => type === 'product');
  for (const row of data[spec.rows?.name] ?? []) for (const { name } of computed) row[name] = 0;
  return { components, spec, data };
}

const CHECKED = ProcessTargets.evaluator;
const UNCHECKED = CHECKED.filter(({ name }) => !name.startsWith('validate'));

export async function open({ components: shape, spec, data: initial }) {
  const [components, data] = structuredClone([shape, initial]);
  const fields = new Map([...spec.fields, ...(spec.rows?.fields ?? [])].map((field) => [field.name, field]));
  const run = (processors) => {
    const scope = { errors: [] };
    processSync({ form: { components }, submission: { data }, components, data, scope, processors, config: { server: false } });
    return scope;
  };
  run(UNCHECKED);
  return {
    ready: (step) => ({ ...step, value: loose(fields.get(step.field), step.value) ?? null }),
    step({ field, row, value }) {
      (row === undefined ? data : data[spec.rows.name][row])[field] = value;
      run(UNCHECKED);
    },
    validate: () => run(CHECKED).errors.length,
    state() {
      const { errors, conditionals } = run(CHECKED);
      const hidden = new Set(conditionals.filter(({ conditionallyHidden }) => conditionallyHidden).map(({ path }) => path));
      const wrong = new Set(errors.map(({ context }) => context.path));
      const state = { visible: [], wrong: [], sums: {} };
      const look = (field, path, value) => {
        if (hidden.has(path)) return;
        state.visible.push(path);
        if (wrong.has(path)) state.wrong.push(path);
        if (['sum', 'product', 'total'].includes(field.type)) state.sums[path] = Math.round(Number(value) * 100);
      };
      for (const field of spec.fields) look(field, field.name, data[field.name]);
      for (let row = 0; row < (spec.rows?.count ?? 0); row += 1) {
        for (const field of spec.rows.fields) look(field, `${spec.rows.name}[${row}].${field.name}`, data[spec.rows.name][row][field.name]);
      }
      return state;
    },
    close() {},
  };
}
