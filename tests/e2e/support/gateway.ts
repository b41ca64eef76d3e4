import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");

/** A free port on loopback. */
async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address !== null ? done(address.port) : fail(new Error("no port"))));
    });
  });
}

/** The real `tongban serve` over an empty database, with its own data folder. */
export class Gateway {
  readonly url: string;
  readonly data: string;
  #port: number;
  #child: ChildProcess | undefined;
  #log = "";

  private constructor(port: number) {
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.data = mkdtempSync(join(tmpdir(), "tongban-e2e-"));
  }

  static async start(): Promise<Gateway> {
    const gateway = new Gateway(await freePort());
    await gateway.run();
    return gateway;
  }

  /** Starts the process on the same data folder; again after `kill`. */
  async run(): Promise<void> {
    const program = process.env["TONGBAN"] ?? join(root, "target/debug/tongban");
    const module = process.env["TONGBAN_MODULE"] ?? join(root, "target/tongban/module.wasm");
    const child = spawn(
      program,
      [
        ...["serve", "--demo", "--addr", `127.0.0.1:${this.#port}`, "--module", module],
        ...["--db", `sqlite:${join(this.data, "tongban.db")}`, "--data", this.data],
        ...["--portal", "www/portal/dist", "--counter", "www/counter/dist", "--bank", "www/bank/dist", "--kiosk", "kiosk/dist"],
      ],
      { cwd: root, stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#child = child;
    child.stdout?.on("data", (chunk: Buffer) => (this.#log += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (this.#log += chunk.toString()));
    for (let tries = 0; tries < 150; tries += 1) {
      if (child.exitCode !== null) throw new Error(`the gateway stopped at once:\n${this.#log}`);
      const up = await fetch(`${this.url}/healthz`).then((r) => r.ok, () => false);
      if (up) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`the gateway did not answer in 15 seconds:\n${this.#log}`);
  }

  /** Everything the process has said. */
  get log(): string {
    return this.#log;
  }

  /** Stops it as a power cut would. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    const gone = new Promise<void>((done) => child.once("exit", () => done()));
    child.kill(signal);
    await gone;
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
    rmSync(this.data, { recursive: true, force: true });
  }
}
