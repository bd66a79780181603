// Answering: what is wrong is told and kept, what is ambiguous is asked, the search field, and the language.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectAccessible, expectQuiet } from "./support.mjs";
import { answerUntil, expectHeadingFocused, focused, openSite, question, show } from "./questionnaire.mjs";

test("a wrong answer is told at the top, at the field and in the title, and is kept", async (t) => {
  const { page, seen } = await openSite(t);
  await answerUntil(page, "age");
  await page.locator("#given").fill("sju");
  assert.equal(await page.locator(".mistake").count(), 0, "nothing is told before Continue");
  await page.locator("button[type=submit]").click();
  assert.match(await page.title(), /^Fel: /);
  assert.equal(await focused(page), "mistakes");
  assert.equal(await page.locator("#given").inputValue(), "sju");
  const link = page.locator("#mistakes a");
  const told = await link.textContent();
  assert.equal(await page.locator("#mistake").textContent(), `Fel: ${told}`, "the same words at the field");
  await expectAccessible(page);
  await link.click();
  assert.equal(await focused(page), "given");
  await page.locator("#given").fill("58");
  await page.locator("button[type=submit]").click();
  assert.equal(await question(page), "sex");
  assert.doesNotMatch(await page.title(), /^Fel/);
  await page.locator("button[type=submit]").click();
  assert.equal(await focused(page), "mistakes");
  await page.locator("#mistakes a").click();
  assert.equal(await focused(page), "given-woman", "the link leads to the first choice");
  await expectAccessible(page);
  expectQuiet(seen);
});

test("an ambiguous date is asked again with a choice", async (t) => {
  const { page, seen } = await openSite(t);
  await answerUntil(page, "registered-since");
  await page.locator("#given").fill("3/4 2026");
  await page.locator("button[type=submit]").click();
  assert.deepEqual(await page.locator(".meant button").allTextContents(), ["3 april 2026", "4 mars 2026"]);
  assert.equal(await page.locator("#given").inputValue(), "3/4 2026");
  await expectAccessible(page);
  await page.getByRole("button", { name: "3 april 2026" }).click();
  assert.equal(await question(page), "work-status");
  await page.goBack();
  await page.locator("form[data-fact=registered-since]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "3 april 2026");
  await page.locator("button[type=submit]").click();
  assert.equal(await question(page), "work-status", "the day is understood as it is shown");
  expectQuiet(seen);
});

test("answers that contradict each other are told, with a way to change the other", async (t) => {
  const { page, seen } = await openSite(t);
  await answerUntil(page, "programme");
  await page.locator("label[for=given-youth-guarantee]").click();
  await page.locator("button[type=submit]").click();
  assert.equal(await focused(page), "mistakes");
  await expectAccessible(page);
  await page.locator("#mistakes [data-event=change]").click();
  assert.equal(await question(page), "age");
  await expectHeadingFocused(page);
  expectQuiet(seen);
});

test("the municipality is found by keyboard, without its dots", async (t) => {
  const { page, seen } = await openSite(t);
  await answerUntil(page, "municipality");
  const field = page.locator("#given");
  await field.focus();
  await page.keyboard.type("malmo");
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  assert.equal(await page.locator("#status").textContent(), "1 kommun passar.");
  await page.keyboard.press("ArrowDown");
  assert.equal(await field.getAttribute("aria-activedescendant"), "place-0");
  assert.equal(await page.locator("#places [aria-selected=true]").textContent(), "Malmö");
  await expectAccessible(page, { "color-contrast": "the open list lies over what is below it" });
  await page.keyboard.press("Enter");
  assert.equal(await field.inputValue(), "Malmö");
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  assert.ok(await page.locator("#places").isHidden());
  assert.equal(await focused(page), "given");
  assert.match(await page.locator("#status").textContent(), /Malmö/);
  // Escape closes the list and keeps what was typed; a press on the list chooses too.
  await field.fill("lun");
  assert.ok(await page.locator("#places").isVisible());
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#places").isHidden());
  assert.equal(await field.inputValue(), "lun");
  await field.fill("lund");
  await page.locator("#place-0").click();
  assert.equal(await field.inputValue(), "Lund");
  await page.keyboard.press("Enter");
  assert.equal(await question(page), "age");
  expectQuiet(seen);
});

test("in Finland the municipality is found by its name, which is fetched when it is asked for", async (t) => {
  const { page, seen } = await openSite(t);
  const places = () => seen.requests.filter((request) => request.includes("/places/")).length;
  await page.locator("[data-event=country][data-value=fi]").click();
  await expectHeadingFocused(page);
  await expectAccessible(page);
  assert.equal(places(), 0);
  await page.locator("[data-event=begin]").click();
  await page.locator("input[role=combobox]").waitFor();
  assert.equal(places(), 1);
  await expectHeadingFocused(page);
  await expectAccessible(page);
  await page.locator("#given").focus();
  await page.keyboard.type("aaneko");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#places [aria-selected=true]").textContent(), "Äänekoski");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  assert.equal(await question(page), "age");
  await page.locator("#lang-en").click();
  await page.locator("html[lang=en]").waitFor();
  await page.locator("[data-event=back]").click();
  await page.locator("form[data-fact=municipality]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "Äänekoski", "another language keeps the names");
  await page.locator("#given").fill("hels");
  await page.locator("#place-0").click();
  await page.locator("button[type=submit]").click();
  while ((await question(page)) !== null) await page.locator("button[data-given=unknown], label[for=given-unknown]").first().click().then(async () => {
    const submit = page.locator("button[type=submit]");
    if (await page.locator("#given-unknown:checked").count()) await submit.click();
  });
  assert.match(await page.locator(".answers").first().textContent(), /Helsinki/);
  await page.locator("[data-event=finish]").click();
  await expectHeadingFocused(page);
  await expectAccessible(page);
  await show(page, "when");
  assert.ok((await page.locator(".steps li").count()) > 0, "what happens in the service is told");
  await expectAccessible(page);
  expectQuiet(seen);
});

test("another language keeps answers, page, what is typed and focus", async (t) => {
  const { page, seen } = await openSite(t);
  await answerUntil(page, "age");
  await page.locator("#given").fill("5");
  await page.locator("#lang-en").focus();
  await page.keyboard.press("Enter");
  await page.locator("html[lang=en]").waitFor();
  assert.equal(await question(page), "age");
  assert.equal(await page.locator("h1").textContent(), "How old are you?");
  assert.equal(await page.locator("#given").inputValue(), "5");
  assert.equal(await focused(page), "lang-en");
  assert.notEqual(await page.locator("#status").textContent(), "");
  await expectAccessible(page);
  await page.locator("#given").fill("58");
  await page.locator("button[type=submit]").click();
  await page.locator("label[for=given-man]").click();
  await page.locator("#lang-sv").click();
  await page.locator("html[lang=sv]").waitFor();
  assert.ok(await page.locator("#given-man").isChecked(), "a choice not yet sent is kept");
  assert.equal(await question(page), "sex");
  await page.locator("[data-event=back]").click();
  await page.locator("form[data-fact=age]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "58");
  await page.locator(".why summary").click();
  await page.locator("#lang-en").click();
  await page.locator("html[lang=en]").waitFor();
  assert.ok(await page.locator(".why p").isVisible(), "what was unfolded stays so");
  expectQuiet(seen);
});
