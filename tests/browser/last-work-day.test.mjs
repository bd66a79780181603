// The last day of work: asked by the program with the result, of who need not register yet, and told on the result.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectAccessible, expectQuiet, screenshot } from "./support.mjs";
import { answer, assess, expectHeadingFocused, expectResult, facts, openSite, question, typed } from "./questionnaire.mjs";

const given = { ...facts, "registration-channel": "not-yet", "work-status": "under-notice", "last-work-day": "2027-02-28" };
delete given["registered-since"];
const words = { ...typed, "last-work-day": "28 februari" };

for (const width of [390, 320]) {
  test(`who is under notice tells their last day, and reads what it means, at ${width} px`, async (t) => {
    const { page, seen } = await openSite(t, { viewport: { width, height: 844 } });
    await page.locator("[data-event=begin]").click();
    const asked = [];
    for (let fact; (fact = await question(page)) !== null; ) {
      asked.push(fact);
      if (fact === "last-work-day") {
        await expectHeadingFocused(page);
        await expectAccessible(page);
        await screenshot(page, `last-work-day-${width}`);
        await page.locator("#given").fill("31 mars 2035");
        await page.locator("button[type=submit]").click();
        await page.locator("#mistakes").waitFor();
        await screenshot(page, `last-work-day-mistake-${width}`);
      }
      await answer(page, given, words);
      await page.waitForFunction((fact) => document.querySelector("form[data-fact]")?.dataset.fact !== fact, fact);
    }
    assert.equal(asked[asked.indexOf("work-status") + 1], "last-work-day");
    assert.ok(!asked.includes("registered-since"));
    await screenshot(page, `last-work-day-check-${width}`);
    await page.locator("[data-event=finish]").click();
    await expectHeadingFocused(page);
    await screenshot(page, `last-work-day-result-${width}`);
    const first = await page.locator(".do-first li").first().textContent();
    assert.match(first, /^Skriv in dig din första dag utan jobb eller studier 1 mars 2027/);
    assert.match(await page.locator(".outcome .answer").first().textContent(), /1 mars 2027/);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    await expectResult(page, assess(given));
    expectQuiet(seen);
  });
}
