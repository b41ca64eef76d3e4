// The page, the module and the cases on loopback under a strict Content-Security-Policy; the page tells its outcome here.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { visit } from "./browsers.mjs";

const PACKAGE = fileURLToPath(new URL("./dist/", import.meta.resolve("@tongban/engine/package.json")));
const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";
const SELF = fileURLToPath(new URL(".", import.meta.url));
const LONGEST_SECONDS = 600;

/** Decides all cases in a page of a browser, or in a dedicated worker of it. */
export async function inBrowser(name, { module, digest, lines, worker }) {
  let tell;
  const told = new Promise((resolve) => (tell = resolve));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (request.method === "POST" && pathname === "/outcome") {
      let body = "";
      request.setEncoding("utf8").on("data", (text) => (body += text));
      request.on("end", () => response.writeHead(204).end(() => tell(JSON.parse(body))));
      return;
    }
    serve(pathname, module, digest, lines).then(
      ([type, body]) => response.writeHead(200, { "content-type": type, "content-security-policy": CSP }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${server.address().port}/${worker ? "?worker" : ""}`;
    const outcome = await visit(name, url, told, LONGEST_SECONDS);
    if (outcome.error !== undefined) throw new Error(`${name}: ${outcome.error}`);
    return outcome;
  } finally {
    server.closeAllConnections();
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
