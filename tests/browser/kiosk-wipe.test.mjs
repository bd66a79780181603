// Nobody is here any more: asked, counted down, and nothing of the person is left anywhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectAccessible, expectQuiet, screenshot, started, until, url } from "./support.mjs";
import { openKiosk, tap, touchUntil } from "./kiosk.mjs";
import { codesOf, expectNothingLeft, heapSnapshot, inPage, inWasm } from "./memory.mjs";
import { expectHeadingFocused, focused, question } from "./questionnaire.mjs";

/** Stands for whatever a person may write; never in the source of a script of the page. */
const sentinel = "Qzx7Wachtel93Jvk";
const codes = codesOf(sentinel);

/** Puts the sentinel into the field of every question that has one, and into the core, which shows it back. */
const tellEverything = async (page) => {
  await tap(page, "[data-event=begin]");
  for (let steps = 0, fact; steps < 20 && (fact = await question(page)) !== null; steps += 1) {
    if (await page.locator("#given").count()) {
      await page.evaluate((codes) => (document.getElementById("given").value = String.fromCharCode(...codes)), codes);
      await tap(page, "button[type=submit]");
      assert.equal(await focused(page), "mistakes", fact);
      await tap(page, "[data-given=unknown]");
    } else {
      await tap(page, ".option label >> nth=0");
      await tap(page, "button[type=submit]");
    }
  }
  await tap(page, "[data-event=finish]");
  await expectHeadingFocused(page);
};

const expectFirstPage = async (page) => {
  await page.locator("[data-event=begin]").waitFor();
  // The words of the first language come a moment after the page.
  await page.locator("html[lang=sv]").waitFor();
  assert.equal(await page.locator("[data-event=back]").count(), 0);
  assert.ok(await page.locator("#larger").isVisible(), "it is a terminal still");
};

test("the search finds what is there", async (t) => {
  const { page } = await openKiosk(t);
  await touchUntil(page, "municipality");
  await page.evaluate((codes) => {
    window.kept = String.fromCharCode(...codes);
    document.getElementById("given").value = window.kept;
  }, codes);
  await tap(page, "button[type=submit]");
  const cdp = await page.context().newCDPSession(page);
  assert.ok((await inWasm(cdp, sentinel)).found > 0, "in the WASM memory");
  assert.ok((await heapSnapshot(cdp)).includes(sentinel), "in the heap");
  assert.ok((await inPage(page, sentinel)).includes("dom"), "in the page");
});

for (const [way, wipe] of [
  ["at the time-out", (page) => page.clock.runFor(155_000)],
  ["at Avsluta och rensa, which asks once", async (page) => {
    await tap(page, ".end");
    await tap(page, "main [data-event=wipe]");
  }],
  ["at reload", async (page) => (await page.reload(), await started(page))],
  ["at back and forward", async (page) => {
    await page.goto("about:blank");
    await page.goBack();
    await started(page);
  }],
]) {
  test(`nothing of the person is left ${way}`, async (t) => {
    // Without a worker: with one, the page is loaded anew for the next person, and that is not what is looked at here.
    const { page, seen } = await openKiosk(t, {}, { serviceWorkers: "block" });
    await tap(page, "#lang-en");
    await page.locator("html[lang=en]").waitFor();
    await tellEverything(page);
    await wipe(page);
    await expectFirstPage(page);
    await expectNothingLeft(page, sentinel, way);
    seen.console = seen.console.filter((line) => !line.includes("Service Worker registration blocked"));
    expectQuiet(seen);
  });
}

test("the next person's page is there within a second", async (t) => {
  const { page } = await openKiosk(t);
  await tap(page, "#lang-en");
  await page.locator("html[lang=en]").waitFor();
  await tellEverything(page);
  await page.clock.runFor(600);
  const begun = Date.now();
  await page.locator(".end").click();
  await page.locator("main [data-event=wipe]").click();
  await page.locator("[data-event=begin]").waitFor();
  assert.ok(Date.now() - begun < 1000, `${Date.now() - begun} ms`);
});

