import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeSession } from '../../../test/fake-engine.ts';
import { readable } from '../../../test/fake-texts.ts';
import type { Field } from '../../engine/port.ts';
import { useTexts } from '../../text/texts.ts';
import { TbField } from './field.ts';

const named = (path: string): Field => {
  const found = new FakeSession({ asOf: '2026-11-23' }).view().fields.find((field) => field.path === path);
  if (!found) throw new Error(`there is no field ${path}`);
  return found;
};

async function draw(field: Field, strict = false): Promise<{ element: TbField; root: ShadowRoot; set: unknown[] }> {
  const element = new TbField();
  element.field = field;
  element.strict = strict;
  const set: unknown[] = [];
  element.addEventListener('tb-set', (event) => set.push((event as CustomEvent).detail));
  document.body.append(element);
  await element.updateComplete;
  if (!element.shadowRoot) throw new Error('nothing was drawn');
  return { element, root: element.shadowRoot, set };
}

function type(root: ShadowRoot, selector: string, value: string, event = 'change'): void {
  const input = root.querySelector<HTMLInputElement>(selector);
  if (!input) throw new Error(`there is no ${selector}`);
  input.value = value;
  input.dispatchEvent(new Event(event, { bubbles: true }));
}

beforeEach(() => useTexts(readable('zh-Hans'), 'zh-Hans'));
afterEach(() => document.body.replaceChildren());

describe('a question', () => {
  it('names its box by its label and says what is typed', async () => {
    const { root, set } = await draw(named('name'));
    expect(root.querySelector('label')?.htmlFor).toBe('input');
    type(root, '#input', ' 张伟 ');
    expect(set).toEqual([{ path: 'name', value: '张伟' }]);
  });

  it('an emptied box is told as empty', async () => {
    const { root, set } = await draw({ ...named('wage'), value: '4500', knowledge: 'known' });
    type(root, '#input', '');
    expect(set).toEqual([{ path: 'wage', value: null }]);
  });

  it('does not scold before anything was typed, and does when the page was left', async () => {
    const quiet = await draw(named('name'));
    expect(quiet.root.querySelector('.message')).toBeNull();
    const strict = await draw(named('name'), true);
    expect(strict.root.querySelector('.message')?.textContent).toContain('请填写姓名');
    const input = strict.root.querySelector('#input');
    expect(input?.getAttribute('aria-invalid')).toBe('true');
    expect(input?.getAttribute('aria-describedby')).toContain('messages');
  });

  it('yes and no are told as such', async () => {
    const { root, set } = await draw(named('insured'));
    const [yes, no] = [...root.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    yes?.dispatchEvent(new Event('change'));
    no?.dispatchEvent(new Event('change'));
    expect(set).toEqual([
      { path: 'insured', value: true },
      { path: 'insured', value: false },
    ]);
  });

  it('an unanswered yes-or-no has neither chosen', async () => {
    const { root } = await draw(named('insured'));
    expect(root.querySelectorAll('input:checked')).toHaveLength(0);
  });

  it('a date typed in one go is an answer at once', async () => {
    const { root, set } = await draw(named('birthDate'));
    type(root, '#input', '19850302', 'input');
    expect(set).toEqual([{ path: 'birthDate', value: '1985-03-02' }]);
  });

  it('a region is found by a part of its name', async () => {
    const { element, root } = await draw(named('householdRegion'));
    type(root, 'input[type=search]', '12', 'input');
    await element.updateComplete;
    const options = [...root.querySelectorAll('option')].map((option) => option.textContent);
    expect(options).toEqual(['请选择', '第12区']);
  });

  it("a register's value is shown, not typed, and can be contested", async () => {
    const { element, root } = await draw({ ...named('paidMonths'), value: '168', knowledge: 'known', origin: 'register' });
    expect(root.querySelector('input')).toBeNull();
    expect(root.querySelector('.value')?.textContent).toBe('168 个月');
    const disputes: unknown[] = [];
    element.addEventListener('tb-dispute', (event) => disputes.push((event as CustomEvent).detail));
    root.querySelector<HTMLElement>('button')?.click();
    await element.updateComplete;
    const reason = root.querySelector<HTMLTextAreaElement>('#reason');
    if (!reason) throw new Error('there is no box for the reason');
    reason.value = '2015年的两个月没有记上';
    root.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(disputes).toEqual([{ path: 'paidMonths', reason: '2015年的两个月没有记上', claimed: null }]);
  });

  it('an untranslated label is marked with its language', async () => {
    useTexts(readable('en'), 'en');
    const { root } = await draw({ ...named('name'), label: '[zh] 姓名' });
    expect(root.querySelector('label [lang="zh-Hans"]')?.textContent).toBe('姓名');
    expect(root.textContent).not.toContain('[zh]');
  });
});
