// Agree or disagree, the diary of a participant with its gaps, and the seven questions: told, kept here, made letters.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectAccessible, expectQuiet, screenshot } from "./support.mjs";
import { expectHeadingFocused, focused, openResult, openSite, show, tabTo } from "./questionnaire.mjs";

const main = (page) => page.locator("main").textContent();
const submit = (page, form) => page.locator(`form[data-value=${form}] button[type=submit]`).click();
const expectNarrow = async (page) => {
  await page.setViewportSize({ width: 320, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), "no sideways scroll");
};

test("one's own estimate stands beside the model's, and why one disagrees goes into the letter", async (t) => {
  const { page, seen } = await openResult(t);
  await show(page, "opinion");
  await expectHeadingFocused(page);
  await expectAccessible(page);
  assert.match(await main(page), /Du tror.*Modellen: chans inom 6 månader/s);
  // Nothing chosen is told on top and at the field.
  await submit(page, "opinion");
  assert.equal(await focused(page), "mistakes");
  assert.match(await page.title(), /^Fel: /);
  await expectAccessible(page);
  await page.locator("#mistakes a").click();
  assert.equal(await focused(page), "opinion-stand-agree");
  await page.locator("label[for=opinion-stand-disagree]").click();
  await page.locator("label[for=opinion-reason-experience]").click();
  await page.locator("label[for=opinion-reason-place]").click();
  await page.locator("#opinion-words").fill("Tio år i butik.\n<b>Nya</b> jobb i hamnen.");
  await submit(page, "opinion");
  assert.equal(await focused(page), "opened");
  assert.match(await main(page), /Du håller inte med/);
  await expectAccessible(page);
  await screenshot(page, "opinion");
  await page.locator("[data-event=letter][data-value=object]").click();
  const letter = await page.locator(".letter").innerText();
  for (const said of ["Jag håller inte med om uppskattningen.", "Min erfarenhet är inte med.", "Läget där jag bor är ett annat.", "Tio år i butik.", "<b>Nya</b> jobb i hamnen.", "Period: ", "Version: "])
    assert.ok(letter.includes(said), `${said} is not in ${letter}`);
  await expectAccessible(page);
  await screenshot(page, "opinion-letter");
  await page.goBack();
  assert.ok(await page.locator("#opinion-stand-disagree").isChecked(), "the answer is kept");
  await expectNarrow(page);
  await screenshot(page, "opinion-320");
  expectQuiet(seen);
});

test("a participant's diary marks gaps over fourteen days and drafts a complaint, by keyboard", async (t) => {
  const { page, seen } = await openSite(t);
  await page.locator("main [data-event=show][data-value=participant]").focus();
  await page.keyboard.press("Enter");
  await expectHeadingFocused(page);
  await expectAccessible(page);
  assert.match(await main(page), /finns bara här, så länge sidan är öppen/);
  const write = async (day, kind, about = "") => {
    await page.locator("#entry-day").focus();
    await page.keyboard.type(day);
    await page.locator(`#entry-kind-${kind}`).focus();
    await page.keyboard.press("Space");
    await page.locator("#entry-about").fill(about);
    await page.keyboard.press("Enter");
  };
  await write("31 februari 2026", "meeting");
  assert.equal(await focused(page), "mistakes");
  assert.equal(await page.locator("#entry-day").inputValue(), "31 februari 2026", "what was typed is kept");
  await expectAccessible(page);
  await page.locator("#entry-day").fill("");
  // Today is 23 November 2026.
  await write("2 november 2026", "meeting", "cv & brev");
  assert.equal(await focused(page), "opened");
  assert.match(await main(page), /lucka som är för lång/);
  await write("16 november 2026", "distance");
  assert.match(await main(page), /Vi ser ingen lucka/, "14 days are allowed");
  assert.match(await main(page), /senast 30 november 2026/);
  await write("20 november 2026", "group");
  await page.locator("#period-start").fill("18 oktober 2026");
  await submit(page, "period");
  assert.match(await main(page), /Från din första dag 18 oktober 2026 till mötet 2 november 2026: 15 dagar/);
  await expectAccessible(page);
  await screenshot(page, "participant");
  await expectNarrow(page);
  await screenshot(page, "participant-320");
  await page.setViewportSize({ width: 768, height: 1024 });
  assert.equal(await page.locator(".entries li").count(), 3);
  await page.locator("[data-event=remove]").nth(2).click();
  assert.equal(await page.locator(".entries li").count(), 2);
  await tabTo(page, "[data-event=letter][data-value=complain]");
  await page.keyboard.press("Enter");
  const letter = await page.locator(".letter").innerText();
  for (const said of ["klaga på min leverantör", "cv & brev", "15 dagar", "minst var 14:e dag", "Lägesbeskrivning"])
    assert.ok(letter.includes(said), `${said} is not in ${letter}`);
  assert.ok(!/uppskattning/.test(letter), "the assessment is no part of a complaint");
  await expectAccessible(page);
  expectQuiet(seen);
});

test("the seven questions are answered here, and go nowhere but into a text", async (t) => {
  const { page, seen } = await openSite(t);
  await show(page, "participant");
  await show(page, "survey");
  await expectHeadingFocused(page);
  await expectAccessible(page);
  assert.equal(await page.locator("form[data-value=survey] fieldset").count(), 7);
  assert.equal(await page.locator("#survey-q3-neutral").count(), 0);
  for (const option of ["q1-yes", "q3-no", "q6-skip", "q7-neutral"]) await page.locator(`label[for=survey-${option}]`).click();
  await submit(page, "survey");
  assert.equal(await focused(page), "opened");
  await expectAccessible(page);
  await page.locator("[data-event=letter][data-value=survey]").click();
  const lines = await page.locator(".letter p").allTextContents();
  assert.ok(lines[2].endsWith("välja bra? Ja."), lines[2]);
  assert.ok(lines[4].endsWith("varje vecka? Nej."), lines[4]);
  assert.ok(lines[7].endsWith("till andra? Inget svar."), lines[7]);
  assert.ok(lines[8].endsWith("Varken ja eller nej."), lines[8]);
  // It is copied, not sent.
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator("[data-event=copy]").click();
  await page.waitForFunction(() => document.getElementById("status").textContent !== "");
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /varje vecka\? Nej\./);
  await expectNarrow(page);
  expectQuiet(seen);
});
