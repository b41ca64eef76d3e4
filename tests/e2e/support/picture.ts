import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";

const root = resolve(import.meta.dirname, "../../..");
const folder = join(root, "target/e2e/pictures");

/**
 * Keeps a picture of the page as a person sees it, in `target/e2e/pictures`. With `TONGBAN_PICTURES=1` the pictures
 * that the README shows (those that stand in `docs/pictures`) are renewed as well.
 */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  const taken = join(folder, `${name}.png`);
  const shown = join(root, "docs/pictures", `${name}.png`);
  // The README shows what fits a screen; for looking at a page, all of it.
  await page.screenshot({ path: taken, animations: "disabled", fullPage: !existsSync(shown) });
  if (process.env["TONGBAN_PICTURES"] !== undefined && existsSync(shown)) copyFileSync(taken, shown);
}
