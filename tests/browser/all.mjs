// Runs the test files given, or all of this folder, on one browser: each of its own would be launched anew.
//
// `VAGVAL_URL=http://127.0.0.1:8080/ node tests/browser/all.mjs`

import { readdirSync } from "node:fs";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { launching } from "./launching.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const given = process.argv.slice(2);
const all = readdirSync(folder).filter((name) => name.endsWith(".test.mjs")).sort().map((name) => folder + name);

const browser = await chromium.launchServer(launching);
// The files are processes of their own, and find it here.
process.env.VAGVAL_BROWSER = browser.wsEndpoint();
// Two at once: each waits for the page most of the time. A file that takes ten minutes hangs.
const tests = run({ files: given.length > 0 ? given : all, concurrency: 2, timeout: 600_000 });
tests.on("test:fail", () => (process.exitCode = 1));
tests.compose(new spec()).pipe(process.stdout);
tests.on("end", () => browser.close());
