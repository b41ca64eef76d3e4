// A page of headless Chromium, served on loopback under a strict Content-Security-Policy.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const PACKAGE = fileURLToPath(new URL("./dist/", import.meta.resolve("@tongban/engine/package.json")));
const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";
const SELF = fileURLToPath(new URL(".", import.meta.url));

/** Decides all cases in a page, or in a dedicated worker of it. */
export async function inChromium({ module, digest, lines, worker }) {
  const server = createServer((request, response) => {
    serve(new URL(request.url, "http://localhost").pathname, module, digest, lines).then(
      ([type, body]) => response.writeHead(200, { "content-type": type, "content-security-policy": CSP }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.goto(`http://127.0.0.1:${server.address().port}/${worker ? "?worker" : ""}`);
    const done = page.waitForFunction(() => globalThis.outcome, undefined, { timeout: 300_000 });
    const outcome = await (await done).jsonValue();
    if (outcome.error !== undefined) throw new Error(`${outcome.error}\n${complaints.join("\n")}`);
    return outcome;
  } finally {
    await browser.close();
    server.close();
  }
}

const JAVASCRIPT = "text/javascript; charset=utf-8";

async function serve(path, module, digest, lines) {
  if (path === "/") return ["text/html; charset=utf-8", '<!doctype html><meta charset="utf-8"><title>parity</title><script type="module" src="/page.mjs"></script>'];
  if (path === "/module.wasm") return ["application/wasm", module];
  if (path === "/cases.ndjson") return ["application/x-ndjson; charset=utf-8", lines];
  if (path === "/digest") return ["text/plain", digest];
  if (path.startsWith("/engine/")) return [JAVASCRIPT, await readFile(inside(PACKAGE, path.slice("/engine/".length)))];
  const own = await readFile(inside(SELF, path.slice(1)), "utf8");
  // A page has no bare names, and an import map would be an inline script, which the policy refuses.
  return [JAVASCRIPT, own.replaceAll('"@tongban/engine"', '"/engine/index.js"')];
}

function inside(folder, path) {
  const full = normalize(join(folder, path));
  if (!full.startsWith(folder) || !/\.m?js$/.test(full) || full.split(sep).includes("..")) throw new Error("not served");
  return full;
}
