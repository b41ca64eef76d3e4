import { expect, test } from "@playwright/test";
import { Channel } from "./support/channel.ts";
import { PDF, PNG } from "./support/files.ts";
import { picture } from "./support/picture.ts";
import { serving } from "./support/serving.ts";

const gateway = serving();

test("files of a person: what can be used goes with the application, what cannot is said at once", async ({ page }) => {
  const portal = new Channel(page, "portal", gateway.url);
  await portal.enter("retire-ready");
  await portal.open("retirement", "500103");
  await portal.answerAll({ hasDeemedSpells: false });
  const form = page.locator('[data-material="application-form"]');
  const choose = async (name: string, mimeType: string, buffer: Buffer) => {
    await form.locator('input[type="file"]').setInputFiles({ name, mimeType, buffer });
  };

  await choose("说明.txt", "text/plain", Buffer.from("不是申领表"));
  await expect(form.getByRole("alert")).toContainText("“说明.txt”的格式不能用");
  await choose("程序.png", "image/png", Buffer.from("MZ\u0090\u0000 not a picture"));
  await expect(form.getByRole("alert")).toContainText("“程序.png”的内容不是照片或 PDF");
  await choose("空.pdf", "application/pdf", Buffer.alloc(0));
  await expect(form.getByRole("alert")).toContainText("“空.pdf”是空的");
  await choose("太大.pdf", "application/pdf", Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)]));
  await expect(form.getByRole("alert")).toContainText("“太大.pdf”超过 10 MB");
  await picture(page, "files-refused");

  await choose("申领表.pdf", "application/pdf", PDF);
  await expect(form).toContainText("已上传");
  await expect(form.getByRole("alert")).toHaveCount(0);
  await choose("签字页.png", "image/png", PNG);
  await expect(form.locator(".files li")).toHaveText([/申领表\.pdf/, /签字页\.png/]);
  // Two are the most that this material takes.
  await expect(form.locator('input[type="file"]')).toHaveCount(0);
  await picture(page, "files-given");

  await page.locator("#next").click();
  await expect(page.locator("tb-check-answers")).toContainText("签字页.png");
  const receipt = await portal.submit();
  await expect(receipt.element).not.toContainText("请提交养老保险待遇申领表");
  await picture(page, "files-receipt");
});
