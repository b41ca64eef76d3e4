// @jsonforms/core: a JSON Schema, a UI schema with rules, and its reducer, which validates with Ajv at each change. It computes nothing.
// What a page would ask of each control when it draws, whether it is visible, is part of a step.

import { coreReducer, createAjv, init, isVisible, updateCore, update } from '@jsonforms/core';
import { loose, looseValues } from '../spec.mjs';

export const lacks = ['sums'];

function property(field) {
  if (field.type === 'choice') return { type: 'string', enum: field.options };
  if (field.type === 'text') return { type: 'string', maxLength: field.max };
  return { type: 'number', minimum: field.min, maximum: field.max };
}

const known = (field) => ['choice', 'text', 'number'].includes(field.type);

function objectOf(fields) {
  const own = fields.filter(known);
  return {
    type: 'object',
    properties: Object.fromEntries(own.map((field) => [field.name, property(field)])),
    required: own.filter(({ required }) => required).map(({ name }) => name),
  };
}

function control(field) {
  const { when } = field;
  const schema = when?.is === undefined ? { minimum: when?.least } : { const: when.is };
  return {
    type: 'Control',
    scope: `#/properties/${field.name}`,
    ...(when && { rule: { effect: 'SHOW', condition: { scope: `#/properties/${when.field}`, schema } } }),
  };
}

export async function prepare(spec) {
  const schema = objectOf(spec.fields);
  const elements = spec.fields.filter(known).map(control);
  const cells = (spec.rows?.fields ?? []).filter(known).map(control);
  if (spec.rows !== null) {
    schema.properties[spec.rows.name] = { type: 'array', items: objectOf(spec.rows.fields) };
    elements.push({ type: 'Control', scope: `#/properties/${spec.rows.name}`, options: { detail: { type: 'VerticalLayout', elements: cells } } });
  }
  return { spec, schema, uischema: { type: 'VerticalLayout', elements }, cells, data: looseValues(spec) };
}

export async function open({ spec, schema, uischema, cells, data }) {
  const ajv = createAjv();
  let core = coreReducer(undefined, init(structuredClone(data), schema, uischema, { ajv }));
  const fields = new Map([...spec.fields, ...(spec.rows?.fields ?? [])].map((field) => [field.name, field]));
  const ruled = uischema.elements.filter(({ rule }) => rule !== undefined);
  const ruledCells = cells.filter(({ rule }) => rule !== undefined);
  /** Draws: how many are visible. */
  const draw = () => {
    let shown = 0;
    for (const element of ruled) if (isVisible(element, core.data, '', ajv)) shown += 1;
    for (let row = 0; row < (spec.rows?.count ?? 0); row += 1) {
      for (const element of ruledCells) if (isVisible(element, core.data, `${spec.rows.name}.${row}`, ajv)) shown += 1;
    }
    return shown;
  };
  draw();
  return {
    ready: ({ field, row, value }) => ({
      path: row === undefined ? field : `${spec.rows.name}.${row}.${field}`,
      value: loose(fields.get(field), value),
    }),
    step({ path, value }) {
      core = coreReducer(core, update(path, () => value));
      draw();
    },
    validate() {
      core = coreReducer(core, updateCore({ ...core.data }, schema, uischema, { ajv }));
      return core.errors.length;
    },
    state() {
      const state = { visible: [], wrong: [], sums: {} };
      const wrong = new Set(
        core.errors.map(({ instancePath, params, keyword }) =>
          [...instancePath.split('/').slice(1), ...(keyword === 'required' ? [params.missingProperty] : [])].join('.'),
        ),
      );
      const look = (element, path, name) => {
        const field = element.scope.split('/').at(-1);
        if (element.rule !== undefined && !isVisible(element, core.data, path, ajv)) return;
        state.visible.push(name(field));
        if (wrong.has(path === '' ? field : `${path}.${field}`)) state.wrong.push(name(field));
      };
      for (const element of uischema.elements) if (element.options === undefined) look(element, '', (field) => field);
      for (let row = 0; row < (spec.rows?.count ?? 0); row += 1) {
        for (const element of cells) look(element, `${spec.rows.name}.${row}`, (field) => `${spec.rows.name}[${row}].${field}`);
      }
      return state;
    },
    close() {
      core = undefined;
    },
  };
}
