// The pages that the result leads to: with and without what cannot be changed, early meetings, providers, and a
// result kept as a file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { expectAccessible, expectQuiet, screenshot, textOf } from "./support.mjs";
import { answer, assess, backToResult, expectHeadingFocused, facts, focused, openResult, question, show, tabTo } from "./questionnaire.mjs";

const list = fileURLToPath(new URL("providers.json", import.meta.url));

const main = (page) => page.locator("main").textContent();
const ofHundred = (thousandths) => `${Math.floor((thousandths + 5) / 10)} av 100`;

test("the result with and without what cannot be changed stands side by side, as the command has it", async (t) => {
  const { page, seen } = await openResult(t);
  await show(page, "without");
  await expectHeadingFocused(page);
  await expectAccessible(page);
  await screenshot(page, "without");
  const { sex, "birth-region": birth, disability, ...others } = facts;
  const rows = await page.locator("table").first().locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)),
  );
  const [all, less] = [assess(), assess(others)];
  assert.deepEqual(rows.at(-1), [all, less].map((result) => ofHundred(result.job_chance.six_months)));
  const alone = await page.locator("table").last().locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => row.querySelector("td:last-child").textContent),
  );
  const without = [{}, { sex: "unknown" }, { "birth-region": "unknown" }, { disability: "unknown" }];
  assert.deepEqual(
    alone.slice(0, 4),
    without.map((unknown) => ofHundred(assess({ ...facts, ...unknown }).job_chance.six_months)),
  );
  await page.goBack();
  assert.equal(await focused(page), "heading");
  assert.ok(await page.locator("#change").isVisible());
  expectQuiet(seen);
});

test("a wish for early meetings is stated by keyboard and becomes a plan", async (t) => {
  const { page, seen } = await openResult(t);
  const press = async (selector) => {
    await page.locator(selector).first().focus();
    await page.keyboard.press("Enter");
  };
  await press("main [data-event=show][data-value=when]");
  await expectHeadingFocused(page);
  await press("main [data-event=show][data-value=meetings]");
  await expectHeadingFocused(page);
  await expectAccessible(page);
  for (const [fact, wish] of [["wished-form", "distance"], ["wished-frequency", "every-two-weeks"]]) {
    await tabTo(page, `[data-event=change][data-fact=${fact}]`);
    await page.keyboard.press("Enter");
    assert.equal(await question(page), fact);
    await expectAccessible(page);
    await page.locator(`#given-${wish}`).focus();
    await page.keyboard.press("Space");
    await tabTo(page, "button[type=submit]");
    await page.keyboard.press("Enter");
    await expectHeadingFocused(page);
    assert.equal(await question(page), null, "it leads back to the plan");
  }
  const days = await page.locator(".plan ol li").allTextContents();
  assert.deepEqual(days.slice(0, 3), ["7 december 2026", "21 december 2026", "4 januari 2027"]);
  assert.match(await main(page), /Inget är bokat/);
  await expectAccessible(page);
  await screenshot(page, "meetings");
  await page.locator("[data-event=back]").click();
  expectQuiet(seen);
});

test("without a list the page of providers says how to choose", async (t) => {
  const { page, seen } = await openResult(t);
  await show(page, "providers");
  await expectHeadingFocused(page);
  await page.getByText("Här finns ingen lista").waitFor();
  await expectAccessible(page);
  expectQuiet(seen);
});

test("an authority's list is compared, those at a distance first where few are near", async (t) => {
  const { page, seen } = await openResult(t);
  await page.route("**/local/providers.json", (route) => route.fulfill({ path: list }));
  await show(page, "providers");
  await page.locator(".providers > li").first().waitFor();
  assert.equal(await focused(page), "heading", "the focus stays while the list comes");
  const names = await page.locator(".providers h3").allTextContents();
  assert.deepEqual(names, ["Arbetsmarknadsdistansutbildningsföretaget i Sverige AB", "Nordens Jobbcenter AB"]);
  const words = await main(page);
  for (const said of ["Har inget betyg än", "3 av 4", "74 av 100 sa ja", "arabiska", "video", "1 november 2026"]) {
    assert.ok(words.includes(said), said);
  }
  assert.ok(!words.includes("Sydlig"), "one that serves elsewhere is not shown");
  await expectAccessible(page);
  await screenshot(page, "providers");
  await page.locator("#lang-en").click();
  await page.locator("html[lang=en]").waitFor();
  assert.match(await main(page), /Has no rating yet/);
  expectQuiet(seen);
});

