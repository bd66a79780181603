// How pages look: narrow, with large text, with room around letters, dark, in forced colours and in print.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { expectAccessible, expectQuiet, screenshot, settled } from "./support.mjs";
import { answerUntil, backToResult, openSite, show, typed } from "./questionnaire.mjs";

const providers = fileURLToPath(new URL("providers.json", import.meta.url));

/** Visits the start, every question, a mistake, the check page, the result (unfolded) and the pages around. */
const everyPage = async (page, lookAt, words = typed) => {
  const look = async (name) => (await settled(page), lookAt(name));
  await look("start");
  await answerUntil(page, null, async (fact) => {
    if (fact === "age") {
      await page.locator("button[type=submit]").click();
      await look("mistake");
    }
    if (fact === "municipality") {
      await page.locator("#given").fill("sto");
      await look("places");
    }
    await look(fact ?? "check");
  }, words);
  await page.locator("[data-event=finish]").click();
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await look("result");
  await page.route("**/local/providers.json", (route) => route.fulfill({ path: providers }));
  for (const shown of ["without", "meetings", "providers", "letters", "take", "opinion", "participant", "explore"]) {
    await show(page, shown);
    if (shown === "providers") await page.locator(".providers").waitFor();
    if (shown === "participant") {
      for (const day of ["2026-10-01", "2026-11-20"]) {
        await page.locator("#entry-day").fill(day);
        await page.locator("label[for=entry-kind-meeting]").click();
        await page.locator("form[data-value=entry] button").click();
      }
    }
    await look(shown);
    const behind = { take: "receipt", participant: "survey", explore: "earlier" }[shown];
    if (behind) {
      await page.locator(`main [data-event=show][data-value=${behind}]`).click();
      await look(behind);
      await page.locator("[data-event=back]").click();
      await page.locator(`main [data-event=show][data-value=${behind}]`).waitFor();
    }
    await backToResult(page);
  }
  for (const shown of ["when", "support", "why", "wrong", "about", "reach"]) {
    await show(page, shown);
    await look(shown);
    if (shown !== "reach") await backToResult(page);
  }
  await page.locator("[data-event=change][data-fact=needs]").first().click();
  await look("needs");
  await page.locator("button[type=submit]").click();
  for (const shown of ["model", "privacy", "start-over"]) {
    await page.locator(`footer [data-value=${shown}]`).click();
    if (shown === "model") await page.locator("#article section").first().waitFor();
    await look(shown);
  }
  await page.locator("[data-event=wipe]").click();
  await page.locator("main [data-value=helper]").click();
  await page.locator("main [data-event=open-conversation]").click();
  await page.locator("main [data-value=helper]").click();
  await look("helper");
};

/** Nothing stands outside the page: no sideways scroll, no text cut off at its edge. */
const expectFits = async (page, name) => {
  const outside = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      const box = element.getBoundingClientRect();
      // A wide table lies in a frame that scrolls by itself; the frame is looked at, not what it holds.
      const inside = element.closest("svg") || element.parentElement.closest(".wide");
      return box.width > 1 && (box.right > width + 1 || box.left < -1) && !inside;
    });
    const cut = [...document.querySelectorAll("button, label, summary, h1, h2, p, dd, dt, td, th, li")].filter(
      (element) =>
        !element.closest(".quiet") &&
        getComputedStyle(element).overflow !== "visible" &&
        (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1),
    );
    const scroll = document.documentElement.scrollWidth > width;
    return { scroll, found: [...wide, ...cut].map((element) => element.outerHTML.slice(0, 100)) };
  });
  assert.deepEqual(outside, { scroll: false, found: [] }, name);
};

