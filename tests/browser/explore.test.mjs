// Trying other answers: the result changes in place as an answer does, is told politely, and one's own stay apart.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectAccessible, expectQuiet, screenshot } from "./support.mjs";
import { assess, backToResult, expectHeadingFocused, facts, focused, openResult, show, tabTo } from "./questionnaire.mjs";

const ofHundred = (thousandths) => `${Math.floor((thousandths + 5) / 10)} av 100`;
const status = (page) => page.locator("#status").textContent();
const openExplore = async (t, options) => {
  const opened = await openResult(t, options);
  await show(opened.page, "explore");
  return opened;
};

const together = ({ track: { chances } }) => chances.a + chances.b + chances.c;

test("an answer that is tried changes the result in place; the focus stays and the outcome is told", async (t) => {
  const { page, seen } = await openExplore(t);
  await expectAccessible(page);
  assert.match(await page.locator("#tried").textContent(), /dina egna svar/);
  await page.evaluate(() => (document.querySelector(".trying").kept = true));
  await page.locator("#try-education").focus();
  await page.locator("#try-education").selectOption("compulsory");
  const then = assess({ ...facts, education: "compulsory" });
  assert.equal(await focused(page), "try-education");
  const told = await status(page);
  for (const chance of [together(then), then.job_chance.six_months]) assert.ok(told.includes(ofHundred(chance)), told);
  assert.ok((await page.locator("#tried").textContent()).includes(told));
  assert.ok(await page.evaluate(() => document.querySelector(".trying").kept), "the form was not drawn again");
  assert.match(await page.locator("#trial").textContent(), /utbildning: från ”Gymnasium” till ”Grundskola”/);
  const rows = await page.locator("#trial table").first().locator("tbody tr").last().locator("td").allTextContents();
  assert.deepEqual(rows, [assess(), then].map((result) => ofHundred(result.job_chance.six_months)));
  // Age and days by keyboard; a place by its name.
  await page.locator("#try-age").selectOption("30");
  await page.locator("#try-registered-since").fill("1 mars 2024");
  await page.keyboard.press("Enter");
  await page.locator("#try-municipality").fill("Stockholm");
  await page.keyboard.press("Tab");
  const all = { ...facts, education: "compulsory", age: 30, "registered-since": "2024-03-01", municipality: "0180" };
  assert.ok((await status(page)).includes(ofHundred(assess(all).job_chance.six_months)));
  assert.equal(await page.locator("#trial .moved li").count(), 4);
  await expectAccessible(page);
  await screenshot(page, "explore");
  // What cannot be read is told and changes nothing.
  await page.locator("#try-registered-since").fill("i fjol");
  await page.keyboard.press("Tab");
  assert.match(await status(page), /inskriv.*: Vi förstår inte/);
  // One press, and the person's own answers are back.
  await page.locator("[data-event=own-again]").click();
  await expectHeadingFocused(page);
  assert.equal(await page.locator("#try-education").inputValue(), facts.education);
  assert.equal(await page.locator("#try-age").inputValue(), "58");
  assert.match(await page.locator("#tried").textContent(), /dina egna svar/);
  await backToResult(page);
  await page.getByText("Visa dina 12 svar").click();
  const own = await page.locator("[aria-labelledby=told]").textContent();
  assert.ok(own.includes("58") && own.includes("Gymnasium"), "one's own case was never touched");
  expectQuiet(seen);
});

test("answers that do not go together are told, and one's own result stays", async (t) => {
  const { page } = await openExplore(t);
  await page.locator("#try-programme").selectOption("youth-guarantee");
  assert.match(await status(page), /går inte ihop/);
  assert.equal(await page.locator("#trial table").count(), 0);
  await page.locator("#try-age").selectOption("22");
  assert.match(await status(page), /jobb inom sex månader/);
  await expectAccessible(page);
});

test("at 320 px and at 200 % the outcome stays in sight and covers no field", async (t) => {
  const { page } = await openExplore(t, { viewport: { width: 320, height: 800 } });
  const inSight = () =>
    page.evaluate(() => {
      const bar = document.getElementById("tried").getBoundingClientRect();
      const field = document.activeElement.getBoundingClientRect();
      return { bar: bar.top >= 0 && bar.bottom <= innerHeight, clear: field.top >= bar.bottom - 1 || field.bottom <= bar.top + 1, wide: document.documentElement.scrollWidth };
    });
  await page.locator("#try-municipality").focus();
  for (let fields = 0; fields < 9; fields += 1) {
    await page.keyboard.press("Tab");
    assert.deepEqual(await inSight(), { bar: true, clear: true, wide: 320 });
  }
  const scrolled = () => page.evaluate(() => scrollY);
  const before = await scrolled();
  await page.keyboard.press("ArrowDown");
  assert.match(await page.locator("#tried").textContent(), /Du provar andra svar/);
  assert.ok(Math.abs((await scrolled()) - before) < 2, "the place is not lost");
  await page.screenshot({ path: new URL("../../target/screenshots/explore-320-fold.png", import.meta.url).pathname });
  await screenshot(page, "explore-320");
  await page.setViewportSize({ width: 320, height: 400 });
  assert.equal(await page.locator("#tried").evaluate((bar) => getComputedStyle(bar).position), "static");
});

test("the same answers under earlier rules, as the command has them; unknown stays unknown", async (t) => {
  const { page, seen } = await openExplore(t);
  await page.locator("[data-event=show][data-value=earlier]").click();
  await expectHeadingFocused(page);
  await expectAccessible(page);
  const periods = await page.locator(".periods li").allTextContents();
  assert.ok(periods.length >= 10, `${periods.length}`);
  assert.match(periods.at(-1), /1 februari 2016.*inget verktyg/s);
  // Registered for 295 days, as now.
  const then = assess({ ...facts, "registered-since": "2022-05-10" }, "2023-03-01");
  const row = periods.find((period) => period.startsWith("Från 1 mars 2023"));
  assert.ok(row.includes(`Chans till Rusta och matcha i verktyget: ${ofHundred(together(then))}`), row);
  await screenshot(page, "earlier");
  await page.setViewportSize({ width: 320, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320));
  expectQuiet(seen);
});

test("the outcome is reached by keyboard from the result", async (t) => {
  const { page } = await openResult(t);
  await tabTo(page, "main [data-value=why]");
  await page.keyboard.press("Enter");
  await expectHeadingFocused(page);
  await tabTo(page, "[data-event=show][data-value=explore]");
  await page.keyboard.press("Enter");
  // The page is one of the whole program's, which has to come first.
  await page.locator("[data-event=own-again]").waitFor();
  await expectHeadingFocused(page);
  await tabTo(page, "[data-event=own-again]");
  await tabTo(page, "#try-age");
});
