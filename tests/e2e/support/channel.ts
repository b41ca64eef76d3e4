import { expect, type Locator, type Page } from "@playwright/test";

/** The four channels: where their pages stand, and who works there. */
export const CHANNELS = {
  portal: { path: "/", staff: undefined, size: { width: 390, height: 844 } },
  counter: { path: "/counter/", staff: "counter-district", size: { width: 1280, height: 900 } },
  bank: { path: "/bank/", staff: "bank-teller", size: { width: 1280, height: 900 } },
  kiosk: { path: "/kiosk/", staff: undefined, size: { width: 1080, height: 1920 } },
} as const;

export type ChannelName = keyof typeof CHANNELS;

/** An answer as a person gives it: text to type, the id of an option to pick, yes or no, or a date. */
export type Answer = string | boolean;

/**
 * A person (or the clerk for the person) in front of one channel's pages. Everything is clicked and typed;
 * nothing is set by script.
 */
export class Channel {
  constructor(
    readonly page: Page,
    readonly name: ChannelName,
    readonly origin: string,
  ) {}

  /** Opens the channel and signs in; where a clerk or a device stands between, reads the person's card. */
  async enter(person: string): Promise<void> {
    const { path, staff, size } = CHANNELS[this.name];
    await this.page.setViewportSize(size);
    await this.page.goto(`${this.origin}${path}`);
    if (this.name === "portal") {
      await this.page.locator(`[data-identity="${person}"]`).or(this.page.locator('a[href="#/sign-in"]')).first().waitFor();
      const identity = this.page.locator(`[data-identity="${person}"]`);
      if (!(await identity.isVisible())) await this.page.locator('a[href="#/sign-in"]').first().click();
      await identity.click();
      return;
    }
    const card = this.page.locator(`[data-card="${person}"]`);
    if (staff !== undefined) {
      const post = this.page.locator(`[data-identity="${staff}"]`);
      await post.or(card).first().waitFor();
      if (await post.isVisible()) await post.click();
    }
    await card.click();
  }

  /** Finds the item or bundle in the list and opens its guide, then the application, insured in `region`. */
  async open(item: string, region: string): Promise<void> {
    await this.page.locator(`a[href="#/items/${item}"]`).first().click();
    await this.page.locator("tb-guide, tb-bundle-guide").waitFor();
    await this.page.locator("#start").click();
    await this.page.locator("#region").selectOption(region);
    await this.page.locator("#begin").click();
    await this.page.locator("tb-form h1").waitFor();
  }

  field(path: string): Locator {
    return this.page.locator(`tb-field[data-path="${path}"]`);
  }

  /** Answers every question of the form that `answers` knows, page by page, and goes on to the materials. */
  async answerAll(answers: Record<string, Answer>): Promise<void> {
    const materials = this.page.locator("tb-materials-screen h1");
    for (let pages = 0; pages < 12; pages += 1) {
      const title = await this.#title();
      // Answering one question may bring another: go over the page until nothing is left to answer.
      const done = new Set<string>();
      for (let again = true; again; ) {
        again = false;
        for (const path of await this.#openPaths()) {
          const answer = answers[path];
          if (answer === undefined || done.has(path)) continue;
          await this.answer(path, answer);
          done.add(path);
          again = true;
        }
        await this.#drawn();
      }
      await this.page.locator("#next").click();
      await this.#turned(title);
      if (await materials.isVisible()) return;
    }
    throw new Error("the form has more than twelve pages");
  }

  /** Goes through the form without answering anything, past what it says is missing, to the materials. */
  async skipAll(): Promise<void> {
    const materials = this.page.locator("tb-materials-screen h1");
    for (let pages = 0; pages < 12; pages += 1) {
      const title = await this.#title();
      await this.page.locator("#next").click();
      const anyway = this.page.locator("#anyway");
      await expect.poll(async () => (await anyway.isVisible()) || (await this.#title()) !== title).toBe(true);
      if (await anyway.isVisible()) await anyway.click();
      await this.#turned(title);
      if (await materials.isVisible()) return;
    }
    throw new Error("the form has more than twelve pages");
  }

  /** Waits until another page is shown than the one with `title`. */
  async #turned(title: string): Promise<void> {
    await expect.poll(async () => await this.#title(), { message: `${this.name}: the page “${title}” stays` }).not.toBe(title);
    await this.page.locator("tb-form h1, tb-materials-screen h1").waitFor();
  }

  async #openPaths(): Promise<string[]> {
    const fields = await this.page.locator("tb-form tb-field").all();
    const paths: string[] = [];
    for (const field of fields) {
      const path = await field.getAttribute("data-path");
      if (path !== null && (await field.locator("input, select, textarea").count()) > 0) paths.push(path);
    }
    return paths;
  }

  /** What an answer brings or takes is drawn a moment after it: wait until that has happened. */
  async #drawn(): Promise<void> {
    await this.page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 20)));
  }

  async #title(): Promise<string> {
    return ((await this.page.locator("h1").first().textContent()) ?? "").trim();
  }

  /** Gives one answer the way its input asks for it. */
  async answer(path: string, answer: Answer): Promise<void> {
    const field = this.field(path);
    const wanted = typeof answer === "boolean" ? String(answer) : answer;
    // The step before may still stand on the page.
    await field.locator("input, select, textarea").first().waitFor({ state: "attached" });
    const radio = field.locator(`input[type="radio"][value="${wanted}"]`);
    if ((await radio.count()) > 0) {
      await radio.check();
      return;
    }
    const select = field.locator("select");
    if ((await select.count()) > 0) {
      await select.selectOption(wanted);
      return;
    }
    const year = field.locator(".year input");
    if ((await year.count()) > 0) {
      const [y = "", m = "", d = ""] = wanted.split("-");
      await year.fill(y);
      await field.locator(".month input").fill(m);
      await field.locator(".day input").fill(d);
      await field.locator(".day input").press("Tab");
      return;
    }
    const input = field.locator("input, textarea").first();
    await input.fill(wanted);
    await input.press("Tab");
  }

  /** Hands the application in and gives the receipt's parts. */
  async submit(): Promise<Receipt> {
    await this.page.locator("#submit").click();
    return await this.received();
  }

  /** The receipt that is shown once the application is taken. */
  async received(): Promise<Receipt> {
    const receipt = this.page.locator("tb-receipt [data-receipt]");
    await receipt.waitFor();
    return new Receipt(receipt);
  }
}

/** What is on the receipt page. */
export class Receipt {
  constructor(readonly element: Locator) {}

  async number(): Promise<string> {
    return (await this.element.getAttribute("data-receipt")) ?? "";
  }

  async decisionDigest(): Promise<string> {
    return (await this.element.getAttribute("data-decision")) ?? "";
  }
}
