import { test } from "@playwright/test";
import { Gateway } from "./gateway.ts";

/** A gateway for all tests of a file, started before the first and stopped after the last. */
export function serving(): { readonly url: string } {
  let gateway: Gateway | undefined;
  test.beforeAll(async () => {
    gateway = await Gateway.start();
  });
  test.afterAll(async () => {
    await gateway?.stop();
  });
  return {
    get url() {
      if (gateway === undefined) throw new Error("the gateway is not started yet");
      return gateway.url;
    },
  };
}
