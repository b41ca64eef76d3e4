import { expect, test, type Locator, type Page } from "@playwright/test";
import { Channel } from "./support/channel.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

/** A resident number of nobody: its check digit is right. */
function residentNumber(birth: string, order: string): string {
  const head = `500103${birth}${order}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(head[at]), 0);
  return head + "10X98765432"[sum % 11];
}

/** Today where the office is. */
function today(): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
}

const JOINS = { changeType: "join", staffName: "陈示例", staffDocumentType: "resident-id", staffDocumentNumber: residentNumber("19900307", "001"), joinDate: today(), monthlyWage: "5200" };
const LEAVES = { changeType: "leave", staffName: "林样本", staffDocumentType: "resident-id", staffDocumentNumber: residentNumber("19851112", "002"), staffLeaveDate: today(), staffLeaveReason: "6301" };

/** Answers the last row's questions, in the order that the row asks them. */
async function fillRow(portal: Channel, row: Locator, answers: Record<string, string>): Promise<void> {
  for (const [fact, answer] of Object.entries(answers)) {
    const path = await row.locator(`tb-field[data-path$=".${fact}"]`).getAttribute("data-path");
    await portal.answer(path ?? fact, answer);
  }
}

test("a unit reports several people at the portal, one of them wrong, and gets a receipt", async ({ page }) => {
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("unit-ready");
  await portal.open("staff-change", "500103");
  await page.locator("#next").click();
  const rows = page.locator("tb-rows");
  await rows.waitFor();
  const wrong = { ...JOINS, staffName: "王错误", staffDocumentNumber: JOINS.staffDocumentNumber.replace(/.$/, (digit) => (digit === "1" ? "2" : "1")) };
  for (const [at, answers] of [JOINS, LEAVES, wrong].entries()) {
    await rows.getByRole("button", { name: "增加一行" }).click();
    await expect(rows.locator(".row")).toHaveCount(at + 1);
    await fillRow(portal, rows.locator(".row").nth(at), answers);
  }
  await expect(rows.locator(".row").nth(2)).toContainText("校验位不正确");
  await picture(page, "rows-portal");

  await rows.locator(".confirm input").check();
  await page.locator("#next").click();
  const summary = page.locator("tb-form tb-error-summary");
  await expect(summary).toContainText("第3行");
  await picture(page, "rows-wrong");
  // The line of the summary leads to the cell, in its row.
  await summary.locator("a, button").first().click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(residentNumber("19930808", "003"));
  await page.keyboard.press("Tab");
  await expect(rows.locator(".row").nth(2)).not.toContainText("校验位不正确");
  await page.locator("#next").click();
  await page.locator("tb-materials-screen h1").waitFor();
  const list = page.locator('[data-material="staff-list"] [data-way]').first();
  if (await list.isVisible()) await list.click();
  await page.locator("#next").click();
  await expect(page.locator("tb-check-answers")).toContainText("林样本");
  await picture(page, "rows-check");
  const receipt = await portal.submit();
  await expect(receipt.element).toContainText("已收件");
  await picture(page, "rows-receipt");
});

/** What has the focus, through every shadow root. */
interface Focus {
  /** The fact of the field that it stands in, without group and row. */
  fact: string;
  tag: string;
  kind: string;
  id: string;
  value: string;
  words: string;
}

async function focused(page: Page): Promise<Focus> {
  return await page.evaluate(() => {
    let at: Element | null = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    let field: Element | null = at;
    while (field && field.tagName !== "TB-FIELD") {
      const root: Node = field.getRootNode();
      field = root instanceof ShadowRoot ? root.host : null;
    }
    const path = field?.getAttribute("data-path") ?? "";
    const input = at as HTMLInputElement | null;
    const words = at?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    return { fact: path.replace(/^.*\./, ""), tag: at?.tagName.toLowerCase() ?? "", kind: input?.type ?? "", id: at?.id ?? "", value: input?.value ?? "", words };
  });
}

/** Presses Tab until what is wanted has the focus. */
async function tabTo(page: Page, wanted: (at: Focus) => boolean, what: string): Promise<Focus> {
  for (let tries = 0; tries < 120; tries += 1) {
    const at = await focused(page);
    if (wanted(at)) return at;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${what}; it stopped at ${JSON.stringify(await focused(page))}`);
}

