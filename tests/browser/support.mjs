// What the browser tests share: opening a page, witnessing what it does, judging it by axe.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { text } from "node:stream/consumers";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { launching } from "./launching.mjs";

/** Where the site is served. */
export const url = process.env.VAGVAL_URL ?? "http://127.0.0.1:8080/";

const screenshots = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));

const axeTags = [
  "wcag2a",
  "wcag2aa",
  "wcag21a",
  "wcag21aa",
  "wcag22aa",
  "EN-301-549",
  "best-practice",
];

// The browser of all files, or where a file runs by itself one of its own.
const shared = process.env.VAGVAL_BROWSER;
let browser;
// Of the shared one only the connection is closed.
after(() => browser?.close());

/**
 * A page of its own for test `t`, closed afterwards, and what it was seen to do:
 * `console` (lines and uncaught errors), `requests` (URLs) and `violations` (of the content security policy).
 * `options` are those of Playwright's `newContext`; `prepare(page)` runs before the site is loaded, and `site` is where
 * it is, if not at `url`.
 */
export const openPage = async (t, { path = "", site = url, prepare, ...options } = {}) => {
  browser ??= await (shared ? chromium.connect(shared) : chromium.launch(launching));
  const context = await browser.newContext({ viewport: { width: 768, height: 1024 }, ...options });
  t.after(() => context.close());
  const seen = { console: [], requests: [], violations: [] };
  await context.exposeFunction("reportViolation", (violation) => seen.violations.push(violation));
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", (event) =>
      reportViolation(`${event.effectiveDirective}: ${event.blockedURI}`),
    ),
  );
  const page = await context.newPage();
  page.on("console", (line) => seen.console.push(`${line.type()}: ${line.text()}`));
  page.on("pageerror", (error) => seen.console.push(`uncaught: ${error}`));
  page.on("request", (request) => seen.requests.push(request.url()));
  await prepare?.(page);
  await page.goto(site + path);
  return { page, seen };
};

/** Waits until the page can be used. */
export const ready = (page) => page.waitForSelector("html[data-ready=true]", { state: "attached" });

/** Waits until a program with the result is there. */
export const started = async (page) => {
  await ready(page);
  await page.waitForSelector("html:is([data-program=result], [data-program=whole])", { state: "attached" });
};

/** Waits until what was pressed last is done, where a larger program has to come for it. */
export const settled = (page) => page.waitForSelector("html:not([data-busy])", { state: "attached" });

/** Waits until `check` holds in the page, also over a reload, and where the page's own clock stands still. */
export const until = async (page, check, argument) => {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await page.evaluate(check, argument).catch(() => false)) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  assert.fail(`${check} never holds`);
};

/** Waits until `check` holds here, outside the page. */
export const eventually = async (check, told = () => `${check} never holds`) => {
  for (let tries = 0; !check(); tries += 1) {
    assert.ok(tries < 300, told());
    await new Promise((later) => setTimeout(later, 100));
  }
};

/** Lets the page's clock, which is one of Playwright's, run until something is seen, for half a minute at most. */
export const passUntilVisible = async (page, selector) => {
  for (let passed = 0; passed < 30 && !(await page.locator(selector).isVisible()); passed += 1) await page.clock.runFor(1000);
  await page.locator(selector).waitFor({ state: "visible" });
};

/** Waits until what has happened in the page so far has been laid out and drawn. */
export const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Nothing on the console, no violation, and no request but for static files of the same origin. */
export const expectQuiet = (seen) => {
  assert.deepEqual(seen.console, [], "console lines");
  assert.deepEqual(seen.violations, [], "violations of the content security policy");
  const foreign = seen.requests.filter((request) => !request.startsWith(url) || /[?#]/.test(request));
  assert.deepEqual(foreign, [], "requests other than for static files of the same origin");
};

/**
 * Axe finds nothing wrong. What axe cannot decide must be listed in `undecided`, with a reason for each rule:
 * `{ "color-contrast": "text on the picture; measured by hand: 8:1" }`.
 */
export const expectAccessible = async (page, undecided = {}) => {
  const analyze = () => {
    const axe = new AxeBuilder({ page }).withTags(axeTags);
    // Where there are frames, each is judged by itself and a page more puts it together: that takes twice as long.
    return axe.setLegacyMode(page.frames().length === 1).analyze();
  };
  let result = await analyze();
  // Axe gives a frame one second to take its script, which a busy machine may not have.
  for (let tries = 0; tries < 5 && result.incomplete.some(({ id }) => id === "frame-tested"); tries += 1) result = await analyze();
  const incomplete = result.incomplete.filter((rule) => !(rule.id in undecided));
  const describe = (rule) =>
    [`${rule.id}: ${rule.help}`, ...rule.nodes.map((node) => `  ${node.target}: ${node.html}`)].join("\n");
  assert.equal(result.violations.map(describe).join("\n"), "", `axe on ${page.url()}`);
  assert.equal(incomplete.map(describe).join("\n"), "", `axe cannot decide on ${page.url()}`);
  assert.ok(result.passes.length > 0, "axe looked at something");
};

/** The text of a file that the page gave: from a browser of another process it has no path here. */
export const textOf = async (download) => text(await download.createReadStream());

/** Keeps a picture of the page as target/screenshots/NAME.png. */
export const screenshot = (page, name) => {
  mkdirSync(screenshots, { recursive: true });
  return page.screenshot({ path: `${screenshots}${name}.png`, fullPage: true });
};
