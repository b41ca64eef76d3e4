import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { load } from "@tongban/engine";
import { decide } from "./webpack/decide.js";

const bytes = await readFile(process.argv[2]);
const digest = createHash("sha256").update(bytes).digest("hex"); // in production: the digest the gateway names
const engine = await load(bytes, { digest });
process.stdout.write(JSON.stringify([decide(engine)]));
