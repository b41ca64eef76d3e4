import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { Channel } from "./support/channel.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

/** Fails on what the browser itself complains of: scripts, styles or connections that the policy refuses. */
function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // "Nobody is signed in" is an answer, though the browser logs it as a failure.
    if (message.type() === "error" && !message.text().includes("401")) complaints.push(message.text());
  });
  return complaints;
}

async function noBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
}

test("nothing attached: everything missing is said once, and the packet is taken with a correction list", async ({ page }) => {
  const complaints = watch(page);
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("retire-ready");
  await page.locator('a[href="#/items/retirement"]').first().click();
  await page.locator("tb-guide").waitFor();
  await expect(page.locator("tb-guide")).toContainText("社会保险经办条例 第十八条");
  await noBarriers(page);
  await picture(page, "portal-guide");
  await page.locator("#start").click();
  await page.locator("#region").selectOption("500103");
  await page.locator("#begin").click();
  await page.locator("tb-form h1").waitFor();
  await noBarriers(page);
  await picture(page, "retirement-form");

  // Straight through without answering what is asked, and nothing attached.
  await portal.skipAll();
  await noBarriers(page);
  await picture(page, "retirement-materials");
  await page.locator("#next").click();
  const summary = page.locator("tb-check tb-error-summary");
  await expect(summary).toBeVisible();
  const codes = await summary.locator("li[data-code]").evaluateAll((lines) => lines.map((line) => (line as HTMLElement).dataset["code"]));
  expect(codes).toContain("material:application-form");
  expect(new Set(codes).size).toBe(codes.length);
  await noBarriers(page);
  await picture(page, "portal-errors");

  const receipt = await portal.submit();
  await expect(receipt.element).toContainText("申领表");
  await expect(receipt.element.locator("svg").first()).toBeVisible();
  await picture(page, "retirement-receipt");
  await noBarriers(page);

  const number = await receipt.number();
  await page.locator("#progress").click();
  await expect(page.locator("tb-progress")).toContainText(number);
  await picture(page, "portal-progress");
  expect(complaints).toEqual([]);
});

test("a changed contact is on record at once", async ({ page, browser }) => {
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("enrol-ready");
  await portal.open("contact-change", "500103");
  await portal.answerAll({ contactRecord: true, contactChange: "mobile", newMobile: "13812345678" });
  await page.locator("#next").click();
  await expect(page.locator("tb-verdict")).toContainText("材料齐全，可以提交");
  const receipt = await portal.submit();
  await expect(receipt.element).toContainText("已办结");

  const later = new Channel(await (await browser.newContext()).newPage(), "portal", gateway.url);
  await later.enter("enrol-ready");
  await later.open("contact-change", "500103");
  await later.page.locator("#next").click();
  await later.answer("contactChange", "mobile");
  await expect(later.field("recordedMobile")).toContainText("13812345678");
  await later.page.context().close();
});

test("Chinese is drawn by the font that the pages bring", async ({ page }) => {
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("retire-ready");
  await page.locator("tb-item-list").waitFor();
  await page.evaluate(() => document.fonts.ready);
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { nodes } = await session.send("DOM.getFlattenedDocument", { depth: -1, pierce: true });
  const heading = nodes.find((node) => node.nodeName === "H1");
  expect(heading).toBeDefined();
  const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId: heading?.nodeId ?? 0 });
  const drawn = fonts.filter((font) => font.glyphCount > 0);
  expect(drawn.map((font) => [font.familyName, font.isCustomFont])).toEqual([[expect.stringContaining("Noto Sans SC"), true]]);
});
