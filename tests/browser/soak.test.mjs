// A terminal that is never switched off: person after person on one page, without a reload.
//
// `VAGVAL_SOAK=2000 node --test tests/browser/soak.test.mjs` is the long form; the tests run the short one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectNothingLeft, inWasm } from "./memory.mjs";
import { expectQuiet, openPage, started, until } from "./support.mjs";
import { tap } from "./kiosk.mjs";

const SESSIONS = Number(process.env.VAGVAL_SOAK ?? 50);
const WARM = Math.min(100, SESSIONS / 2);
const CHUNK = 25;

/** Stands for what each person types; never in the source of a script of the page. */
const sentinel = "Qzx7Wachtel93Jvk";

/** So many persons, one after the other, in the page itself: each answers at random, sees the result and ends. */
const sessions = (page, from, count) =>
  page.evaluate(
    ([from, count, codes]) => {
      let seed = from * 2_654_435_761;
      const random = (below) => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((seed / 2 ** 32) * below);
      };
      const press = (selector) => {
        const found = document.querySelector(selector);
        if (!found) throw new Error(`${selector} is not on the page: ${document.title}`);
        found.click();
      };
      let results = 0;
      for (let person = 0; person < count; person += 1) {
        if (random(3) === 0) press("#larger");
        press("[data-event=begin]");
        for (let steps = 0; steps < 30 && document.querySelector("form[data-fact]"); steps += 1) {
          const options = document.querySelectorAll("input[type=radio]");
          if (options.length > 0) {
            options[random(options.length)].checked = true;
            press("main button[type=submit]");
            continue;
          }
          const fact = document.querySelector("form[data-fact]").dataset.fact;
          const wrong = [...codes, 48 + random(10)];
          document.getElementById("given").value = String.fromCharCode(...wrong);
          press("main button[type=submit]");
          if (!document.getElementById("mistakes")) throw new Error(`${fact} took what is none`);
          press("[data-given=unknown]");
        }
        press("[data-event=finish]");
        if (document.querySelector(".outcome")) results += 1;
        press(".end");
        press("main [data-event=wipe]");
        if (!document.querySelector("[data-event=begin]")) throw new Error("the next person does not meet the first page");
      }
      return results;
    },
    [from, count, [...sentinel].map((letter) => letter.charCodeAt(0))],
  );

/** What the page holds after a collection: its JavaScript and every WASM memory, in bytes. */
const held = async (page) => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  for (let round = 0; round < 3; round += 1) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const heap = metrics.find((metric) => metric.name === "JSHeapUsedSize").value;
  const nodes = metrics.find((metric) => metric.name === "Nodes").value;
  const wasm = (await inWasm(cdp, sentinel)).size;
  await cdp.detach();
  return { heap, wasm, nodes };
};

test(`after ${SESSIONS} persons a terminal holds no more than after ${WARM}, and nothing of any of them`, { timeout: 3_600_000 }, async (t) => {
  const { page, seen } = await openPage(t, { viewport: { width: 1080, height: 1920 }, hasTouch: true, path: "kiosk.html", prepare: (page) => page.clock.install() });
  await started(page);
  // From the first wipe on the worker serves the page.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await tap(page, ".end");
  await until(page, () => navigator.serviceWorker.controller !== null);
  await started(page);
  await page.evaluate(() => (window.unreloaded = true));

  let warm;
  let results = 0;
  for (let done = 0; done < SESSIONS; done += CHUNK) {
    results += await sessions(page, done, Math.min(CHUNK, SESSIONS - done));
    await page.clock.runFor(1000);
    if (done + CHUNK === WARM) warm = await held(page);
  }
  assert.equal(results, SESSIONS, "everybody saw a result");
  assert.ok(await page.evaluate(() => window.unreloaded), "without a reload");
  const last = await held(page);
  t.diagnostic(JSON.stringify({ warm, last }));
  for (const part of ["heap", "wasm", "nodes"]) {
    assert.ok(last[part] <= warm[part] * 1.1, `${part}: ${last[part]} after ${SESSIONS} persons, ${warm[part]} after ${WARM}`);
  }
  await expectNothingLeft(page, sentinel, "after everybody");
  expectQuiet(seen);
});
