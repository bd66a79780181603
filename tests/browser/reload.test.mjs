// A page that is loaded anew by accident goes on where it was; whoever comes next in the same browser meets nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectQuiet, openPage, settled, started, url } from "./support.mjs";
import { answer, answerUntil, backToResult, expectHeadingFocused, question, show } from "./questionnaire.mjs";

// At the browser's own time: one that is set by the tests does not tell how a page was loaded.
const openSite = async (t, options) => {
  const opened = await openPage(t, options);
  await started(opened.page);
  return opened;
};
const openResult = async (t) => {
  const opened = await openSite(t);
  await answerUntil(opened.page, null);
  await opened.page.locator("[data-event=finish]").click();
  await opened.page.locator(".outcome").waitFor();
  return opened;
};
const main = (page) => page.locator("main").innerHTML();

const kept = (page) => page.evaluate(() => sessionStorage.length + localStorage.length);
const reload = async (page) => {
  await page.reload();
  await started(page);
};

test("at a question: the same question, answers and language, and the way back", async (t) => {
  const { page, seen } = await openSite(t);
  await answerUntil(page, "sex");
  await page.locator("#lang-en").click();
  await page.locator("html[lang=en]").waitFor();
  await reload(page);
  assert.equal(await question(page), "sex");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.locator(".back button").click();
  await page.locator("form[data-fact=age]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "58");
  await page.goBack();
  await page.locator("form[data-fact=municipality]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "Umeå");
  expectQuiet(seen);
});

test("what was wrong with an answer is still told, with what was typed", async (t) => {
  const { page } = await openSite(t);
  await answerUntil(page, "age");
  await answer(page, {}, { age: "7" });
  await page.locator("#mistakes").waitFor();
  await reload(page);
  await page.locator("#mistakes").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "7");
});

test("at the result, and behind it: the same result, and one more answer is one more answer", async (t) => {
  const { page, seen } = await openResult(t);
  const result = await main(page);
  await reload(page);
  assert.equal(await main(page), result);
  await show(page, "why");
  await reload(page);
  await page.locator(".tracks").waitFor();
  await backToResult(page);
  await page.getByText("Visa dina 12 svar").click();
  await page.locator("[data-event=change][data-fact=age]").click();
  assert.equal(await page.locator("#given").inputValue(), "58");
  expectQuiet(seen);
});

test("on a page of the whole program: the same page, and back leads to the answers", async (t) => {
  const { page } = await openResult(t);
  const result = await main(page);
  await show(page, "take");
  const code = await page.locator(".code").textContent();
  await reload(page);
  assert.equal(await page.locator(".code").textContent(), code);
  await page.locator(".back button").click();
  await page.locator("[data-event=finish]").waitFor();
  await page.locator("[data-event=finish]").click();
  await page.locator(".outcome").waitFor();
  assert.equal(await main(page), result);
});

test("a page that the device had let go of comes back as one that is loaded anew", async (t) => {
  // Chromium marks such a page by this alone; what it does besides is an ordinary load.
  const { page } = await openSite(t);
  await answerUntil(page, "sex");
  await page.addInitScript(() => Object.defineProperty(document, "wasDiscarded", { value: true }));
  await page.goto(url);
  await started(page);
  assert.equal(await question(page), "sex");
});

test("nothing is left for whoever opens the page anew, for another tab, after an hour, or after starting over", async (t) => {
  const { page } = await openSite(t);
  const isAtStart = async (page) => {
    assert.equal(await page.locator("[data-event=begin]").count(), 1);
    assert.equal(await kept(page), 0);
  };
  await answerUntil(page, "sex");
  assert.equal(await kept(page), 1);
  // Another tab of the same browser.
  const other = await page.context().newPage();
  await other.goto(url);
  await started(other);
  await isAtStart(other);
  await other.close();
  // The address typed again, as a closed tab that is opened again.
  await page.goto(url);
  await started(page);
  await isAtStart(page);
  await answerUntil(page, "sex");
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 3_600_001;
  });
  await reload(page);
  await isAtStart(page);
  await answerUntil(page, "sex");
  await page.locator("footer [data-value=start-over]").click();
  await page.locator("[data-event=wipe]").click();
  await page.locator("[data-event=begin]").waitFor();
  await settled(page);
  await isAtStart(page);
  await reload(page);
  await isAtStart(page);
});

test("a terminal and the desk keep nothing, and several conversations neither", async (t) => {
  for (const path of ["kiosk.html", "officer.html"]) {
    const { page } = await openSite(t, { path });
    await page.locator("main button").first().click();
    assert.equal(await kept(page), 0, path);
  }
  const { page } = await openSite(t);
  await page.locator("main [data-value=helper]").click();
  await page.locator("main [data-event=open-conversation]").click();
  await expectHeadingFocused(page);
  await page.locator("[data-event=begin]").click();
  await page.locator("form[data-fact]").waitFor();
  assert.equal(await kept(page), 0);
});

test("where the browser keeps nothing, the page works as before", async (t) => {
  const { page } = await openSite(t);
  await page.addInitScript(() =>
    Object.defineProperty(window, "sessionStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } }),
  );
  await page.goto(url);
  await started(page);
  await answerUntil(page, "sex");
  await reload(page);
  assert.equal(await page.locator("[data-event=begin]").count(), 1);
});
