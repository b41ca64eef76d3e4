import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { Channel, type ChannelName } from "./support/channel.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

/** Nothing lies beyond the right edge: a page that must be pushed sideways cannot be read. */
async function fits(page: Page, where: string): Promise<void> {
  const beyond = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const found: string[] = [];
    const look = (root: ParentNode, path: string) => {
      for (const element of root.querySelectorAll("*")) {
        const name = `${path} ${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""}.${element.className}`;
        if (element.getBoundingClientRect().right > room + 1) found.push(name);
        if (element.shadowRoot) look(element.shadowRoot, name);
      }
    };
    look(document, "");
    return found;
  });
  expect(beyond, `${where}: beyond the right edge`).toEqual([]);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => `${where} ${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
}

const SHAPES: [name: string, channel: ChannelName, size: { width: number; height: number }, root: string | undefined][] = [
  ["phone", "portal", { width: 375, height: 667 }, undefined],
  ["phone-200", "portal", { width: 375, height: 667 }, "200%"],
  ["desktop-200", "portal", { width: 1280, height: 900 }, "200%"],
  ["counter-200", "counter", { width: 1280, height: 900 }, "200%"],
  ["kiosk-200", "kiosk", { width: 1080, height: 1920 }, "200%"],
];

for (const [name, channel, size, root] of SHAPES) {
  test(`every page with its errors fits: ${name}`, async ({ page }) => {
    const pages = new Channel(page, channel, gateway.url);
    if (root) {
      // As a browser that was told to draw text larger does.
      await page.addInitScript((percent) => {
        addEventListener("DOMContentLoaded", () => document.documentElement.style.setProperty("font-size", percent));
      }, root);
    }
    await page.goto(gateway.url);
    await pages.enter("retire-short");
    await page.setViewportSize(size);
    await page.locator("tb-item-list").waitFor();
    await fits(page, "items");
    await picture(page, `${name}-items`);
    await page.locator('a[href="#/items/retirement"]').first().click();
    await page.locator("tb-guide").waitFor();
    await fits(page, "guide");
    await picture(page, `${name}-guide`);
    await page.locator("#start").click();
    await page.locator("#begin").click();
    await fits(page, "start");
    await picture(page, `${name}-start`);
    await page.locator("#region").selectOption("500103");
    await page.locator("#begin").click();
    await page.locator("tb-form h1").waitFor();
    await page.locator("#next").click();
    await page.locator("#next").click();
    await expect(page.locator("tb-error-summary")).toBeVisible();
    await fits(page, "form");
    await picture(page, `${name}-errors`);
    await page.locator("#anyway").click();
    await page.locator("tb-materials-screen h1").waitFor();
    await fits(page, "materials");
    await picture(page, `${name}-materials`);
    await page.locator("#next").click();
    await page.locator("tb-check h1").waitFor();
    await expect(page.locator("tb-check")).toContainText("60周岁2个月");
    await fits(page, "check");
    await picture(page, `${name}-check`);
    await pages.submit();
    await fits(page, "receipt");
    await picture(page, `${name}-receipt`);
  });
}
