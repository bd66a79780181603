// What a person takes along: needs told for the ways of contact, a code, a calendar file, paper.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectAccessible, expectQuiet, screenshot, settled, textOf } from "./support.mjs";
import { backToResult, expectHeadingFocused, focused, openResult, openSite, question, show, tabTo } from "./questionnaire.mjs";

const firstWays = (page) => page.locator("ul.ways").first().locator("h2").allTextContents();

test("needs are ticked by keyboard, move the ways of contact, and lead back to where they were told", async (t) => {
  const { page, seen } = await openResult(t);
  await show(page, "reach");
  const before = await firstWays(page);
  await tabTo(page, "[data-event=change][data-fact=needs]");
  await page.keyboard.press("Enter");
  await settled(page);
  await expectHeadingFocused(page);
  assert.equal(await question(page), "needs");
  await expectAccessible(page);
  await screenshot(page, "needs");
  for (const need of ["sign-language", "hearing"]) {
    await page.locator(`#given-${need}`).focus();
    await page.keyboard.press("Space");
  }
  await tabTo(page, "button[type=submit]");
  await page.keyboard.press("Enter");
  await expectHeadingFocused(page);
  assert.equal(await question(page), null);
  const after = await firstWays(page);
  assert.match(after.join(), /teckenspråk/);
  assert.notDeepEqual(after, before);
  await page.locator("[data-event=change][data-fact=needs]").first().click();
  assert.ok(await page.locator("#given-hearing").isChecked());
  await page.locator("#given-hearing").uncheck();
  await page.locator("#given-sign-language").uncheck();
  await page.locator("button[type=submit]").click();
  await expectHeadingFocused(page);
  assert.deepEqual(await firstWays(page), before);
  expectQuiet(seen);
});

test("a code carries the answers to another page, which says what was left out", async (t) => {
  const { page, seen } = await openResult(t);
  await page.locator("main [data-event=show][data-value=take]").click();
  await expectHeadingFocused(page);
  await expectAccessible(page);
  await screenshot(page, "take");
  const code = await page.locator(".code").textContent();
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);

  const other = await openSite(t);
  await other.page.locator("[data-event=show][data-value=code]").click();
  await expectHeadingFocused(other.page);
  await expectAccessible(other.page);
  await other.page.locator("#given").fill(code.replace(/.$/, (last) => (last === "0" ? "1" : "0")));
  await other.page.locator("button[type=submit]").click();
  assert.equal(await focused(other.page), "mistakes");
  await expectAccessible(other.page);
  await screenshot(other.page, "code-wrong");
  await other.page.locator("#given").fill(code.toLowerCase().replaceAll("-", " "));
  await other.page.keyboard.press("Enter");
  await expectHeadingFocused(other.page);
  assert.match(await other.page.locator("main .note").textContent(), /Koden har inte med/);
  const answers = (page) => page.locator("dl.answers dd:not(.change)").allTextContents();
  const shown = await answers(other.page);
  assert.ok(shown.length >= 10, shown.join(", "));
  await screenshot(other.page, "code-opened");
  expectQuiet(other.seen);

  // The same by the address: the code does not stay in it.
  const third = await openSite(t, { path: `#code=${code}` });
  await expectHeadingFocused(third.page);
  assert.deepEqual(await answers(third.page), shown);
  assert.equal(new URL(third.page.url()).hash, "");
  expectQuiet(third.seen);
  expectQuiet(seen);
});

test("the calendar file holds the dated steps", async (t) => {
  const { page, seen } = await openResult(t);
  await show(page, "when");
  const steps = await page.locator("ol.steps h2").allTextContents();
  await backToResult(page);
  await show(page, "take");
  const downloading = page.waitForEvent("download");
  await page.locator("[data-event=save-calendar]").click();
  const download = await downloading;
  assert.equal(download.suggestedFilename(), "vagval.ics");
  const file = await textOf(download);
  assert.match(file, /^BEGIN:VCALENDAR\r\n/);
  const summaries = [...file.matchAll(/^SUMMARY:(.*)\r$/gm)].map(([, name]) => name.replaceAll("\\", ""));
  assert.ok(summaries.length > 0);
  for (const name of summaries) assert.ok(steps.includes(name), name);
  expectQuiet(seen);
});

test("a ready-made letter is chosen by keyboard, names what it rests on, and is copied", async (t) => {
  const { page, seen } = await openResult(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await show(page, "letters");
  await expectAccessible(page);
  await tabTo(page, "[data-event=letter][data-fact=registered-since]");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "opened");
  await expectAccessible(page);
  await screenshot(page, "letters");
  const lines = await page.locator(".letter p").allTextContents();
  assert.ok(lines.some((line) => line.includes("1 februari 2026")) && lines.some((line) => line.includes("ram-registration-time")));
  await page.locator("[data-event=copy]").click();
  await page.waitForFunction(() => document.getElementById("status").textContent === "Texten är kopierad.");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), lines.join("\n\n"));
  await page.goBack();
  await backToResult(page);
  expectQuiet(seen);
});
