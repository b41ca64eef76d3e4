// @formily/core: fields with reactions and validators; hidden fields keep their values, as everybody's do here.

import { createForm } from '@formily/core';
import { loose, looseValues } from '../spec.mjs';

export const lacks = [];

export async function prepare(spec) {
  return { spec, data: looseValues(spec) };
}

const holds = ({ is, least }, value) => (is === undefined ? Number(value) >= least : value === is);
const add = (values) => values.reduce((sum, value) => sum + (Number(value) || 0), 0);

function field(form, spec, shape, base) {
  const at = (name) => (base === undefined ? name : `${base}.${name}`);
  const reactions = [];
  if (shape.when !== undefined) {
    reactions.push((own) => {
      own.display = holds(shape.when, form.getValuesIn(at(shape.when.field))) ? 'visible' : 'hidden';
    });
  }
  const compute = {
    sum: () => add(shape.of.map((name) => form.getValuesIn(at(name)))),
    product: () => shape.of.reduce((product, name) => product * (form.getValuesIn(at(name)) ?? 0), 1),
    total: () => add(form.getValuesIn(spec.rows.name).map((row) => row[shape.of])),
  }[shape.type];
  if (compute !== undefined) {
    reactions.push((own) => {
      own.value = compute();
    });
  }
  const validator = {
    number: [{ minimum: shape.min, maximum: shape.max }],
    text: [{ max: shape.max }],
  }[shape.type];
  return form.createField({ name: shape.name, ...(base !== undefined && { basePath: base }), required: shape.required === true, validator, reactions });
}

export async function open({ spec, data }) {
  const form = createForm({ initialValues: {}, values: structuredClone(data), validateFirst: false });
  const made = new Map();
  if (spec.rows !== null) {
    const { name, count, fields } = spec.rows;
    form.createArrayField({ name });
    for (let row = 0; row < count; row += 1) {
      form.createObjectField({ name: String(row), basePath: name });
      for (const shape of fields) made.set(`${name}[${row}].${shape.name}`, [shape, field(form, spec, shape, `${name}.${row}`)]);
    }
  }
  for (const shape of spec.fields) made.set(shape.name, [shape, field(form, spec, shape)]);
  const validate = () => form.validate().catch(() => undefined);
  return {
    ready({ field, row, value }) {
      const [shape, own] = made.get(row === undefined ? field : `${spec.rows.name}[${row}].${field}`);
      return { own, value: loose(shape, value) };
    },
    step({ own, value }) {
      own.value = value;
    },
    validate,
    async state() {
      await validate();
      const state = { visible: [], wrong: [], sums: {} };
      for (const [path, [shape, own]] of made) {
        if (own.display !== 'visible') continue;
        state.visible.push(path);
        if (own.selfErrors.length > 0) state.wrong.push(path);
        if (['sum', 'product', 'total'].includes(shape.type)) state.sums[path] = Math.round(Number(own.value) * 100);
      }
      return state;
    },
    close: () => form.onUnmount(),
  };
}
