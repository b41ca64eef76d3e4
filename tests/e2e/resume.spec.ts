import { expect, test } from "@playwright/test";
import { Channel } from "./support/channel.ts";
import { PDF } from "./support/files.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

test("a page loaded again in the middle goes on with every answer and file", async ({ page }) => {
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("retire-ready");
  await portal.open("retirement", "500103");
  await portal.answer("mobile", "13700000001");
  await page.locator("#next").click();
  await portal.answer("hasDeemedSpells", false);
  await page.locator("#next").click();
  const form = page.locator('[data-material="application-form"]');
  await form.locator('input[type="file"]').setInputFiles({ name: "申领表.pdf", mimeType: "application/pdf", buffer: PDF });
  await expect(form).toContainText("已上传");
  // A draft is written a moment after the last answer.
  await page.waitForTimeout(1500);

  await page.reload();
  await page.locator("tb-items h1").waitFor();
  const kept = page.locator(".kept");
  await expect(kept).toContainText("职工正常退休");
  await picture(page, "kept");
  await kept.getByRole("button", { name: "继续办理" }).click();
  await page.locator("tb-form h1").waitFor();
  await expect(portal.field("mobile").locator("input")).toHaveValue("13700000001");
  await page.locator("#next").click();
  await expect(portal.field("hasDeemedSpells").locator('input[value="false"]')).toBeChecked();
  await picture(page, "kept-form");
  await page.locator("#next").click();
  await expect(form).toContainText("申领表.pdf");
  await page.locator("#next").click();
  const receipt = await portal.submit();
  expect(await receipt.number()).not.toBe("");

  // What was handed in is not offered again.
  await page.goto(`${gateway.url}/#/items`);
  await page.reload();
  await page.locator("tb-items h1").waitFor();
  await expect(page.locator(".kept")).toHaveCount(0);
});
