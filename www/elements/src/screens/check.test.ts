import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeSession } from '../../test/fake-engine.ts';
import { readable } from '../../test/fake-texts.ts';
import type { Flow } from '../flow/flow.ts';
import { useTexts } from '../text/texts.ts';
import { TbCheck } from './check.ts';

beforeEach(() => useTexts(readable('zh-Hans'), 'zh-Hans'));
afterEach(() => document.body.replaceChildren());

async function submitButton(insured: boolean): Promise<HTMLButtonElement | null | undefined> {
  const session = new FakeSession({ asOf: '2026-11-23' });
  session.set('insured', insured);
  const element = new TbCheck();
  const application = { view: session.view(), check: () => session.check() };
  const profile = { touch: false };
  element.flow = Object.assign(new EventTarget(), { application, profile, busy: false }) as unknown as Flow;
  document.body.append(element);
  await element.updateComplete;
  return element.shadowRoot?.querySelector<HTMLButtonElement>('#submit');
}

it('what is blocked can be handed in for a written decision', async () => {
  const submit = await submitButton(true);
  expect(submit?.disabled).toBe(false);
  expect(submit?.textContent?.trim()).toBe('提交，申请书面决定');
});

it('what is only incomplete is handed in with the list', async () => {
  const submit = await submitButton(false);
  expect(submit?.textContent?.trim()).toBe('仍要提交，附补正清单');
});
