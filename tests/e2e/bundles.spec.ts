import { expect, test } from "@playwright/test";
import { noBarriers } from "./support/barriers.ts";
import { Channel } from "./support/channel.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

test("bundles stand in the list with what they hold, and have a guide", async ({ page }) => {
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("retire-ready");
  const bundle = page.locator('tb-item-list [data-item="retiring"]');
  await expect(bundle).toContainText("打包办");
  await expect(bundle.locator("[data-members]")).toContainText("职工正常退休");
  await noBarriers(page);
  await picture(page, "bundle-list");
  await page.locator("tb-item-list input").fill("P01");
  await expect(page.locator("tb-item-list [data-item]")).toHaveCount(1);
  await page.locator("tb-item-list input").fill("");
  await bundle.click();

  const guide = page.locator("tb-bundle-guide");
  await expect(guide.locator("[data-member]")).toHaveCount(3);
  await expect(guide.locator('[data-member="retirement"] [data-needs]')).toContainText("等它办好以后再办");
  const identity = guide.locator('[data-material="identity-document"]');
  await expect(identity).toHaveCount(1);
  await expect(identity.locator("[data-used-for]")).toContainText("、");
  await noBarriers(page);
  await picture(page, "bundle-guide");
});

test("after losing a job: what fails does not hold the others, one receipt, and a reload keeps every answer", async ({ page }) => {
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("unemployed-resigned");
  await portal.open("job-loss", "500103");
  // What decides which items take part is asked first, and by itself.
  await expect(page.locator("tb-form h1")).toHaveText("要一起办什么");
  await expect(page.locator("tb-members [data-state=perhaps]")).toHaveCount(2);
  await portal.answer("withFlexibleEnrolment", true);
  await expect(page.locator('tb-members [data-member="flexible-enrolment"]')).toHaveAttribute("data-state", "goes");
  await portal.answer("withContactChange", true);
  await noBarriers(page);
  await picture(page, "bundle-together");
  await page.locator("#next").click();
  // What the registers know is filled in, for items that were just chosen as well.
  await expect(portal.field("name").locator("input")).toHaveValue("冯十一");
  await page.waitForTimeout(1500);

  await page.reload();
  await page.locator(".kept").getByRole("button", { name: "继续办理" }).click();
  await expect(portal.field("withFlexibleEnrolment").locator('input[value="true"]')).toBeChecked();
  await portal.answerAll({
    workKind: "flexible", enrolmentStart: "2026-12-01", contactChange: "mobile", newMobile: "13812345678",
    certificateAtHand: true, seeksWork: true, payToSocialCard: true, proposedByUnit: false, employerAtFault: false,
  });
  await expect(page.locator("tb-materials-screen")).toContainText("用于：");
  await noBarriers(page);
  await picture(page, "bundle-materials");
  await page.locator("#next").click();
  const members = page.locator("tb-check tb-members");
  await expect(members.locator('[data-member="unemployment-benefit"]')).toHaveAttribute("data-verdict", "blocked");
  await expect(members.locator('[data-member="unemployment-benefit"]')).toContainText("不符合");
  await expect(members.locator('[data-member="contact-change"]')).toHaveAttribute("data-verdict", "ready");
  await noBarriers(page);
  await picture(page, "bundle-check");

  // The line breaks while it is handed in: nothing is lost, and the same application is handed in again.
  await page.context().setOffline(true);
  await page.locator("#submit").click();
  await expect(page.locator(".trouble")).toContainText("网络没有响应", { timeout: 20_000 });
  await page.context().setOffline(false);
  await page.locator(".trouble button.second").click();
  const receipt = await portal.received();
  await expect(receipt.element.locator("[data-member]")).toHaveCount(3);
  await expect(receipt.element.locator('[data-member="unemployment-benefit"]')).toHaveAttribute("data-state", "written-decision");
  await expect(receipt.element.locator('[data-member="contact-change"]')).toHaveAttribute("data-state", "done");
  await noBarriers(page);
  await picture(page, "bundle-receipt");
  await page.locator("#progress").click();
  await expect(page.locator("tb-progress [data-item]")).toHaveCount(3);
  await noBarriers(page);
  await picture(page, "bundle-progress");
});

const SHAPES: [name: string, channel: "portal" | "counter" | "kiosk" | "bank", size: { width: number; height: number }, root: string, lang: string | undefined][] = [
  ["phone-200", "portal", { width: 375, height: 667 }, "200%", undefined],
  ["desktop-en", "portal", { width: 1280, height: 900 }, "100%", "en"],
  ["counter", "counter", { width: 1280, height: 900 }, "100%", undefined],
  ["kiosk", "kiosk", { width: 1080, height: 1920 }, "100%", undefined],
  ["bank-hant", "bank", { width: 1280, height: 900 }, "100%", "zh-Hant"],
];

for (const [name, channel, size, root, lang] of SHAPES) {
  test(`every page of a bundle fits: ${name}`, async ({ page }) => {
    const fits = async (where: string) => {
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(beyond, `${where}: beyond the right edge`).toBeLessThanOrEqual(0);
      await noBarriers(page);
      await picture(page, `bundle-${name}-${where}`);
    };
    await page.addInitScript((percent) => {
      addEventListener("DOMContentLoaded", () => document.documentElement.style.setProperty("font-size", percent));
    }, root);
    const pages = new Channel(page, channel, gateway.url);
    await page.goto(gateway.url);
    await pages.enter("unemployed-resigned");
    await page.setViewportSize(size);
    await page.locator("tb-item-list").waitFor();
    if (lang) await page.locator("tb-language select").selectOption(lang);
    await fits("list");
    await page.locator('a[href="#/items/job-loss"]').first().click();
    await page.locator("tb-bundle-guide").waitFor();
    await fits("guide");
    await page.locator("#start").click();
    await page.locator("#region").selectOption("500103");
    await page.locator("#begin").click();
    await pages.answer("withFlexibleEnrolment", false);
    await pages.answer("withContactChange", true);
    await fits("form");
    await pages.skipAll();
    await fits("materials");
    await page.locator("#next").click();
    await page.locator("tb-check h1").waitFor();
    await expect(page.locator('tb-members [data-state="left-out"]')).toHaveCount(1);
    await fits("check");
    await pages.submit();
    await fits("receipt");
    await page.locator("#progress").click();
    if (channel !== "portal") await page.locator("#ask").click();
    await page.locator("tb-progress").waitFor();
    await fits("progress");
  });
}
