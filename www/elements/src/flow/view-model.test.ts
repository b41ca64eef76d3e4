// @vitest-environment node
import { expect, it } from 'vitest';
import { FakeSession } from '../../test/fake-engine.ts';
import type { Changes, View } from '../engine/port.ts';
import { applyChanges, fieldAt, pageOf } from './view-model.ts';

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
