// The program of a first visit, and the larger ones that go on from it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inWasm } from "./memory.mjs";
import { expectAccessible, expectQuiet, openPage, ready, screenshot, until } from "./support.mjs";
import { answer, answerUntil, assess, expectHeadingFocused, expectResult, facts, focused, now, question } from "./questionnaire.mjs";

const larger = /\/vagval(-result)?\.[0-9a-f]+\.wasm$/;

/** A first visit whose larger programs come only when they are let go. */
const openHeld = async (t) => {
  let letGo;
  const free = new Promise((resolve) => (letGo = resolve));
  const hold = async (route) => (await free, route.continue());
  const opened = await openPage(t, {
    prepare: async (page) => {
      await page.clock.setFixedTime(now.utc);
      await page.route(larger, hold);
    },
  });
  await ready(opened.page);
  return { ...opened, letGo };
};

test("questions are answered before a larger program is there, and nothing told is lost", async (t) => {
  const { page, seen, letGo } = await openHeld(t);
  await page.locator("[data-event=begin]").click();
  await expectHeadingFocused(page);
  await answer(page);
  assert.equal(await question(page), "age");
  await page.locator("#given").fill("Wachtel93Jvk");
  await page.locator("button[type=submit]").click();
  assert.equal(await focused(page), "mistakes");
  await expectAccessible(page);
  await page.locator("#lang-en").click();
  await page.locator("html[lang=en]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "Wachtel93Jvk");
  await page.locator("#lang-sv").click();
  await page.locator("html[lang=sv]").waitFor();
  await answer(page);
  await page.goBack();
  assert.equal(await question(page), "age");
  assert.equal(await page.locator("#given").inputValue(), "58");

  // What only a larger program has waits for it, and is done once.
  await page.locator("footer [data-value=privacy]").click();
  assert.equal(await question(page), "age");
  letGo();
  await page.locator("[data-article=privacy] section, [data-article=privacy] p:not([hidden])").first().waitFor();
  await page.goBack();
  await page.locator("form[data-fact=age]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "58");

  // Of the first program nothing is left: what was typed wrongly is in no memory any more.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("HeapProfiler.collectGarbage");
  assert.equal((await inWasm(cdp, "Wachtel93Jvk")).found, 0);

  while ((await question(page)) !== null) await answer(page);
  await page.locator("[data-event=finish]").click();
  await expectResult(page, assess());
  const loaded = (name) => seen.requests.some((request) => new RegExp(`/${name}\\.[0-9a-f]+\\.wasm$`).test(request));
  assert.ok(loaded("vagval-opening") && loaded("vagval-result"), "two programs to the result");
  expectQuiet(seen);

  // The largest comes when it is asked for, and goes on from there.
  await page.locator("main [data-event=show][data-value=take]").first().click();
  await page.locator("html[data-program=whole]").waitFor({ state: "attached" });
  await expectHeadingFocused(page);
  assert.ok(loaded("vagval"));
  await page.goBack();
  await expectResult(page, assess());
});

test("the first program asks every question by itself, and the second is put together of its bytes", async (t) => {
  const { page, seen, letGo } = await openHeld(t);
  await page.locator("[data-event=begin]").click();
  const asked = [];
  while (!(await page.locator("html[data-busy]").count())) {
    const fact = await question(page);
    assert.ok(!asked.includes(fact), `${fact} is asked once`);
    asked.push(fact);
    await answer(page);
    await until(page, (fact) => document.documentElement.dataset.busy || document.querySelector("form[data-fact]").dataset.fact !== fact, fact);
  }
  assert.deepEqual(asked.toSorted(), Object.keys(facts).toSorted());
  letGo();
  await page.locator("[data-event=finish]").click();
  await expectResult(page, assess());
  assert.equal(seen.requests.filter((request) => request.includes("/vagval-opening.")).length, 1);
  expectQuiet(seen);
});

test("where a larger program does not come the page says so, keeps what was told, and the next press tries again", async (t) => {
  const { page } = await openPage(t, {
    prepare: async (page) => {
      await page.clock.setFixedTime(now.utc);
      await page.route(larger, (route) => route.abort());
    },
  });
  await ready(page);
  await answerUntil(page, "age");
  await page.locator("footer [data-value=start-over]").click();
  await page.locator("#missing").waitFor({ state: "visible" });
  await expectAccessible(page);
  await screenshot(page, "whole-missing");
  assert.equal(await question(page), "age");
  await page.unroute(larger);
  await page.locator("footer [data-value=start-over]").click();
  await page.locator("[data-event=wipe]").waitFor();
  assert.ok(await page.locator("#missing").isHidden());
  await page.goBack();
  await page.locator("form[data-fact=age]").waitFor();
  while ((await question(page)) !== null) await answer(page);
  await page.locator("[data-event=finish]").click();
  await expectResult(page, assess());
});
