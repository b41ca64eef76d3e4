// Everybody's way to decide the rule in Node.js: wasm modules, and engines written in JavaScript.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from 'feelin';
import { LogicEngine } from 'json-logic-engine';

/** Rows of one kind as numbers of bytes in memory, in the order in which the modules know them. */
export const KINDS = ['eligible', 'mixed', 'boundary'];

/** @returns {(kind: number, rows: number) => { run(rows: number, count: number): number, decide(row: number): boolean }} */
export function wasm(folder, name) {
  const module = new WebAssembly.Module(readFileSync(join(folder, `${name}.wasm`)));
  // Some peers import functions of a host that they never call here.
  const imports = {};
  for (const { module: from, name: what, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== 'function') throw new Error(`${name} imports ${from}.${what}, which is no function`);
    imports[from] ??= {};
    imports[from][what] = () => {
      throw new Error(`${name} called ${from}.${what}`);
    };
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  const rule = readFileSync(join(folder, 'rule.bin'));
  const at = exports.room(rule.length);
  new Uint8Array(exports.memory.buffer).set(rule, at);
  return (kind, rows) => {
    if (exports.prepare(kind, rows) !== 1) throw new Error(`${name} could not take the rule`);
    return { run: exports.run, decide: (row) => exports.decide(row) === 1 };
  };
}

const FEEL =
  'age >= 16 and age < 60 and paid >= required and arrears = 0 and status = "flexible" ' +
  'and spells > 0 and base >= average * 0.6 and base <= average * 3';

function scripted(decideRow) {
  return (rows) => ({
    decide: (row) => decideRow(rows[row]),
    run(length, count) {
      let eligible = 0;
      let row = 0;
      for (let turn = 0; turn < count; turn += 1) {
        if (decideRow(rows[row])) eligible += 1;
        row += 1;
        if (row === length) row = 0;
      }
      return eligible;
    },
  });
}

/** Engines in JavaScript: `rule` is JSON Logic. feelin has no compiled form: it reads the text each time. */
export function scripts(rule) {
  return {
    'json-logic-engine': () => {
      const compiled = new LogicEngine().build(rule);
      return scripted((row) => compiled(row) === true);
    },
    feelin: () => scripted((row) => evaluate(FEEL, row).value === true),
  };
}
