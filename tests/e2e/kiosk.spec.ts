import { expect, test } from "@playwright/test";
import { Channel } from "./support/channel.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

test("a kiosk that is left alone forgets the person", async ({ page }) => {
  await page.clock.install();
  const kiosk = new Channel(page, "kiosk", gateway.url);
  await kiosk.enter("enrol-ready");
  await kiosk.open("flexible-enrolment", "500103");
  await expect(page.locator("tb-app")).toContainText("孙*");

  await page.clock.runFor("01:01");
  const warning = page.locator("tb-idle dialog");
  await expect(warning).toBeVisible();
  await warning.locator("button").first().click();
  await expect(warning).toBeHidden();
  await expect(page.locator("tb-app")).toContainText("孙*");

  await page.clock.runFor("01:01");
  await expect(warning).toBeVisible();
  await page.clock.runFor("00:30");
  await expect(page.locator("tb-client")).toBeVisible();
  await expect(page.locator("tb-app")).not.toContainText("孙*");
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  const client = await page.evaluate(async () => ((await (await fetch("/v1/sessions/current")).json()) as { session?: { client?: unknown } }).session?.client ?? null);
  expect(client).toBeNull();
});
