import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";

const folder = resolve(import.meta.dirname, "../../../target/e2e/pictures");

/** Keeps a picture of the page as a person sees it. `cargo xtask pictures` copies them into `docs/pictures`. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}
