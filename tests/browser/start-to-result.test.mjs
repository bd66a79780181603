// The whole way: by pointer and by keyboard, to the same result as the command; back, change and start over.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectAccessible, expectQuiet, screenshot } from "./support.mjs";
import {
  answer,
  answerByKeyboard,
  answerUntil,
  assess,
  backToResult,
  expectHeadingFocused,
  expectResult,
  facts,
  focused,
  openSite,
  question,
  show,
  tabTo,
} from "./questionnaire.mjs";

test("by pointer: every page is accessible, and the result is the command's", async (t) => {
  const { page, seen } = await openSite(t);
  const asked = [];
  await answerUntil(page, null, async (fact) => {
    await expectHeadingFocused(page);
    await expectAccessible(page);
    if (fact) asked.push(fact);
  });
  assert.deepEqual(asked, Object.keys(facts), "each question once, in the order of the catalogue");
  await page.locator("[data-event=finish]").click();
  await expectHeadingFocused(page);
  await expectResult(page, assess());
  await expectAccessible(page);
  // What is folded is looked at too.
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await expectAccessible(page);
  await screenshot(page, "result");
  for (const behind of ["reach", "when", "support", "why", "wrong", "about"]) {
    await show(page, behind);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    await expectAccessible(page);
    await backToResult(page);
  }
  for (const shown of ["model", "privacy", "start-over"]) {
    await page.locator(`footer [data-value=${shown}]`).click();
    await expectHeadingFocused(page);
    await expectAccessible(page);
  }
  expectQuiet(seen);
});

test("by keyboard alone: the focus is seen at every step, and the result is the command's", async (t) => {
  const { page, seen } = await openSite(t);
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".skip")), "the skip link comes first");
  await page.keyboard.press("Enter");
  await expectHeadingFocused(page);
  await tabTo(page, "[data-event=begin]");
  await page.keyboard.press("Enter");
  while ((await question(page)) !== null) {
    await expectHeadingFocused(page);
    await answerByKeyboard(page);
  }
  await tabTo(page, "[data-event=finish]");
  await page.keyboard.press("Enter");
  await expectHeadingFocused(page);
  for (const behind of ["reach", "when", "support", "why", "wrong", "about"]) {
    await tabTo(page, `nav.behind [data-value=${behind}]`);
    await page.keyboard.press("Enter");
    await expectHeadingFocused(page);
    await page.keyboard.press("Shift+Tab");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".back button")), "the way back is above the heading");
    await page.keyboard.press("Enter");
    await expectHeadingFocused(page);
  }
  await expectResult(page, assess());
  expectQuiet(seen);
});

test("back, the page's and the browser's, keeps every answer", async (t) => {
  const { page, seen } = await openSite(t);
  await answerUntil(page, "sex");
  await page.locator("[data-event=back]").click();
  await page.locator("form[data-fact=age]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "58");
  await expectHeadingFocused(page);
  await page.goBack();
  await page.locator("form[data-fact=municipality]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "Umeå");
  await page.goForward();
  await page.locator("form[data-fact=age]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "58");
  expectQuiet(seen);
});

test("changing an answer keeps the others and asks only what is newly needed", async (t) => {
  const { page, seen } = await openSite(t);
  await answerUntil(page, null);
  const told = () => page.locator(".answers dd:not(.change)").allTextContents();
  const before = await told();
  const change = async (fact) => {
    await page.locator(`[data-event=change][data-fact=${fact}]`).click();
    assert.equal(await question(page), fact);
    await expectHeadingFocused(page);
  };
  await change("education");
  assert.ok(await page.locator("#given-upper-secondary").isChecked(), "the answer is kept to be changed");
  await answer(page, { education: "compulsory" }, {});
  assert.equal(await question(page), null, "nothing more is asked");
  const after = await told();
  assert.deepEqual(after, before.with(3, "Grundskola"));
  // From the result it leads back to the result, which follows.
  await page.locator("[data-event=finish]").click();
  await expectResult(page, assess({ ...facts, education: "compulsory" }));
  await page.getByText("Visa dina 12 svar").click();
  await change("age");
  await answer(page, {}, { age: "30" });
  await expectResult(page, assess({ ...facts, education: "compulsory", age: 30 }));
  expectQuiet(seen);
});

test("start over leaves nothing behind", async (t) => {
  const { page, seen } = await openSite(t);
  const sentinel = "Zyxwvu7";
  await answerUntil(page, "registered-since");
  await page.locator("#given").fill(sentinel);
  await page.locator("button[type=submit]").click();
  assert.match(await page.content(), new RegExp(sentinel));
  const everywhere = async () => {
    const inside = await page.evaluate(() =>
      [
        ...[...document.querySelectorAll("input")].map((field) => field.value),
        ...[localStorage, sessionStorage].flatMap((storage) => Object.entries(storage).flat()),
        ...[location.href, document.title, document.cookie, JSON.stringify(history.state)],
      ].join("\n"),
    );
    return (await page.content()) + inside;
  };
  assert.doesNotMatch(await page.title(), new RegExp(sentinel));
  assert.doesNotMatch(page.url(), new RegExp(sentinel));
  await page.locator("footer [data-value=start-over]").click();
  await page.locator("[data-event=wipe]").click();
  await expectHeadingFocused(page);
  assert.ok(await page.getByRole("button", { name: "Börja", exact: true }).isVisible());
  assert.doesNotMatch(await everywhere(), new RegExp(`${sentinel}|Umeå`));
  await page.goBack();
  assert.equal(await question(page), null, "the browser's back does not bring the answers back");
  assert.doesNotMatch(await everywhere(), new RegExp(`${sentinel}|Umeå`));
  await page.locator("[data-event=begin]").click();
  assert.equal(await question(page), "municipality");
  assert.equal(await page.locator("#given").inputValue(), "");
  expectQuiet(seen);
});
