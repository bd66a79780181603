// The articles: in the client by pointer and by keyboard, without a network, in the other language, and by themselves.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectAccessible, expectQuiet, openPage, screenshot, started, url } from "./support.mjs";
import { backToResult, expectHeadingFocused, focused, openResult, openSite, show, tabTo } from "./questionnaire.mjs";

/** Those that the result leads to, and all of them. */
const articles = ["model", "who", "provider", "evidence", "money"];
const all = [...articles, "privacy"];
const behind = { model: "about", who: "support", provider: "when", evidence: "reach" };
/** The result leads to this one itself. */
const ahead = (id) => (behind[id] ? [behind[id], id] : [id]);

/** What axe cannot decide where a table is wider than its frame. */
const scrolled = { "color-contrast": "cells outside the frame have the colours of those inside; one scrolls to them" };

const loaded = (page, id) => page.locator(`#article[data-article^=${id}] section`).first().waitFor();
const unfold = (page) =>
  page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

test("by pointer: each article opens from the result, is accessible, and back keeps the result", async (t) => {
  const { page, seen } = await openResult(t);
  const result = await page.locator("main").innerHTML();
  for (const id of articles) {
    await show(page, id);
    await loaded(page, id);
    await unfold(page);
    await expectAccessible(page, scrolled);
    await backToResult(page);
    assert.equal(await page.locator("main").innerHTML(), result, `the result is the same after ${id}`);
  }
  expectQuiet(seen);
});

test("by keyboard: each article opens, its contents lead to its parts, and one leads to another", async (t) => {
  const { page, seen } = await openResult(t);
  for (const id of articles) {
    for (const step of ahead(id)) {
      await tabTo(page, `main [data-event=show][data-value=${step}]`);
      await page.keyboard.press("Enter");
      await expectHeadingFocused(page);
    }
    await loaded(page, id);
    await backToResult(page);
  }
  await tabTo(page, "footer [data-value=model]");
  await page.keyboard.press("Enter");
  await loaded(page, "model");
  await tabTo(page, 'a[href="#model-groups"]');
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "model-groups");
  await tabTo(page, "#article [data-value=evidence]");
  await page.keyboard.press("Enter");
  await expectHeadingFocused(page);
  await loaded(page, "evidence");
  expectQuiet(seen);
});

test("a table that is wider than the page is scrolled by itself, by keyboard", async (t) => {
  const { page } = await openSite(t, { viewport: { width: 320, height: 640 } });
  await page.locator("footer [data-value=model]").click();
  await loaded(page, "model");
  await unfold(page);
  const table = page.locator(".wide").first();
  await table.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".wide").scrollLeft > 0);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test("the other language fetches the other language's article", async (t) => {
  const { page, seen } = await openSite(t);
  await page.locator("footer [data-value=model]").click();
  await loaded(page, "model");
  await page.locator("#lang-en").click();
  await page.locator("#article[lang=en] section").first().waitFor();
  assert.equal(await page.locator("h1").innerText(), "About the model");
  assert.match(await page.locator("#article").innerText(), /What is it built on\?/);
  expectQuiet(seen);
});

test("an article that cannot be fetched says so, and the answers stay", async (t) => {
  const { page } = await openResult(t);
  await page.route("**/article/**", (route) => route.abort());
  await show(page, "who");
  await page.locator("#article [role=alert]").waitFor();
  await expectHeadingFocused(page);
  await expectAccessible(page);
  await backToResult(page);
});

for (const id of all) {
  test(`without JavaScript the article ${id} is a page of its own`, async (t) => {
    for (const lang of ["sv", "en"]) {
      const { page, seen } = await openPage(t, { path: `${id}.${lang}.html` });
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
      assert.ok((await page.locator("section").count()) > 4);
      await unfold(page);
      await expectAccessible(page, scrolled);
      assert.deepEqual(seen.requests.filter((request) => /\.(js|wasm|json)$/.test(request)), []);
      expectQuiet(seen);
      await screenshot(page, `article-${id}-${lang}`);
    }
    const { page } = await openPage(t, { path: `${id}.sv.html`, javaScriptEnabled: false });
    await page.locator("footer a").first().click();
    assert.match(page.url(), /\.sv\.html$/);
    assert.ok(await page.locator("h1").isVisible());
  });
}

test("where the client cannot start, the way to the articles is open", async (t) => {
  const { page } = await openPage(t, { javaScriptEnabled: false });
  await page.locator('noscript a[href="model.sv.html"]').click();
  assert.equal(page.url(), `${url}model.sv.html`);
});

test("in print a whole article is there, and dark it is accessible", async (t) => {
  const { page } = await openPage(t, { path: "model.sv.html" });
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("details table").first().isVisible(), "tables are printed");
  await page.emulateMedia({ media: "screen", colorScheme: "dark" });
  await expectAccessible(page);
  await screenshot(page, "article-dark");
});

test("the page starts without its articles", async (t) => {
  const { page, seen } = await openPage(t);
  await started(page);
  assert.deepEqual(seen.requests.filter((request) => request.includes("/article/")), []);
});

test("at 320 px, with large text and with room around letters, every article fits", async (t) => {
  const spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }";
  for (const id of all) {
    const { page } = await openPage(t, { path: `${id}.sv.html`, viewport: { width: 320, height: 640 } });
    await unfold(page);
    for (const css of ["", "html { font-size: 200% !important }", spacing]) {
      const wide = await page.evaluate((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
        const outside = [...document.querySelectorAll("body *")].filter((element) => {
          const box = element.getBoundingClientRect();
          // What a table's frame holds is scrolled to.
          const inside = element.closest("svg") || element.parentElement.closest(".wide");
          return box.width > 1 && (box.right > 321 || box.left < -1) && !inside && !element.closest(".skip");
        });
        const scroll = document.documentElement.scrollWidth > 320;
        return [...(scroll ? ["the page scrolls sideways"] : []), ...outside.map((element) => element.outerHTML.slice(0, 100))];
      }, css);
      assert.deepEqual(wide, [], `${id} with ${css}`);
    }
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("a:not(.skip), summary")]
        .map((element) => ({ html: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.height < 43.9 || box.width < 43.9))
        .map(({ html }) => html),
    );
    assert.deepEqual(small, [], `${id}: targets`);
  }
});
