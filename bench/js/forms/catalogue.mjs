// node catalogue.mjs FORM FOLDER MESSAGES: the form as a catalogue of Tongban with one item, `measured`, to be built by `tongban build`.
// MESSAGES is the engine's texts, which every catalogue holds.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { specOf } from './spec.mjs';

const [id, folder, messages] = process.argv.slice(2);
const spec = specOf(id);
const write = (path, text) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

/** A name that rules use. */
const named = (name) => `项${name}`;
const common = '  sensitivity: none\n  purpose: 测量\n';
const rows = spec.rows?.name;

function rule(field) {
  if (field.type === 'sum') return field.of.length < 10 ? field.of.map(named).join(' + ') : `sum([${field.of.map(named).join(', ')}])`;
  if (field.type === 'product') return field.of.map(named).join(' * ');
  return `sum(${named(rows)}.${named(field.of)})`;
}

function fact(field) {
  const head = `- id: ${field.name}\n  name: ${named(field.name)}\n`;
  switch (field.type) {
    case 'choice':
      return `${head}  type: enum\n  values: [${field.options.map((option) => `{id: ${option}, name: 选${option}}`).join(', ')}]\n${common}  sources: [asked]\n`;
    case 'text':
      return `${head}  type: text\n  max-chars: ${field.max}\n${common}  sources: [asked]\n`;
    case 'number':
      return `${head}  type: number\n  min: ${field.min}\n  max: ${field.max}\n  scale: ${field.scale}\n${common}  sources: [asked]\n`;
    default:
      // The sum of no rows is no number.
      return `${head}  type: number\n  scale: 2\n${field.type === 'total' ? '  optional: true\n' : ''}${common}  computed: ${rule(field)}\n`;
  }
}

function placed(field, indent) {
  const lines = [`- fact: ${field.name}`];
  const { when } = field;
  if (when?.is !== undefined) lines.push(`  visible: ${named(when.field)} = "${when.is}"`);
  if (when?.least !== undefined) lines.push(`  visible: ${named(when.field)} >= ${when.least}`);
  if (['sum', 'product', 'total'].includes(field.type)) lines.push('  read-only: true');
  else if (!field.required) lines.push('  required: false');
  return lines.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
}

const facts = [...spec.fields, ...(spec.rows?.fields ?? [])].map(fact);
for (let from = 0; from < facts.length; from += 500) write(`facts/facts-${from}.yaml`, facts.slice(from, from + 500).join(''));
let fields = '';
if (spec.rows !== null) {
  const columns = spec.rows.fields;
  write(
    'facts/rows.yaml',
    `- id: ${rows}\n  name: ${named(rows)}\n  type: group\n  fields: [${columns.map(({ name }) => name).join(', ')}]\n  min-rows: 0\n  max-rows: 20000\n${common}`,
  );
  fields += `          - fact: ${rows}\n            required: false\n            columns:\n${columns.map((field) => placed(field, 14)).join('')}`;
}
fields += spec.fields.map((field) => placed(field, 10)).join('');

const limited = spec.rows === null ? `${named('total')} <= 1000000000` : `${named('amounts')} = null or ${named('amounts')} <= 1000000000`;
write(
  'items/T/measured.yaml',
  `id: measured
code: T01
group: T
basic-code: "502014999001"
name: 测量
summary: 测量
audience: [person]
insurance: [pension]
handling: accepted
online: true
citywide: true
channels: [portal]
assurance: real-name
taken-at: [city]
handled-at: [city]
basis: [TEST]
form:
  - page: one
    title: 一
    sections:
      - title: 一
        fields:
${fields}conditions:
  - {id: within, name: 不超过, rule: ${limited}, unmet: 超过, basis: [TEST]}
materials:
  - material: one
    ways:
      - {kind: provided}
routes:
  - {id: home, target: insured-place, post: handle, reason: 参保地}
deadlines:
  - id: standard
    promised: {amount: 5, kind: working-days, basis: [TEST]}
milestones: [{id: done, name: 办结}]
outputs: [{id: notice, name: 通知书}]
`,
);
write(
  'catalog.yaml',
  'id: measured\nname: 测量\nversion: 1.0.0\nrevision: 1\neffective: 2025-01-01\nnotice: 测量用\nlocales: [zh-Hans]\nlevels: [{id: city, name: 市}]\nchannels:\n  - {id: portal, name: 网上, staffed: false, backdate-days: 0, capabilities: [upload]}\nregions: [{code: "500103", name: 渝中区}]\nunits: []\n',
);
write('bases.yaml', '- {id: TEST, kind: unverified, title: 测量}\n');
write(
  'materials.yaml',
  '- id: one\n  code: M01\n  name: 材料\n  forms: [original]\n  issuer: 机关\n  points: [在有效期内]\n  basis: [TEST]\n  media: [application/pdf]\n  max-bytes: 1000\n  max-files: 1\n',
);
write('messages/engine.yaml', readFileSync(messages, 'utf8'));
