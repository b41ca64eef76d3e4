// The browsers, each started without a driver: the page tells its outcome to the server that served it.
import { spawn } from "node:child_process";
import { accessSync, constants, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** How a browser is found and started; `profile` is an empty folder of its own. */
const BROWSERS = {
  chromium: {
    programs: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    variable: "CHROMIUM",
    mend: "install Chromium (on Debian: `apt-get install chromium`)",
    args: (url, profile) => [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run",
      `--user-data-dir=${profile}`, url,
    ],
  },
  firefox: {
    programs: ["firefox-esr", "firefox"],
    variable: "FIREFOX",
    mend: "install Firefox ESR (on Debian: `apt-get install firefox-esr`)",
    args: (url, profile) => ["--headless", "--no-remote", "--profile", profile, url],
  },
  webkit: {
    // No program for people: WebKitGTK's own small browser, which the packages of its driver bring along.
    programs: ["MiniBrowser", ...hidden("MiniBrowser")],
    variable: "WEBKIT",
    mend: "install WebKitGTK's MiniBrowser and Xvfb (on Debian: `apt-get install webkit2gtk-driver xvfb`)",
    args: (url) => ["--private", url],
    screen: true,
  },
};

/**
 * Opens a page in a browser until `done` settles.
 *
 * @template T
 * @param {keyof typeof BROWSERS} name
 * @param {string} url
 * @param {Promise<T>} done what the page tells
 * @param {number} seconds the longest that it may take
 * @returns {Promise<T>}
 */
export async function visit(name, url, done, seconds) {
  const browser = BROWSERS[name];
  let command = program(process.env[browser.variable] ? [process.env[browser.variable]] : browser.programs, browser.mend);
  const profile = await mkdtemp(join(tmpdir(), "parity-"));
  let args = browser.args(url, profile);
  if (browser.screen && !process.env.DISPLAY) {
    args = ["--auto-servernum", command, ...args];
    command = program(["xvfb-run"], browser.mend);
  }
  // A group of its own: a browser leaves children behind that its own end does not end.
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: profile, XDG_CACHE_HOME: profile } });
  let said = "";
  child.stderr.on("data", (text) => (said = (said + text).slice(-4000)));
  let timer;
  const ended = new Promise((_, reject) => {
    const fail = (why) => reject(new Error(`${name}: ${why}\n${said}`));
    child.on("error", (error) => fail(error.message));
    child.on("exit", (code) => fail(`ended (${code}) before it told an outcome`));
    timer = setTimeout(() => fail(`told no outcome within ${seconds} s`), seconds * 1000);
  });
  try {
    return await Promise.race([done, ended]);
  } finally {
    clearTimeout(timer);
    ended.catch(() => {});
    end(child);
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }).catch(() => {});
  }
}

/** A program that a distribution keeps out of `PATH`, beside WebKitGTK's own processes. */
function hidden(name) {
  const folders = (folder) => {
    try {
      return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
    } catch {
      return [];
    }
  };
  const near = ["/usr/lib", "/usr/libexec", "/usr/lib64"].flatMap(folders);
  return [...near, ...near.flatMap(folders)].filter((folder) => folder.includes("webkit2gtk")).map((folder) => join(folder, name));
}

function end(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

function program(names, mend) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of names) {
    for (const file of name.includes("/") ? [name] : folders.map((folder) => join(folder, name))) {
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here.
      }
    }
  }
  throw new Error(`\`${names[0]}\` is missing: ${mend}`);
}
