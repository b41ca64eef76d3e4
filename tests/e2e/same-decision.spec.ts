import { expect, test } from "@playwright/test";
import { Channel, type Answer, type ChannelName } from "./support/channel.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

/** First day of next month, where the office is. */
function nextMonth(): string {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`;
}

test("one person, four channels, one decision", async ({ browser }) => {
  const answers: Record<string, Answer> = {
    mobile: "13900000005",
    workKind: "self-employed",
    insuredByUnit: false,
    enrolmentStart: nextMonth(),
  };
  const digests: Partial<Record<ChannelName, string>> = {};
  for (const name of ["portal", "counter", "bank", "kiosk"] as const) {
    const context = await browser.newContext();
    const channel = new Channel(await context.newPage(), name, gateway.url);
    await channel.enter("enrol-ready");
    await channel.open("flexible-enrolment", "500103");
    await picture(channel.page, `${name}-form`);
    await channel.answerAll(answers);
    await picture(channel.page, `${name}-materials`);
    await channel.page.locator('[data-material="commitment-letter"] [data-way="promised"]').click();
    await channel.page.locator("#next").click();
    const receipt = await channel.submit();
    digests[name] = await receipt.decisionDigest();
    await picture(channel.page, `${name}-receipt`);
    expect(await receipt.number()).not.toBe("");
    await context.close();
  }
  expect(digests.portal).toMatch(/^[0-9a-f]{64}$/);
  expect(digests).toEqual({
    portal: digests.portal,
    counter: digests.portal,
    bank: digests.portal,
    kiosk: digests.portal,
  });
});
