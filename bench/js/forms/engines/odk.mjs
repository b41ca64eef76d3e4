// ODK xforms-engine: an XForm with relevance, constraints and calculations. In Node.js it reads XML by the DOM of jsdom.

import { loadForm } from '@getodk/xforms-engine';
import { asked, initial } from '../spec.mjs';

export const lacks = [];

const TYPES = { choice: 'string', text: 'string', number: 'decimal', sum: 'decimal', product: 'decimal', total: 'decimal' };
const sibling = (name) => ` ../${name} `;

function bind(field, at) {
  const parts = [`nodeset="${at}/${field.name}"`, `type="${TYPES[field.type]}"`];
  if (field.required) parts.push('required="true()"');
  if (field.when?.is !== undefined) parts.push(`relevant="${sibling(field.when.field)} = '${field.when.is}'"`);
  if (field.when?.least !== undefined) parts.push(`relevant="${sibling(field.when.field)} &gt;= ${field.when.least}"`);
  if (field.type === 'number') parts.push(`constraint=". &gt;= ${field.min} and . &lt;= ${field.max}"`);
  if (field.type === 'text') parts.push(`constraint="string-length(.) &lt;= ${field.max}"`);
  if (field.type === 'sum') parts.push(`calculate="${field.of.map(sibling).join('+')}"`);
  if (field.type === 'product') parts.push(`calculate="${field.of.map(sibling).join('*')}"`);
  if (field.type === 'total') parts.push(`calculate="sum(/data/rows/${field.of})"`);
  return `<bind ${parts.join(' ')}/>`;
}

function control(field, at) {
  const label = `<label>${field.name}</label>`;
  if (field.type !== 'choice') return `<input ref="${at}/${field.name}">${label}</input>`;
  const items = field.options.map((option) => `<item><label>${option}</label><value>${option}</value></item>`).join('');
  return `<select1 ref="${at}/${field.name}">${label}${items}</select1>`;
}

export async function prepare(spec) {
  const values = initial(spec);
  const nodes = (fields, from) => fields.map(({ name }) => `<${name}>${from[name] ?? ''}</${name}>`).join('');
  const own = '/data';
  let [instance, binds, body] = ['', '', ''];
  if (spec.rows !== null) {
    const { name, fields } = spec.rows;
    const at = `${own}/${name}`;
    instance += values[name].map((row) => `<${name}>${nodes(fields, row)}</${name}>`).join('');
    binds += fields.map((field) => bind(field, at)).join('');
    body += `<group ref="${at}"><label>${name}</label><repeat nodeset="${at}">${fields.map((field) => control(field, at)).join('')}</repeat></group>`;
  }
  instance += nodes(spec.fields, values);
  binds += spec.fields.map((field) => bind(field, own)).join('');
  body += spec.fields.map((field) => control(field, own)).join('');
  const xml = `<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>measured</h:title><model><instance><data id="measured">${instance}</data></instance>${binds}</model></h:head><h:body>${body}</h:body></h:html>`;
  return { xml, spec };
}

export async function open({ xml, spec }) {
  const loaded = await loadForm(xml);
  if (loaded.status === 'failure') throw loaded.error;
  const { root } = loaded.createInstance();
  const made = new Map();
  const names = new Map([...spec.fields, ...(spec.rows?.fields ?? [])].map((field) => [field.name, field]));
  const walk = (node, row) => {
    const name = node.definition?.qualifiedName?.localName ?? node.currentState.reference.split('/').at(-1);
    if (node.currentState.children === null) {
      const field = names.get(name);
      if (field !== undefined) made.set(row === undefined ? name : `${spec.rows.name}[${row}].${name}`, [field, node]);
      return;
    }
    const repeats = node.nodeType.startsWith('repeat-range');
    for (const [place, child] of node.currentState.children.entries()) walk(child, repeats ? place : row);
  };
  walk(root);
  return {
    ready({ field, row, value }) {
      const [shape, node] = made.get(row === undefined ? field : `${spec.rows.name}[${row}].${field}`);
      return shape.type === 'choice' ? { node, choice: value } : { node, value: value ?? '' };
    },
    step({ node, choice, value }) {
      if (choice === undefined) node.setValue(value);
      else node.selectValue(choice);
    },
    validate: () => root.validationState.violations.length,
    state() {
      const state = { visible: [], wrong: [], sums: {} };
      const wrong = new Set(root.validationState.violations.map(({ nodeId }) => nodeId));
      for (const [path, [field, node]] of made) {
        if (!node.currentState.relevant) continue;
        state.visible.push(path);
        if (wrong.has(node.nodeId)) state.wrong.push(path);
        if (!asked(field)) state.sums[path] = Math.round(Number(node.currentState.value) * 100);
      }
      return state;
    },
    close() {},
  };
}