test("somebody idle is asked after the time set, told the time, and goes on with one act", async (t) => {
  const { page, seen } = await openKiosk(t, { "warn-after-s": 60, "answer-within-s": 60 });
  await touchUntil(page, "sex");
  await page.locator("[data-fact] button[type=submit]").focus();
  const open = () => page.locator("dialog").evaluate((dialog) => dialog.open);
  await page.clock.runFor(58_000);
  assert.equal(await open(), false);
  await page.clock.runFor(4_000);
  assert.equal(await open(), true);
  assert.ok(await page.evaluate(() => document.activeElement.matches("dialog [data-event=stay]")));
  assert.match(await page.locator("#warned").textContent(), /60 sekunder/);
  await expectAccessible(page, { "color-contrast": "the page behind the question" });
    await screenshot(page, "kiosk-warning");
  // From here on the clock stands still, but for what the test adds.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
  await page.keyboard.press("Shift");
  assert.equal(await open(), false);
  await page.evaluate(() => {
    window.heard = [];
    const status = document.getElementById("warned");
    new MutationObserver(() => status.textContent && window.heard.push(status.textContent)).observe(status, { childList: true });
  });
  await page.clock.runFor(60_000 + 56_000);
  const said = await page.evaluate(() => window.heard.map((words) => Number.parseInt(words, 10)));
  assert.deepEqual(said, [60, 45, 30, 20, 15, 10, 5]);
  assert.ok(Number(await page.locator("#left").textContent()) <= 5);
  // One act, anywhere; as often as it takes.
  for (let times = 0; times < 5; times += 1) {
    assert.equal(await open(), true);
    if (times % 2) await page.keyboard.press("Shift");
    else await page.mouse.click(20, 20);
    assert.equal(await open(), false, `round ${times}`);
    assert.equal(await question(page), "sex");
    assert.ok(await page.evaluate(() => document.activeElement.matches("[data-fact] button[type=submit]")), "the focus is back");
    await page.clock.runFor(62_000);
  }
  assert.equal(await open(), true);
  await page.clock.runFor(62_000);
  await expectFirstPage(page);
  assert.equal(await open(), false);
  expectQuiet(seen);
});

test("in the question one may finish at once", async (t) => {
  const { page } = await openKiosk(t);
  await touchUntil(page, "age");
  await page.clock.runFor(92_000);
  await tap(page, "dialog [data-event=wipe]");
  await expectFirstPage(page);
  assert.equal(await page.locator("dialog").evaluate((dialog) => dialog.open), false);
});

test("nobody at the first page: language and look go back without a question", async (t) => {
  const { page } = await openKiosk(t);
  await tap(page, "#lang-en");
  await page.locator("html[lang=en]").waitFor();
  await tap(page, "#contrast");
  await page.clock.runFor(95_000);
  await page.locator("html[lang=sv]").waitFor();
  assert.equal(await page.locator("html.contrast").count(), 0);
  assert.equal(await page.locator("dialog").evaluate((dialog) => dialog.open), false);
  assert.ok(page.url().startsWith(url));
});

test("person after person without a reload: each is asked after, and each is forgotten", async (t) => {
  const { page, seen } = await openKiosk(t);
  const ended = () => tap(page, ".end");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await ended();
  // From the first end on the page is served by the worker, and loaded no more.
  await until(page, () => navigator.serviceWorker.controller !== null);
  await started(page);
  await page.evaluate(() => (window.same = true));
  for (let person = 0; person < 3; person += 1) {
    await touchUntil(page, "age");
    await page.clock.runFor(95_000);
    assert.equal(await page.locator("dialog").evaluate((dialog) => dialog.open), true);
    await (person % 2 ? page.clock.runFor(65_000) : tap(page, "dialog [data-event=wipe]"));
    await expectFirstPage(page);
  }
  assert.equal(await page.evaluate(() => window.same), true);
  expectQuiet(seen);
});
