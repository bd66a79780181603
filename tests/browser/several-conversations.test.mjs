// Several conversations side by side: each keeps its page and its answers, none gets another's, and each is wiped by
// itself without a trace.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectFound, expectNothingLeft } from "./memory.mjs";
import { expectAccessible, expectQuiet, screenshot } from "./support.mjs";
import { answer, expectHeadingFocused, facts, openSite, question, typed } from "./questionnaire.mjs";

const open = (page) => page.locator(".conversations [data-event=open-conversation]").click();
const switchTo = async (page, number) => {
  await page.locator(`#conversation-${number}`).click();
  assert.equal(await page.locator(".conversations [aria-current]").getAttribute("id"), `conversation-${number}`);
};
const openDesk = async (t) => {
  const opened = await openSite(t);
  await opened.page.locator("main [data-event=show][data-value=helper]").click();
  await expectHeadingFocused(opened.page);
  await expectAccessible(opened.page);
  await opened.page.locator("main [data-event=open-conversation]").click();
  await expectHeadingFocused(opened.page);
  return opened;
};

/** Somebody: other than the next one in every answer that can differ. */
const people = [0, 1, 2, 3, 4, 5].map((at) => {
  const towns = [["2480", "Umeå"], ["0180", "Stockholm"], ["1280", "Malmö"], ["1480", "Göteborg"], ["0380", "Uppsala"], ["2580", "Luleå"]];
  const education = ["compulsory", "upper-secondary", "post-secondary"][at % 3];
  const day = `2026-0${at + 1}-1${at}`;
  return {
    facts: { ...facts, municipality: towns[at][0], age: 30 + at, education, sex: at % 2 ? "woman" : "man", "registered-since": day },
    typed: { ...typed, municipality: towns[at][1], age: `${30 + at}`, "registered-since": day },
  };
});

/** What the check page shows of what was told. */
const told = (page) => page.locator(".answers > div > dd:nth-child(2)").allTextContents();

/** The same person alone. */
const alone = async (t, { facts, typed }) => {
  const { page } = await openSite(t);
  await page.locator("[data-event=begin]").click();
  while ((await question(page)) !== null) await answer(page, facts, typed);
  return told(page);
};

for (const count of [2, 6]) {
  test(`${count} conversations, turn by turn: each is what it is alone`, async (t) => {
    const { page, seen } = await openDesk(t);
    for (let more = 2; more < count; more += 1) await open(page);
    // The first was at the page that opened the others.
    await switchTo(page, 1);
    await page.locator("[data-event=back]").click();
    for (let at = 0; at < count; at += 1) {
      await switchTo(page, at + 1);
      await page.locator("[data-event=begin]").click();
    }
    // Round by round, each a different number of questions at a time; in the middle of one, to the next.
    const finished = new Set();
    for (let round = 0; finished.size < count; round += 1) {
      assert.ok(round < 30);
      for (let at = 0; at < count; at += 1) {
        await switchTo(page, at + 1);
        for (let times = 0; times <= (round + at) % 2; times += 1) {
          if ((await question(page)) === null) finished.add(at);
          else await answer(page, people[at].facts, people[at].typed);
        }
      }
    }
    await expectAccessible(page);
    await screenshot(page, `helper-${count}`);
    const shown = [];
    for (let at = 0; at < count; at += 1) {
      await switchTo(page, at + 1);
      shown.push(await told(page));
    }
    for (let at = 0; at < count; at += 1) assert.deepEqual(shown[at], await alone(t, people[at]), `conversation ${at + 1}`);
    assert.equal(new Set(shown.map(String)).size, count);
    await page.setViewportSize({ width: 320, height: 800 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320));
    await screenshot(page, `helper-${count}-320`);
    expectQuiet(seen);
  });
}

test("what was begun in a field waits for the conversation it was begun in", async (t) => {
  const { page } = await openDesk(t);
  await page.locator("[data-event=begin]").click();
  await page.locator("#given").fill("Kir");
  await switchTo(page, 1);
  await page.locator("[data-event=back]").click();
  await page.locator("[data-event=begin]").click();
  assert.equal(await page.locator("#given").inputValue(), "", "nothing of the other one");
  await page.locator("#given").fill("Lund");
  await switchTo(page, 2);
  assert.equal(await page.locator("#given").inputValue(), "Kir");
  await switchTo(page, 1);
  assert.equal(await page.locator("#given").inputValue(), "Lund");
  // Each in its own language.
  await page.locator("#lang-en").click();
  await page.locator("html[lang=en]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "Lund");
  await switchTo(page, 2);
  await page.locator("html[lang=sv]").waitFor();
  assert.equal(await page.locator("#given").inputValue(), "Kir");
});

test("back leads back in the conversation that is shown, and never out of the others", async (t) => {
  const { page } = await openDesk(t);
  await page.locator("[data-event=begin]").click();
  await page.locator("[data-given=unknown]").click();
  const second = await question(page);
  await switchTo(page, 1);
  await switchTo(page, 2);
  assert.equal(await question(page), second);
  await page.goBack();
  assert.equal(await question(page), "municipality");
  await page.goBack();
  await page.locator("[data-event=begin]").waitFor();
  await page.goBack();
  assert.equal(await page.locator(".conversations li").count(), 3, "everything is still there");
});

test("one is wiped without a trace, and the other has lost nothing", async (t) => {
  const { page, seen } = await openDesk(t);
  // Put together from numbers, so that no script of the page has them.
  const [mine, other] = ["Qzx7Wachtel93Jvk", "Jmb4Fasan26Wxyq"];
  const plant = async (text) => {
    await page.locator("[data-event=begin]").click();
    await page.evaluate((codes) => (document.getElementById("given").value = String.fromCharCode(...codes)), [...text].map((letter) => letter.charCodeAt(0)));
    await page.locator("button[type=submit]").click();
    await page.locator("#mistakes").waitFor();
  };
  await plant(mine);
  await switchTo(page, 1);
  await page.locator("[data-event=back]").click();
  await plant(other);
  await expectFound(page, mine, "before the wipe");
  await switchTo(page, 2);
  await page.locator("nav.conversations [data-value=start-over]").click();
  assert.match(await page.locator("main").textContent(), /samtal 2 tas bort/);
  await expectAccessible(page);
  await page.locator("[data-event=wipe]").click();
  assert.equal(await page.locator(".conversations .who").allTextContents().then(String), "Samtal 1");
  await expectNothingLeft(page, mine, "wiped by itself");
  await expectFound(page, other, "the other one");
  assert.equal(await page.locator("#given").inputValue(), other);
  // A new one is none of those that were.
  await open(page);
  assert.equal(await page.locator(".conversations .who").allTextContents().then(String), "Samtal 1,Samtal 3");
  await page.locator("main [data-event=show][data-value=helper]").click();
  await page.locator("[data-event=end-conversations]").click();
  assert.equal(await page.locator(".conversations").count(), 0);
  await expectNothingLeft(page, other, "at the end");
  expectQuiet(seen);
});

test("a terminal has one person at a time", async (t) => {
  const { openKiosk } = await import("./kiosk.mjs");
  const { page } = await openKiosk(t);
  assert.equal(await page.locator("[data-value=helper]").count(), 0);
});
