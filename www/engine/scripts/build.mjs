// Builds dist: bindings for each instance, then TypeScript, then the types that wasm-bindgen wrote.
import { spawnSync } from "node:child_process";
import { copyFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");

await import("./glue.mjs");
// A file that was renamed must not stay in the package.
await rm(join(folder, "dist"), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", join(folder, "tsconfig.json")], { stdio: "inherit" });
if (status !== 0) process.exit(1);
await copyFile(join(folder, "src/generated/engine.d.ts"), join(folder, "dist/generated/engine.d.ts"));

// One script for pages without a bundler: everything under the global name `tongban`.
const { build } = await import("vite");
await build({
  configFile: false,
  logLevel: "error",
  root: folder,
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2022",
    lib: { entry: join(folder, "dist/index.js"), formats: ["iife"], name: "tongban", fileName: () => "tongban.iife.js" },
  },
});
