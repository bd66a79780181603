// How fast the page answers, as numbers to look at (acceptance P6): `node tests/browser/speed.mjs`, with the site served
// at VAGVAL_URL. A slow processor is simulated (a quarter of this one's speed), and a slow network for the first visit.

import { chromium } from "playwright-core";

const url = process.env.VAGVAL_URL ?? "http://127.0.0.1:8080/";
const SLOWER = 4;
/** Somebody's answers; the others are typed. */
const facts = {
  sex: "woman", education: "upper-secondary", "birth-region": "sweden", disability: "no", "work-status": "unemployed",
  programme: "none", "start-within-3-months": "no", "registration-channel": "digital", "own-estimate": "within-6-months",
};
/** Lighthouse's slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

const browser = await chromium.launch({
  executablePath: process.env.VAGVAL_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"],
});

const opened = async (network) => {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75 });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  if (network) {
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", network);
  }
  await page.addInitScript(() => {
    window.seen = { lcp: 0, cls: 0 };
    new PerformanceObserver((list) => (seen.lcp = list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => list.getEntries().forEach((shift) => shift.hadRecentInput || (seen.cls += shift.value))).observe({ type: "layout-shift", buffered: true });
  });
  return page;
};

/** The first visit. */
const first = [];
for (let visit = 0; visit < 5; visit += 1) {
  const page = await opened(SLOW_4G);
  await page.goto(url);
  await page.waitForSelector("html[data-ready=true]", { state: "attached" });
  const ready = await page.evaluate(() => performance.now());
  await page.waitForSelector("html[data-program=result]", { state: "attached", timeout: 60_000 });
  const { lcp, cls } = await page.evaluate(() => seen);
  first.push({ lcp, cls, ready, result: await page.evaluate(() => performance.now()) });
  await page.context().close();
}

/** From a press to the frame that shows the next page, ten times through all questions to the result. */
const steps = [];
for (let walk = 0; walk < 10; walk += 1) {
  const page = await opened(null);
  await page.goto(url);
  await page.waitForSelector("html[data-program=result]", { state: "attached" });
  const press = async (selector) => {
    const { title, ms } = await page.evaluate(
      (selector) =>
        new Promise((done) => {
          const begun = performance.now();
          // Once the page has changed, until that frame is drawn.
          const seen = new MutationObserver(() => {
            seen.disconnect();
            requestAnimationFrame(() => setTimeout(() => done({ title: document.title, ms: performance.now() - begun })));
          });
          seen.observe(document.getElementById("main"), { childList: true, subtree: true });
          document.querySelector(selector).click();
        }),
      selector,
    );
    steps.push({ to: title.split(" – ")[0], ms });
  };
  await press("[data-event=begin]");
  const question = () => page.evaluate(() => document.querySelector("form[data-fact]")?.dataset.fact ?? null);
  for (let fact; (fact = await question()) !== null; ) {
    const typed = { municipality: "Umeå", age: "58", "registered-since": "2026-02-01" }[fact];
    if (typed) await page.locator("#given").fill(typed);
    else await page.evaluate((id) => (document.getElementById(id).checked = true), `given-${facts[fact]}`);
    await press("main button[type=submit]");
  }
  await press("[data-event=finish]");
  await press("[data-event=change][data-fact=age]");
  await page.locator("#given").fill("59");
  await press("main button[type=submit]");
  await page.context().close();
}
await browser.close();

const at = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const told = (values) => `median ${at(values, 0.5).toFixed(0)}, 95th percentile ${at(values, 0.95).toFixed(0)}, largest ${Math.max(...values).toFixed(0)}`;
console.log(`first visit on slow 4G, processor ${SLOWER} times slower, in ms:`);
for (const key of ["lcp", "ready", "result"]) console.log(`  ${key}: ${told(first.map((visit) => visit[key]))}`);
console.log(`  layout shift: ${Math.max(...first.map(({ cls }) => cls)).toFixed(4)}`);
console.log(`next page, processor ${SLOWER} times slower, in ms: ${told(steps.map(({ ms }) => ms))}`);
for (const to of new Set(steps.map((step) => step.to))) console.log(`  ${to}: ${told(steps.filter((step) => step.to === to).map(({ ms }) => ms))}`);
