import { afterEach, beforeEach, expect, it } from 'vitest';
import { readable } from '../../../test/fake-texts.ts';
import type { Reason } from '../../engine/port.ts';
import { useTexts } from '../../text/texts.ts';
import { TbErrorSummary } from './error-summary.ts';

const REASONS: Reason[] = [
  { code: 'material:identity', kind: 'missing', message: '还缺居民身份证', focus: 'material:identity', basis: [] },
  { code: 'condition:age', kind: 'blocks', message: '还差12个月', focus: null, basis: [{ id: 'X', kind: 'law', title: '社会保险法 第十六条', text: null }] },
];

async function draw(reasons: Reason[]): Promise<TbErrorSummary> {
  const element = new TbErrorSummary();
  element.reasons = reasons;
  document.body.append(element);
  await element.updateComplete;
  return element;
}

beforeEach(() => useTexts(readable('zh-Hans'), 'zh-Hans'));
afterEach(() => document.body.replaceChildren());

it('says everything once, what blocks first, with its article', async () => {
  const { shadowRoot } = await draw(REASONS);
  const codes = [...(shadowRoot?.querySelectorAll('li') ?? [])].map((line) => line.dataset['code']);
  expect(codes).toEqual(['condition:age', 'material:identity']);
  expect(shadowRoot?.textContent).toContain('社会保险法 第十六条');
  expect(shadowRoot?.querySelector('h2')?.textContent).toContain('2');
});

it('takes the focus when it appears', async () => {
  const { shadowRoot } = await draw(REASONS);
  expect(shadowRoot?.activeElement?.className).toContain('box');
});

it('a line leads to where it is mended; one that nobody can mend here is no link', async () => {
  const element = await draw(REASONS);
  const asked: unknown[] = [];
  element.addEventListener('tb-focus', (event) => asked.push((event as CustomEvent).detail));
  const links = element.shadowRoot?.querySelectorAll('a') ?? [];
  expect(links).toHaveLength(1);
  links[0]?.click();
  expect(asked).toEqual([{ focus: 'material:identity' }]);
});

it('is not there when nothing is wrong', async () => {
  const { shadowRoot } = await draw([]);
  expect(shadowRoot?.querySelector('.box')).toBeNull();
});