/** Whatever can be pressed is at least 44 px high and wide, and 8 px from its neighbour. */
const expectTargets = async (page, name) => {
  const wrong = await page.evaluate(() => {
    // A label above its field is one control with it.
    const pressed = "button, a:not(.skip), summary, label:not(.label), input[type=text], select, textarea, [role=option]";
    const targets = [...document.querySelectorAll(pressed)]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      // What a closed fold holds is not there.
      .filter(({ element, box }) => box.width > 1 && element.checkVisibility());
    const say = ({ element }) => element.outerHTML.slice(0, 80);
    const small = targets.filter(({ box }) => box.height < 43.9 || box.width < 43.9);
    // An open list lies above what is below it; its options are one control with its field.
    const list = document.querySelector("#places:not([hidden])")?.getBoundingClientRect();
    const apart = targets.filter(({ box }) => !list || box.bottom < list.top - 60 || box.top > list.bottom + 8);
    const near = apart.flatMap((one, at) =>
      apart.slice(at + 1).flatMap((other) => {
        const x = Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right);
        const y = Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom);
        return Math.max(x, y) < 7.9 ? [`${say(one)} | ${say(other)}: ${Math.max(x, y)}`] : [];
      }),
    );
    return [...small.map(say), ...near];
  });
  assert.deepEqual(wrong, [], name);
};

const style = (page, css) =>
  page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, css);

const spacing =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }";

test("at 320 px, with large text and with room around letters, everything fits and can be pressed", async (t) => {
  const { page, seen } = await openSite(t, { viewport: { width: 320, height: 640 } });
  await everyPage(page, async (name) => {
    await expectFits(page, name);
    await expectTargets(page, name);
    await style(page, "html { font-size: 200% !important }");
    await expectFits(page, `${name} with 200 % text`);
    await style(page, spacing);
    await expectFits(page, `${name} with room around letters`);
    await style(page, "");
  });
  expectQuiet(seen);
});

test("in Arabic pages run from right to left at 320 px, figures from left to right, and the draft is called one", async (t) => {
  const { page, seen } = await openSite(t, { viewport: { width: 320, height: 640 } });
  await page.locator("#lang-ar").click();
  await page.waitForSelector("html[lang=ar][dir=rtl]", { state: "attached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "lang-ar");
  await everyPage(page, async (name) => {
    await expectFits(page, name);
    await expectTargets(page, name);
    assert.match(await page.locator(".estimate").innerText(), /ترجمة آلية/, name);
    const turned = await page.evaluate(() =>
      [...document.querySelectorAll("footer bdi, .code bdi, .address, td.number, .ways bdi")]
        .filter((element) => getComputedStyle(element).direction !== "ltr")
        .map((element) => element.outerHTML),
    );
    assert.deepEqual(turned, [], name);
    if (["start", "mistake", "registered-since", "result", "take"].includes(name)) {
      await screenshot(page, `ar-${name}`);
      await expectAccessible(page);
    }
  }, { ...typed, age: "٥٨", "registered-since": "1 فبراير 2026" });
  expectQuiet(seen);
});

test("dark and in forced colours pages are accessible", async (t) => {
  const { page, seen } = await openSite(t);
  const looks = { dark: { colorScheme: "dark" }, "forced-colours": { forcedColors: "active" } };
  await everyPage(page, async (name) => {
    if (!["mistake", "sex", "result"].includes(name)) return;
    for (const [look, media] of Object.entries(looks)) {
      await page.emulateMedia({ colorScheme: "light", forcedColors: "none", ...media });
      // Forced colours are the browser's own, so only the dark ones are ours to judge.
      if (look === "dark") await expectAccessible(page);
      await screenshot(page, `${look}-${name}`);
    }
  });
  expectQuiet(seen);
});

test("in print everything is unfolded and nothing to press is left", async (t) => {
  const { page } = await openSite(t);
  await answerUntil(page, null);
  await page.locator("[data-event=finish]").click();
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".reasons .source").first().isVisible(), "reasons and sources are printed");
  assert.ok(await page.locator(".actions button").first().isHidden());
  await screenshot(page, "print");
});
