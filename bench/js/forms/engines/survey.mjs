// survey-core: elements with visibleIf and expression questions; a table is a dynamic matrix with totals.

import { Model } from 'survey-core';
import { loose, looseValues } from '../spec.mjs';

export const lacks = [];

function condition({ field, is, least }, prefix) {
  return is === undefined ? `{${prefix}${field}} >= ${least}` : `{${prefix}${field}} = '${is}'`;
}

function shape(field, prefix) {
  const common = { name: field.name, ...(field.required && { isRequired: true }), ...(field.when && { visibleIf: condition(field.when, prefix) }) };
  const kinds = {
    choice: () => ({ type: 'dropdown', choices: field.options }),
    text: () => ({ type: 'text', maxLength: field.max, validators: [{ type: 'text', maxLength: field.max }] }),
    number: () => ({ type: 'text', inputType: 'number', validators: [{ type: 'numeric', minValue: field.min, maxValue: field.max }] }),
    sum: () => ({ type: 'expression', expression: field.of.map((name) => `{${name}}`).join(' + ') }),
    product: () => ({ type: 'expression', expression: field.of.map((name) => `{row.${name}}`).join(' * ') }),
    total: () => ({ type: 'expression', expression: `sumInArray({rows}, '${field.of}')` }),
  };
  return { ...common, ...kinds[field.type]() };
}

export async function prepare(spec) {
  const elements = [];
  if (spec.rows !== null) {
    const columns = spec.rows.fields.map((field) => {
      const { type, ...rest } = shape(field, 'row.');
      return { cellType: type, ...rest };
    });
    elements.push({ type: 'matrixdynamic', name: spec.rows.name, rowCount: 0, maxRowCount: 1000, columns });
  }
  elements.push(...spec.fields.map((field) => shape(field, '')));
  return { json: { clearInvisibleValues: 'none', elements }, spec, data: looseValues(spec) };
}

export async function open({ json, spec, data }) {
  const survey = new Model(structuredClone(json));
  survey.data = structuredClone(data);
  const fields = new Map([...spec.fields, ...(spec.rows?.fields ?? [])].map((field) => [field.name, field]));
  const matrix = spec.rows === null ? null : survey.getQuestionByName(spec.rows.name);
  const cell = (row, name) => matrix.visibleRows[row].getQuestionByName(name);
  matrix?.visibleRows;
  return {
    ready: (step) => ({ ...step, value: loose(fields.get(step.field), step.value) }),
    step({ field, row, value }) {
      if (row === undefined) survey.setValue(field, value);
      else cell(row, field).value = value;
    },
    validate: () => survey.validate(true, false),
    state() {
      survey.validate(true, false);
      const state = { visible: [], wrong: [], sums: {} };
      const look = (question, field, path) => {
        if (!question.isVisible) return;
        state.visible.push(path);
        if (question.errors.length > 0) state.wrong.push(path);
        if (['sum', 'product', 'total'].includes(field.type)) state.sums[path] = Math.round(Number(question.value) * 100);
      };
      for (const field of spec.fields) look(survey.getQuestionByName(field.name), field, field.name);
      for (let row = 0; row < (spec.rows?.count ?? 0); row += 1) {
        for (const field of spec.rows.fields) look(cell(row, field.name), field, `${spec.rows.name}[${row}].${field.name}`);
      }
      return state;
    },
    close: () => survey.dispose(),
  };
}
