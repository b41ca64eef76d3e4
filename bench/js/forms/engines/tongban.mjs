// Tongban: the module that `catalogue.mjs` and `tongban build` made, through @tongban/engine.

import { asked, initial } from '../spec.mjs';

export const lacks = [];
/** A browser has room for few instances of wasm at once, and frees them late. */
export const builds = 15;

/** `package` is @tongban/engine, `module` the compiled module and `digest` its SHA-256: code that is there, as the peers' scripts are. */
export async function prepare(spec, { tongban, module, digest }) {
  return { tongban, module, digest, values: initial(spec), spec };
}

export async function open({ tongban, module, digest, values, spec }) {
  const engine = await tongban.load(module, { digest });
  const session = engine.open('measured', { asOf: '2026-03-02' });
  session.setMany(values);
  const group = spec.rows?.name;
  const computed = new Set([...spec.fields, ...(spec.rows?.fields ?? [])].filter((field) => !asked(field)).map(({ name }) => name));
  const fields = () => session.view().fields;
  const ids = group === undefined ? [] : fields().find(({ path }) => path === group).rows.map(({ id }) => id);
  const path = (step) => (step.row === undefined ? step.field : `${group}[${ids[step.row]}].${step.field}`);
  return {
    session,
    step: ({ path, value }) => session.set(path, value),
    ready: (step) => ({ path: path(step), value: step.value }),
    validate: () => session.check(),
    state() {
      const state = { visible: [], wrong: [], sums: {} };
      const look = (field, inside) => {
        if (!field.visible || field.path === group) return;
        const name = inside === undefined ? field.path : `${group}[${inside}].${field.fact}`;
        state.visible.push(name);
        if (field.violations.some(({ severity }) => severity === 'error')) state.wrong.push(name);
        if (computed.has(field.fact)) state.sums[name] = Math.round(Number(field.value) * 100);
      };
      for (const field of fields()) {
        look(field);
        for (const [place, row] of (field.rows ?? []).entries()) for (const cell of row.fields) look(cell, place);
      }
      return state;
    },
    memory: () => engine.memoryForTest(),
    close: () => engine.close(),
  };
}
