import { expect, test } from "@playwright/test";
import { Channel } from "./support/channel.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

test("a bank branch offers its own items, and takes one to a receipt", async ({ page }) => {
  const bank = new Channel(page, "bank", gateway.url);
  await bank.enter("card-lost");
  await page.locator("tb-item-list").waitFor();
  const items = await page.locator('a[href^="#/items/"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")?.slice("#/items/".length)).sort());
  expect(items).toEqual(["card-loss", "contact-change", "flexible-enrolment", "job-loss", "unemployment-benefit"]);
  await picture(page, "bank-items");

  await bank.open("card-loss", "500103");
  await picture(page, "bank-card-form");
  await bank.answerAll({ cardAction: "temporary-loss" });
  await picture(page, "bank-card-materials");
  await page.locator("#next").click();
  // The face is compared by the intake service alone: that it was not compared here accuses nobody.
  await expect(page.locator("tb-check")).not.toContainText(/不过|未通过/);
  await picture(page, "bank-card-check");
  const receipt = await bank.submit();
  await expect(receipt.element).toContainText("已收件");
  await picture(page, "bank-card-receipt");
});
