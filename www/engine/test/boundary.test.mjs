import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { load } from "@tongban/engine";

import { checks } from "./boundary.mjs";
import { another, bytes, digest, sha256 } from "./module.mjs";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

function heap() {
  collect();
  return process.memoryUsage().heapUsed;
}

for (const [name, check] of checks) test(name, () => check({ load, bytes, digest, another, sha256, heap }));
