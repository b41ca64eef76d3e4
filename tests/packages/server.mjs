// A gateway's addresses on loopback, under the strict policy of the pages, and headless Chromium to look at them.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { chromium } from "playwright-core";

/** The policy that the gateway sends with its pages. */
export const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html tongban",
].join("; ");

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".wasm": "application/wasm" };

/** Serves `files` (address to text) and folders (address to folder), and the module as a gateway does. */
export async function serve({ module, digest, files = {}, folders = {} }) {
  const answer = async (path) => {
    if (path === "/v1/modules/current") return ["application/json", JSON.stringify({ digest, revision: 1, from: "2025-01-01", until: null })];
    if (path === `/v1/modules/${digest}.wasm`) return ["application/wasm", module];
    if (path in files) return [TYPES[extname(path)] ?? TYPES[".html"], files[path]];
    for (const [address, folder] of Object.entries(folders)) {
      if (!path.startsWith(address)) continue;
      const file = normalize(join(folder, path.slice(address.length) || "index.html"));
      if (file.startsWith(normalize(folder))) return [TYPES[extname(file)], await readFile(file)];
    }
    throw new Error("not found");
  };
  const server = createServer((request, response) => {
    answer(new URL(request.url, "http://localhost").pathname).then(
      ([type, body]) => response.writeHead(200, { "content-type": type, "content-security-policy": CSP }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--js-flags=--expose-gc"],
  });
}

/** Opens a page, waits until it put its outcome into its title, and fails for whatever it complained about. */
export async function outcome(browser, address) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && !/favicon/.test(message.location().url) && complaints.push(message.text()));
  try {
    await page.goto(address);
    await page.waitForFunction(() => document.title.startsWith("[") || document.title.startsWith("failed"), undefined, { timeout: 60_000 }).catch((error) => {
      throw new Error(`${error.message}\n${complaints.join("\n")}`);
    });
    const title = await page.title();
    if (complaints.length > 0 || !title.startsWith("[")) throw new Error(`${title}\n${complaints.join("\n")}`);
    return JSON.parse(title);
  } finally {
    await page.close();
  }
}
