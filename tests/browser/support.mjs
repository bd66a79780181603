// What the browser tests share: opening a page, witnessing what it does, judging it by axe.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

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

let browser;
after(() => browser?.close());

const launch = () =>
  chromium.launch({
    executablePath: process.env.VAGVAL_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage",
    ],
  });

/**
 * A page of its own for test `t`, closed afterwards, and what it was seen to do:
 * `console` (lines and uncaught errors), `requests` (URLs) and `violations` (of the content security policy).
 * `options` are those of Playwright's `newContext`; `prepare(page)` runs before the site is loaded, and `site` is where
 * it is, if not at `url`.
 */
export const openPage = async (t, { path = "", site = url, prepare, ...options } = {}) => {
  browser ??= await launch();
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
  const result = await new AxeBuilder({ page }).withTags(axeTags).analyze();
  const incomplete = result.incomplete.filter((rule) => !(rule.id in undecided));
  const describe = (rule) =>
    [`${rule.id}: ${rule.help}`, ...rule.nodes.map((node) => `  ${node.target}: ${node.html}`)].join("\n");
  assert.equal(result.violations.map(describe).join("\n"), "", `axe on ${page.url()}`);
  assert.equal(incomplete.map(describe).join("\n"), "", `axe cannot decide on ${page.url()}`);
  assert.ok(result.passes.length > 0, "axe looked at something");
};

/** Keeps a picture of the page as target/screenshots/NAME.png. */
export const screenshot = (page, name) => {
  mkdirSync(screenshots, { recursive: true });
  return page.screenshot({ path: `${screenshots}${name}.png`, fullPage: true });
};
