import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { Channel } from "./support/channel.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

test("what is due is said when the person asks, and leads to the guide", async ({ page }) => {
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("retire-ready");
  const suggestions = page.locator("tb-suggestions");
  await suggestions.getByRole("button").click();
  const due = suggestions.locator(".due li");
  await expect(due).toHaveCount(2);
  await expect(due.first()).toContainText("到法定退休年龄");
  await expect(suggestions.locator("h2")).toBeFocused();
  await suggestions.locator("summary").first().click();
  await expect(suggestions.locator("details").first()).toContainText("还要知道");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => violation.id)).toEqual([]);
  await picture(page, "portal-suggestions");
  await due.locator("a").first().click();
  await expect(page.locator("tb-guide")).toContainText("法定退休年龄");
});

test("the next person at the counter sees nothing of the one before", async ({ page }) => {
  const counter = new Channel(page, "counter", gateway.url);
  await counter.enter("retire-ready");
  const suggestions = page.locator("tb-suggestions");
  await suggestions.getByRole("button").click();
  await expect(suggestions.locator(".due li")).toHaveCount(2);
  await page.locator("#done").click();
  await page.locator("[data-card]").first().waitFor();
  await expect(suggestions).toHaveCount(0);
});
