import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The page has nothing that keeps people from using it, as far as a program can tell. */
export async function noBarriers(page: Page): Promise<void> {
  // A button that was pressed takes a moment to get its colour back.
  await page.waitForTimeout(200);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
}
