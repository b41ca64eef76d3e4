import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { Channel } from "./support/channel.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();
const HEAD = "变动类型,姓名,证件类型,身份证,用工日期,月工资,减员日期,减员原因,手机号码";

function residentNumber(order: number): string {
  const day = String(1 + (order % 28)).padStart(2, "0");
  const head = `500103${1970 + (Math.floor(order / 28) % 30)}05${day}${String(Math.floor(order / 840) % 1000).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return head + "10X98765432"[weights.reduce((total, weight, at) => total + weight * Number(head[at]), 0) % 11];
}

function today(): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
}

/** A firm's table: its own heading for the number, one number that a spreadsheet rounded, one that stands twice. */
function table(rows: number): Buffer {
  const lines = Array.from({ length: rows }, (_, row) => {
    const number = row === 1 ? "5.00101E+17" : residentNumber(row === 2 ? 0 : row);
    return `增员,员工${row},居民身份证,${number},${today()},"8,500.50",,,138${String(row).padStart(8, "0")}`;
  });
  return Buffer.from(`\u{FEFF}${HEAD}\r\n${lines.join("\r\n")}\r\n`);
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator("#roster-file").setInputFiles({ name, mimeType: "text/csv", buffer });
}

for (const name of ["portal", "counter"] as const) {
  test(`a unit's table of 10,000 rows is checked at the ${name}, cell by cell, and taken over`, async ({ page }) => {
    const channel = new Channel(page, name, gateway.url);
    await channel.enter("unit-ready");
    await channel.open("staff-change", "500103");
    await page.locator("#next").click();
    await choose(page, "三月增减员.csv", table(10_000));

    // The firm's own heading is asked for once.
    const heading = page.locator('select[data-heading="身份证"]');
    await heading.waitFor();
    await expect(page.locator("tb-roster")).toContainText("员工证件号码");
    await heading.selectOption("staffDocumentNumber");
    const summary = page.locator("#roster-summary");
    await expect(summary).toContainText("共 10000 行，2 行要修改");
    // Keyboard and screen reader users land on the outcome.
    await expect(summary).toBeFocused();
    const findings = page.locator("tb-roster li");
    await expect(findings).toHaveCount(2);
    await expect(findings.nth(0)).toContainText("D3");
    await expect(findings.nth(0)).toContainText("近似数");
    await expect(findings.nth(1)).toContainText("与第2行重复");
    await expect(page.locator("tb-roster")).toContainText("84996499.5");
    await picture(page, `roster-${name}`);

    const [list] = await Promise.all([page.waitForEvent("download"), page.locator("#roster-save").click()]);
    const saved = await readFile((await list.path()) ?? "", "utf8");
    expect(saved).toContain('"D3","身份证"');
    expect(saved).not.toContain(residentNumber(0));

    await choose(page, "三月增减员.csv", table(40));
    await expect(summary).toContainText("共 40 行，2 行要修改");
    await page.locator("#roster-take").click();
    await expect(page.locator("tb-roster")).toContainText("已填入 40 行");
    await expect(page.locator("tb-rows .row")).toHaveCount(20);
    await page.locator("#rows-after").click();
    await expect(page.locator("tb-rows .row h3").first()).toHaveText("第 21 行");
    await picture(page, `roster-rows-${name}`);
    await expect(page.locator("tb-rows .confirm input")).not.toBeChecked();

    // What is in the list already goes only when that is said.
    await choose(page, "补报.csv", Buffer.from(`${HEAD}\r\n增员,补报,居民身份证,${residentNumber(900)},${today()},9000,,,\r\n`));
    await page.locator("#roster-take").click();
    const question = page.locator("#roster-question");
    await expect(question).toContainText("名单里已经填了 40 行");
    await expect(question).toBeFocused();
    await picture(page, `roster-question-${name}`);
    await page.keyboard.press("Tab");
    await expect(page.locator("#roster-append")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.locator("tb-roster")).toContainText("已填入 1 行");
    await expect(page.locator("tb-rows .confirm")).toContainText("41");
    await choose(page, "补报.csv", table(3));
    await page.locator("#roster-take").click();
    await page.locator("#roster-replace").click();
    await expect(page.locator("tb-rows .row")).toHaveCount(3);
  });
}

test("an old Excel file is refused with its mend, and the keyboard alone reads a table", async ({ page }) => {
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("unit-ready");
  await portal.open("staff-change", "500103");
  await page.locator("#next").click();
  await choose(page, "旧表.xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]));
  await expect(page.locator("tb-roster [role=alert]")).toContainText("另存为 .xlsx");
  // The page hears of the listener before it is asked for its focus: a key pressed at once may overtake it on a busy machine.
  const chooser = page.waitForEvent("filechooser");
  await page.locator("#roster-file").focus();
  await expect(page.locator("#roster-file")).toBeFocused();
  await page.keyboard.press("Enter");
  await (await chooser).setFiles({ name: "表.csv", mimeType: "text/csv", buffer: Buffer.from(table(3).toString().replace("身份证,", "证件号码,")) });
  await expect(page.locator("#roster-summary")).toBeFocused();
  for (let presses = 0; presses < 10 && (await page.locator("#roster-take:focus").count()) === 0; presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("tb-rows .row")).toHaveCount(3);
});