test("a list that is wrong is told to whoever installed it, and the page goes on without", async (t) => {
  const { page } = await openResult(t);
  const broken = JSON.parse(readFileSync(list, "utf8"));
  broken.providers[1].forms = ["fax"];
  for (const [body, said] of [
    [JSON.stringify(broken), "providers[1].forms[0]"],
    ["{", "no JSON"],
  ]) {
    await page.unroute("**/local/providers.json");
    await page.route("**/local/providers.json", (route) => route.fulfill({ body, contentType: "application/json" }));
    await show(page, "providers");
    await page.locator("#providers-wrong").waitFor();
    await page.locator("summary").click();
    assert.ok((await main(page)).includes(said));
    await expectAccessible(page);
    await backToResult(page);
  }
  // No file at all is no list.
  await page.unroute("**/local/providers.json");
  await page.route("**/local/providers.json", (route) => route.fulfill({ status: 404, body: "" }));
  await show(page, "providers");
  await page.getByText("Här finns ingen lista").waitFor();
});

/** What a press saves: the name and the content. */
const saved = async (page, value) => {
  const download = page.waitForEvent("download");
  await page.locator(`[data-event=save-receipt][data-value=${value}]`).click();
  const file = await download;
  return { name: file.suggestedFilename(), json: await textOf(file) };
};

const open = (page, buffer) =>
  page.locator("#receipt-file").setInputFiles({ name: "resultat.json", mimeType: "application/json", buffer: Buffer.from(buffer) });

test("a result is kept as a file, and laid beside a later one it names what moved it", async (t) => {
  const { page, seen } = await openResult(t);
  await show(page, "take");
  await show(page, "receipt");
  await expectHeadingFocused(page);
  await expectAccessible(page);
  const all = await saved(page, "all");
  assert.equal(all.name, "vagval-2026-11-23.json");
  const kept = JSON.parse(all.json);
  assert.deepEqual(kept.case.facts, facts);
  assert.equal(kept.result.six_months, assess().job_chance.six_months);
  assert.match(kept.wasm, /^[0-9a-f]{64}$/);
  assert.ok(all.json.includes("\n"), "it reads as text");
  assert.notEqual(await page.locator("#status").textContent(), "");
  const less = JSON.parse((await saved(page, "without-sensitive")).json);
  assert.deepEqual(less.withheld, ["birth-region", "disability"]);
  assert.ok(!("birth-region" in less.case.facts));

  await open(page, all.json);
  await page.locator("#opened").waitFor();
  assert.equal(await focused(page), "opened");
  assert.match(await main(page), /Resultatet är detsamma/);
  await expectAccessible(page);
  // A file that is none is told, and what is laid beside stays.
  await open(page, "hello");
  await page.locator(".mistake").waitFor();
  assert.equal(await focused(page), "opened");
  assert.match(await page.title(), /^Fel: /);
  assert.match(await main(page), /Resultatet är detsamma/);
  await expectAccessible(page);
  await screenshot(page, "receipt-wrong");
  // Another answer, and the same file again.
  await backToResult(page);
  await page.getByText("Visa dina 12 svar").click();
  await page.locator("[data-event=change][data-fact=education]").click();
  await answer(page, { education: "compulsory" }, {});
  await show(page, "take");
  await show(page, "receipt");
  assert.match(await main(page), /utbildning: från ”Gymnasium” till ”Grundskola”/);
  await expectAccessible(page);
  await screenshot(page, "receipt");
  expectQuiet(seen);
});
