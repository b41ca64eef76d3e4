import { expect, test } from "@playwright/test";
import { Channel } from "./support/channel.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

test("a kiosk whose line breaks says so, keeps the answers, and hands in when the line is back", async ({ page, context }) => {
  const kiosk = new Channel(page, "kiosk", gateway.url);
  await kiosk.enter("card-lost");
  await kiosk.open("card-loss", "500103");
  await context.setOffline(true);
  await kiosk.answerAll({ cardAction: "temporary-loss" });
  await picture(page, "offline-materials");
  await page.locator("#next").click();
  await page.locator("tb-check h1").waitFor();
  await picture(page, "offline-check");
  await page.locator("#submit").click();
  const trouble = page.locator(".trouble");
  await expect(trouble).toContainText("网络没有响应", { timeout: 30_000 });
  await expect(trouble).toContainText("没有提交");
  await expect(page.locator("tb-receipt")).toHaveCount(0);
  await picture(page, "offline-trouble");

  await context.setOffline(false);
  await trouble.getByRole("button", { name: "再试一次" }).click();
  await page.locator("tb-receipt [data-receipt]").waitFor();
  await picture(page, "offline-receipt");
});
