import { expect, test } from "@playwright/test";
import { noBarriers } from "./support/barriers.ts";
import { Channel } from "./support/channel.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

test("retiring: what waits goes on by itself when the office has done the item before, and then has a last day", async ({ page, browser }) => {
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("retire-elsewhere");
  await portal.open("retiring", "500103");
  await portal.answer("withTransferIn", true);
  await portal.answer("withContactChange", false);
  await expect(page.locator('tb-members [data-member="retirement"]')).toHaveAttribute("data-state", "waits");
  await page.locator("#next").click();
  await portal.skipAll();
  await page.locator("#next").click();
  const waits = page.locator('tb-check tb-members [data-member="retirement"]');
  await expect(waits).toContainText("有了结果再接着办");
  await noBarriers(page);
  await picture(page, "bundle-check-waits");
  const receipt = await portal.submit();
  const number = await receipt.number();
  const waiting = receipt.element.locator('[data-member="retirement"]');
  await expect(waiting).toHaveAttribute("data-state", "waiting");
  await noBarriers(page);
  await picture(page, "bundle-receipt-waits");
  await page.locator("#progress").click();
  const going = page.locator('tb-progress [data-item="retirement"]');
  await expect(going).toContainText("从轮到办理的那天起算");
  await picture(page, "bundle-progress-waits");

  // The office: the first item is in the list, as a part of the bundle; the one that waits is seen from it and cannot be handled.
  const desk = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await desk.goto(`${gateway.url}/counter/`);
  await desk.locator('[data-identity="reviewer-2"]').click();
  await desk.locator('a[href="#/queue"]').click();
  const first = desk.locator("tb-queue a[data-case]").first();
  await expect(desk.locator("tb-queue li").first()).toContainText("打包办：职工退休一次办");
  await noBarriers(desk);
  await picture(desk, "staff-queue");
  // By keyboard alone: the first case is picked by its number.
  await first.waitFor();
  await desk.keyboard.press("1");
  await desk.locator("tb-desk [data-action=accept]").waitFor();
  await noBarriers(desk);
  await picture(desk, "staff-case");
  await desk.locator('[data-sister="retirement"] a').click();
  await expect(desk.locator("tb-desk tb-progress")).toContainText("自动转入待办");
  await expect(desk.locator("tb-desk [data-action]")).toHaveCount(0);
  await picture(desk, "staff-case-waits");
  await desk.locator('[data-sister="pension-transfer-in"] a').click();
  await desk.locator("[data-action=return]").click();
  await expect(desk.locator("#note")).toBeFocused();
  await desk.locator("[data-action=accept]").click();
  await desk.locator("[data-action=finish]").click();
  await expect(desk.locator('[data-sister="retirement"]')).toHaveAttribute("data-state", "received");
  await desk.locator('a[href="#/queue"]').first().click();
  await expect(desk.locator("tb-queue li")).toHaveCount(1);
  await expect(desk.locator("tb-queue li")).toContainText("职工正常退休");
  await desk.context().close();

  await page.locator("#ask").click();
  await expect(going).toHaveAttribute("data-state", "received");
  await expect(going).toContainText("最晚");
  await noBarriers(page);
  await picture(page, "bundle-progress-going");
  // The list of one's own cases has one line for the bundle, with its items.
  await page.locator('a[href="#/cases"]').click();
  await expect(page.locator("tb-cases .case")).toHaveCount(1);
  await expect(page.locator("tb-cases .case")).toContainText(number);
  await noBarriers(page);
});

test("an item that is blocked is decided in writing at the desk, while the others of its bundle are done", async ({ page, browser }) => {
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("unemployed-resigned");
  await portal.open("job-loss", "500103");
  await portal.answerAll({
    withFlexibleEnrolment: false, withContactChange: true, contactChange: "mobile", newMobile: "13812345678",
    certificateAtHand: true, seeksWork: true, payToSocialCard: true, proposedByUnit: false, employerAtFault: false,
  });
  await page.locator("#next").click();
  const receipt = await portal.submit();
  const refused = receipt.element.locator('[data-member="unemployment-benefit"]');
  await expect(refused).toHaveAttribute("data-state", "written-decision");

  const desk = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await desk.goto(`${gateway.url}/counter/`);
  await desk.locator('[data-identity="reviewer-2"]').click();
  await desk.locator('a[href="#/queue"]').focus();
  await desk.keyboard.press("Enter");
  const line = desk.locator("tb-queue li", { hasText: "失业一次办" });
  const key = (await line.locator("kbd").textContent()) ?? "";
  await desk.keyboard.press(key);
  await expect(desk.locator('[data-sister="contact-change"]')).toHaveAttribute("data-state", "done");
  await desk.locator("#note").focus();
  await desk.keyboard.type("个人辞职不属于非因本人意愿中断就业（社会保险法 第四十五条）；单位写错原因的，请单位更正后再申请。");
  await desk.locator('[data-action="decide"]').focus();
  await desk.keyboard.press("Enter");
  await expect(desk.locator('[data-event="decide"]')).toContainText("第四十五条");
  await expect(desk.locator("tb-desk h1")).toBeFocused();
  // What was refused was not paid: the steps after it stay open.
  await expect(desk.locator("tb-desk tb-progress .steps li.done")).toHaveCount(1);
  await noBarriers(desk);
  await picture(desk, "staff-decided");
  await desk.context().close();
});