/** Answers the field that comes next, with keys only. */
async function keyIn(page: Page, fact: string, answer: string): Promise<void> {
  const at = await tabTo(page, (seen) => seen.fact === fact, fact);
  if (at.kind === "radio") {
    // The arrows go from choice to choice and choose; Space chooses the one that has the focus.
    await page.keyboard.press("Space");
    for (let tries = 0; (await focused(page)).value !== answer; tries += 1) {
      expect(tries, `${fact} has no choice ${answer}`).toBeLessThan(20);
      await page.keyboard.press("ArrowDown");
    }
  } else if (at.tag === "select") {
    for (let tries = 0; (await focused(page)).value !== answer; tries += 1) {
      expect(tries, `${fact} has no choice ${answer}`).toBeLessThan(60);
      await page.keyboard.press("ArrowDown");
    }
  } else if (/^\d{4}-\d{2}-\d{2}$/.test(answer)) {
    for (const part of answer.split("-")) {
      await page.keyboard.type(part);
      await page.keyboard.press("Tab");
    }
    return;
  } else {
    await page.keyboard.type(answer);
  }
  await page.keyboard.press("Tab");
}

test("a clerk reports several people by keyboard alone", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${gateway.url}/counter/`);
  await page.locator('[data-identity="counter-district"]').waitFor();
  await tabTo(page, (at) => at.tag === "button" && at.words.includes("渝中区社保大厅"), "the post");
  await page.keyboard.press("Enter");
  await page.locator('[data-card="unit-ready"]').waitFor();
  await tabTo(page, (at) => at.tag === "button" && at.words.includes("示例餐饮"), "the unit's card");
  await page.keyboard.press("Enter");
  await page.locator("tb-item-list").waitFor();
  // The search box is one key away; what it leaves is picked by its number.
  await page.keyboard.press("/");
  await page.keyboard.type("增减");
  await expect(page.locator("a[data-item]")).toHaveCount(1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("1");
  await page.locator("#start").waitFor();
  await page.keyboard.press("Alt+n");
  await page.locator("#region").waitFor();
  await tabTo(page, (at) => at.id === "region", "the region");
  while ((await focused(page)).value !== "500103") await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Alt+n");
  await page.locator("tb-form h1").waitFor();
  await page.keyboard.press("Alt+n");
  const rows = page.locator("tb-rows");
  await rows.waitFor();
  for (const [at, answers] of [JOINS, LEAVES].entries()) {
    await tabTo(page, (seen) => seen.tag === "button" && seen.words === "增加一行", "the button for a row");
    await page.keyboard.press("Enter");
    await expect(rows.locator(".row")).toHaveCount(at + 1);
    for (const [fact, answer] of Object.entries(answers)) await keyIn(page, fact, answer);
  }
  await picture(page, "keys-rows");
  // Not confirmed as complete yet: that is said, and the line leads there.
  await page.keyboard.press("Alt+n");
  await expect(page.locator("tb-form tb-error-summary")).toContainText("请确认人员明细已填写完整");
  await tabTo(page, (at) => at.kind === "checkbox", "the confirmation");
  await page.keyboard.press("Space");
  await page.keyboard.press("Alt+n");
  await page.locator("tb-materials-screen h1").waitFor();
  await picture(page, "keys-materials");
  await tabTo(page, (at) => at.tag === "button" && at.words.startsWith("确认签名"), "the signature");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Alt+n");
  await page.locator("tb-check h1").waitFor();
  await picture(page, "keys-check");
  await page.keyboard.press("Alt+n");
  const receipt = page.locator("tb-receipt [data-receipt]");
  await receipt.waitFor();
  await expect(receipt).toContainText("已收件");
  await picture(page, "keys-receipt");
});
