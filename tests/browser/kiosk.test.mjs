// The terminal at an office: by touch alone, large, shut in, and easier where a person asks for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { expectAccessible, expectQuiet, screenshot } from "./support.mjs";
import { expectLargeTargets, key, openKiosk, tap, touchUntil } from "./kiosk.mjs";
import { assess, expectHeadingFocused, expectResult, facts, focused, question } from "./questionnaire.mjs";

const expectStrong = async (page) => {
  const { violations } = await new AxeBuilder({ page }).withRules(["color-contrast-enhanced"]).analyze();
  const told = violations.flatMap(({ nodes }) => nodes.map((node) => `${node.target}: ${node.any[0]?.message}`));
  assert.deepEqual(told, [], "contrast of text");
};
const unfold = (page) =>
  page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
const expectNoWayOut = async (page) => {
  const ways = await page.evaluate(() =>
    [...document.querySelectorAll("a[href], area, form[action], iframe, [target]")].map((e) => e.outerHTML).filter((e) => !/href="#/.test(e)),
  );
  assert.deepEqual(ways, []);
};
const expectGood = async (page) => {
  await expectAccessible(page);
  await expectStrong(page);
  await expectLargeTargets(page);
  await expectNoWayOut(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scroll");
};

test("by touch alone: every page is large, strong and accessible, and the result is the command's", async (t) => {
  const { page, seen } = await openKiosk(t, { printer: true });
  await screenshot(page, "kiosk-start");
  await expectGood(page);
  const asked = [];
  await touchUntil(page, null, async (fact) => {
    await expectHeadingFocused(page);
    await expectGood(page);
    if (fact) asked.push(fact);
    if (["municipality", "age", "registered-since", "education"].includes(fact)) await screenshot(page, `kiosk-${fact}`);
  });
  assert.deepEqual(asked, Object.keys(facts));
  await screenshot(page, "kiosk-check");
  await tap(page, "[data-event=finish]");
  await expectHeadingFocused(page);
  await expectResult(page, assess());
  await screenshot(page, "kiosk-result");
  await unfold(page);
  await expectGood(page);
  await tap(page, "main [data-value=take]");
  await expectHeadingFocused(page);
  await expectGood(page);
  assert.match(await page.locator(".code").textContent(), /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  assert.equal(await page.locator("[data-event=print]").count(), 1);
  assert.equal(await page.locator("[data-event=save-calendar], [data-value=receipt]").count(), 0);
  await screenshot(page, "kiosk-take");
  for (const article of ["model", "privacy"]) {
    await tap(page, `footer [data-value=${article}]`);
    await page.locator("#article section, #article h2").first().waitFor();
    await expectNoWayOut(page);
    await unfold(page);
    await expectAccessible(page, { "color-contrast": "cells outside the frame have the colours of those inside" });
  }
  expectQuiet(seen);
});

test("at 320 px, with larger text and strong contrast nothing is lost", async (t) => {
  const { page } = await openKiosk(t, {}, { viewport: { width: 320, height: 640 } });
  await expectGood(page);
  await screenshot(page, "kiosk-320-start");
  await touchUntil(page, "age");
  await screenshot(page, "kiosk-320-age");
  const large = await openKiosk(t);
  await tap(large.page, "#larger");
  await tap(large.page, "#contrast");
  assert.equal(await large.page.locator("#larger").getAttribute("aria-pressed"), "true");
  assert.equal(await focused(large.page), "contrast");
  await touchUntil(large.page, null, async (fact) => {
    await expectGood(large.page);
    if (fact === "municipality") await screenshot(large.page, "kiosk-large-municipality");
  });
  await tap(large.page, "[data-event=finish]");
  await screenshot(large.page, "kiosk-large-result");
  await unfold(large.page);
  await expectGood(large.page);
});

test("in Arabic a terminal is as large, strong and accessible, from right to left", async (t) => {
  const { page, seen } = await openKiosk(t);
  await tap(page, "#lang-ar");
  await page.waitForSelector("html[lang=ar][dir=rtl]", { state: "attached" });
  await expectGood(page);
  await screenshot(page, "kiosk-ar-start");
  await touchUntil(page, "sex", async (fact) => {
    await expectGood(page);
    await screenshot(page, `kiosk-ar-${fact}`);
  });
  await tap(page, ".end");
  await tap(page, "main [data-event=wipe]");
  await page.waitForSelector("html[lang=sv][dir=ltr]", { state: "attached" });
  expectQuiet(seen);
});

test("larger text has capitals of 0.01222 of the distance, from the size of a pixel", async (t) => {
  for (const [distance, pixel] of [[600, 277], [900, 300]]) {
    const { page } = await openKiosk(t, { "distance-mm": distance, "pixel-um": pixel });
    await tap(page, "#larger");
    await touchUntil(page, "age");
    const capitals = await page.evaluate(() => {
      const context = document.createElement("canvas").getContext("2d");
      return [...document.querySelectorAll("main *, header p, footer p")]
        .filter((e) => e.checkVisibility() && !e.closest(".quiet") && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .map((e) => {
          const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(e);
          context.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
          return context.measureText("H").actualBoundingBoxAscent;
        });
    });
    assert.ok(capitals.length > 5);
    const smallest = (Math.min(...capitals) * pixel) / 1000;
    assert.ok(smallest >= 0.01222 * distance, `${smallest} mm of ${0.01222 * distance}`);
  }
});

test("what is touched lies in the low band that the office has set", async (t) => {
  const { page, seen } = await openKiosk(t, { "band-percent": 60 });
  await touchUntil(page, "municipality");
  const highest = () =>
    page.evaluate(() => {
      const visible = [...document.querySelectorAll("button, summary, label, input")].filter((e) => e.checkVisibility());
      const shown = visible.map((e) => {
        const box = e.getBoundingClientRect();
        const at = document.elementFromPoint(box.x + box.width / 2, box.y + 2);
        return e.contains(at) ? box.top : Infinity;
      });
      return Math.min(...shown);
    });
  assert.ok((await highest()) >= 1920 * 0.4);
  await screenshot(page, "kiosk-low");
  await expectAccessible(page);
  await page.mouse.move(500, 1500);
  await page.mouse.wheel(0, 400);
  await page.waitForFunction(() => document.body.scrollTop > 0);
  assert.ok((await highest()) >= 1920 * 0.4, "nor when it scrolls");
  expectQuiet(seen);
});

test("a second tap at the same place within half a second is none", async (t) => {
  const { page } = await openKiosk(t);
  await touchUntil(page, "age");
  // However slow the machine is: from here on time passes only where the test lets it.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 10_000);
  await tap(page, "#key-4");
  await page.locator("#key-4").click();
  assert.equal(await page.locator("#given").inputValue(), "4");
  await page.clock.runFor(300);
  await page.locator("#key-4").click();
  assert.equal(await page.locator("#given").inputValue(), "4");
  await page.locator("#key-9").click();
  assert.equal(await page.locator("#given").inputValue(), "49", "another place is another tap");
});

test("no menu, no drag, no new window, no history, nothing saved", async (t) => {
  const { page } = await openKiosk(t);
  const before = await page.evaluate(() => history.length);
  await touchUntil(page, "sex");
  const kept = await page.evaluate(() =>
    ["contextmenu", "dragstart", "drop", "auxclick"].map((kind) =>
      document.querySelector("h1").dispatchEvent(new Event(kind, { bubbles: true, cancelable: true })),
    ),
  );
  assert.deepEqual(kept, [false, false, false, false], "each is prevented");
  assert.equal(await page.evaluate(() => history.length), before);
  await tap(page, "[data-event=back]");
  assert.equal(await question(page), "age");
  assert.equal(await page.locator("#given").inputValue(), "58");
});

test("the office's own words for calling staff are shown, and its languages only", async (t) => {
  const { page } = await openKiosk(t, { staff: "Ring på klockan till höger.", languages: ["sv"] });
  assert.equal(await page.locator(".staff").textContent(), "Ring på klockan till höger.");
  assert.equal(await page.locator(".languages button").count(), 1);
  const plain = await openKiosk(t);
  assert.match(await plain.page.locator(".staff").textContent(), /Fråga personalen/);
});

test("wrong settings are told to whoever installs, and the page goes on with the delivered ones", async (t) => {
  const { page, seen } = await openKiosk(t, { "warn-after-s": 5, speech: "loud" });
  assert.deepEqual(seen.console.map((line) => line.match(/`[a-z-]+`/)?.[0]), ["`warn-after-s`", "`speech`"]);
  assert.match(seen.console[0], /local\/kiosk\.json/);
  assert.ok(await page.locator("[data-event=begin]").isVisible());
});

test("reading aloud: only voices of the device, and answers only to a headset", async (t) => {
  const { page, seen } = await openKiosk(t, { speech: "headset" });
  const chosen = await page.evaluate(async (address) => {
    const { voiceFor } = await import(address);
    const voices = [
      { name: "far", lang: "sv-SE", localService: false },
      { name: "english", lang: "en-GB", localService: true },
      { name: "near", lang: "sv_SE", localService: true },
    ];
    return ["sv", "en", "fi"].map((lang) => voiceFor(voices, lang)?.name ?? null);
  }, seen.requests.find((request) => /kiosk\.[0-9a-f]+\.js$/.test(request)));
  assert.deepEqual(chosen, ["near", "english", null]);
  // This browser has no voice: it says so, and is silent.
  await tap(page, "#read-aloud");
  assert.equal(await focused(page), "notice");
  assert.match(await page.locator("#notice").textContent(), /ingen röst/);
  await expectGood(page);
  await touchUntil(page, null);
  await tap(page, "#read-aloud");
  assert.match(await page.locator("#notice").textContent(), /hörlurar/);
  await expectGood(page);
  await tap(page, "[data-value=no-headset]");
  await expectHeadingFocused(page);
  assert.equal(await page.locator("#notice").count(), 0);
  expectQuiet(seen);
});

test("a letter tells how many municipalities are left, and the focus stays on its key", async (t) => {
  const { page } = await openKiosk(t);
  await touchUntil(page, "municipality");
  await key(page, "s");
  assert.match(await page.locator("#status").textContent(), /^s\. \d+ kommuner passar\.$/);
  assert.equal(await focused(page), "key-s");
  assert.equal(await page.locator("#key-q").getAttribute("aria-disabled"), "true");
  await page.locator("#key-q").click({ force: true });
  assert.equal(await page.locator("#given").inputValue(), "s", "no name goes on with q");
  await page.locator("#key-t").focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#given").inputValue(), "st");
  assert.equal(await focused(page), "given", "the letters have made room for the names");
  assert.ok((await page.locator(".meant button").count()) > 3);
  await tap(page, "button[type=submit]");
  assert.equal(await focused(page), "mistakes");
  await expectGood(page);
});
