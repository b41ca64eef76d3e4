// @vitest-environment node
import { expect, it } from 'vitest';
import { FakeSession } from '../../test/fake-engine.ts';
import type { Changes, Field, Row, View } from '../engine/port.ts';
import { applyChanges, fieldAt, otherMembers, pageOf } from './view-model.ts';

const NOTHING: Changes = { fields: [], conditions: [], materials: [], risks: [], pages: {}, route: null, deadline: null, verdict: null };

function viewWithRow(): View {
  const session = new FakeSession({ asOf: '2026-11-23' });
  session.addRow('jobs');
  return session.view();
}

it('a change list that is empty leaves every part as it is', () => {
  const view = viewWithRow();
  const next = applyChanges(view, NOTHING);
  expect(next.fields).toBe(view.fields);
  expect(next.materials).toBe(view.materials);
});

it('takes a changed cell of a row over, and leaves its neighbours alone', () => {
  const view = viewWithRow();
  const cell = fieldAt(view, 'jobs[r1].employer');
  if (!cell) throw new Error('there is no such cell');
  const next = applyChanges(view, { ...NOTHING, fields: [{ ...cell, value: '某公司', knowledge: 'known' }] });
  expect(fieldAt(next, 'jobs[r1].employer')?.value).toBe('某公司');
  expect(next.fields[0]).toBe(view.fields[0]);
});

it('takes a group with other rows and a cell of it in the same change list', () => {
  const session = new FakeSession({ asOf: '2026-11-23' });
  const before = session.view();
  const after = viewWithRow();
  const group = after.fields.find((field) => field.path === 'jobs');
  const cell = fieldAt(after, 'jobs[r1].employer');
  if (!group || !cell) throw new Error('there is no such row');
  const next = applyChanges(before, { ...NOTHING, fields: [{ ...cell, value: '某公司' }, group] });
  expect(fieldAt(next, 'jobs[r1].employer')?.value).toBe('某公司');
});

it('hides a page that went', () => {
  const view = viewWithRow();
  const next = applyChanges(view, { ...NOTHING, pages: { plan: false } });
  expect(next.pages.map((page) => page.visible)).toEqual([true, false]);
});

it('finds the page of a field and of a cell', () => {
  const view = viewWithRow();
  expect(pageOf(view, 'wage')).toBe('plan');
  expect(pageOf(view, 'jobs[r1].employer')).toBe('plan');
  expect(pageOf(view, 'nowhere')).toBeUndefined();
});

/** A family whose dependants each have spells: rows in rows. */
function family(): View {
  const view = viewWithRow();
  const cell = fieldAt(view, 'jobs[r1].employer');
  if (!cell) throw new Error('there is no such cell');
  const group = (path: string, columns: Field[], rows: Row[]): Field => ({
    ...cell,
    path,
    widget: { type: 'group', columns, minRows: 0, maxRows: 5 },
    rows,
    complete: false,
  });
  const amount = { ...cell, path: 'amount', label: '月金额' };
  const spells = group('spells', [amount], []);
  const inner = group('homes[r1].spells', [amount], [{ id: 'r7', fields: [{ ...amount, path: 'homes[r1].spells[r7].amount' }] }]);
  return { ...view, fields: [group('homes', [cell, spells], [{ id: 'r1', fields: [{ ...cell, path: 'homes[r1].employer' }, inner] }])] };
}

it('takes a changed cell of a row in a row over', () => {
  const view = family();
  const path = 'homes[r1].spells[r7].amount';
  const cell = fieldAt(view, path);
  if (!cell) throw new Error('there is no such cell');
  const { label: _label, widget: _widget, ...said } = { ...cell, value: '12' };
  const next = applyChanges(view, { ...NOTHING, fields: [said] });
  expect(fieldAt(next, path)?.value).toBe('12');
  expect(fieldAt(next, path)?.label).toBe('月金额');
  expect(fieldAt(next, 'homes[r1].employer')).toBe(fieldAt(view, 'homes[r1].employer'));
});

it('makes new rows, and rows in them, from the columns of their groups', () => {
  const view = family();
  const inner = fieldAt(view, 'homes[r1].spells');
  const cell = fieldAt(view, 'homes[r1].employer');
  if (!inner || !cell) throw new Error('there is no such row');
  const amount = { ...cell, path: 'homes[r2].spells[r8].amount', value: '3' };
  const spells = { ...inner, path: 'homes[r2].spells', rows: [{ id: 'r8', fields: [amount] }] };
  const rows = [{ id: 'r2', fields: [{ ...cell, path: 'homes[r2].employer' }, spells] }];
  const next = applyChanges(view, { ...NOTHING, fields: [{ ...inner, path: 'homes', rows }] });
  expect(fieldAt(next, 'homes[r2].spells[r8].amount')?.value).toBe('3');
  expect(fieldAt(next, 'homes[r1].employer')).toBeUndefined();
});

it('an item of a bundle that comes to take part asks for the view again; one that only stands otherwise does not', () => {
  const view = viewWithRow();
  const { verdict, route, deadline } = view;
  const member = { item: 'a', code: 'A', name: '甲', state: 'perhaps', because: [], needs: [], verdict, route, deadline };
  const bundle: View = { ...view, members: [member] };
  expect(otherMembers(bundle, NOTHING)).toBe(false);
  expect(otherMembers(bundle, { ...NOTHING, members: [{ ...member, verdict: { ...verdict, kind: 'ready' } }] })).toBe(false);
  const goes = { ...member, state: 'goes' };
  expect(otherMembers(bundle, { ...NOTHING, members: [goes] })).toBe(true);
  expect(applyChanges(bundle, { ...NOTHING, members: [goes] }).members).toEqual([goes]);
});
