import { expect, test } from "@playwright/test";
import { Channel } from "./support/channel.ts";
import { Gateway } from "./support/gateway.ts";

test("a receipt outlives a power cut, and a packet sent twice is one case", async ({ page }) => {
  const gateway = await Gateway.start();
  try {
    const portal = new Channel(page, "portal", gateway.url);
    await portal.enter("retire-ready");
    await portal.open("retirement", "500103");
    await portal.skipAll();
    await page.locator("#next").click();
    await page.locator("tb-check h1").waitFor();

    const sent: { body: string; origin: string }[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/v1/packets")) {
        sent.push({ body: request.postData() ?? "", origin: gateway.url });
      }
    });
    const receipt = await portal.submit();
    const number = await receipt.number();
    const packet = sent[0]?.body ?? "";
    expect(packet).not.toBe("");

    await gateway.kill();
    await gateway.run();

    // The same packet again, byte for byte, by the same person: the same receipt, no second case.
    const again = await page.request.post(`${gateway.url}/v1/packets`, {
      data: packet,
      headers: { "content-type": "application/json", origin: gateway.url },
    });
    expect(again.status()).toBe(200);
    expect(((await again.json()) as { receipt: { number: string } }).receipt.number).toBe(number);
    const cases = await page.request.get(`${gateway.url}/v1/cases`);
    expect(((await cases.json()) as { cases: { number: string }[] }).cases.map((one) => one.number)).toEqual([number]);

    // One byte changed: refused, and the difference is named.
    const forged = await page.request.post(`${gateway.url}/v1/packets`, {
      data: packet.replace('"verdict":{"kind":"incomplete"', '"verdict":{"kind":"ready"').replace(/"id":"[0-9a-f]{32}"/, '"id":"0123456789abcdef0123456789abcdef"'),
      headers: { "content-type": "application/json", origin: gateway.url },
    });
    expect(forged.status()).toBe(422);
    expect(await forged.text()).toContain("verdict");

    // Nothing about the person stands in what the process wrote.
    expect(gateway.log).not.toContain("500103196505109037");
    expect(gateway.log).not.toContain("张三");
  } finally {
    await gateway.stop();
  }
});
