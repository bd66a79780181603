// A receipt reads the same from the page, the chat and the terminal: date and hour, edition, hash, answers, outcome.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openKiosk, tap, touchUntil } from "./kiosk.mjs";
import { expectAccessible, expectQuiet, openPage, ready, screenshot, textOf } from "./support.mjs";
import { assess, facts, now, openResult, show, typed } from "./questionnaire.mjs";

const saved = async (page, press) => {
  const download = page.waitForEvent("download");
  await press();
  return JSON.parse(await textOf(await download));
};
const printed = (page) => page.locator(".receipt p").allTextContents();

const fromThePage = async (t) => {
  const { page, seen } = await openResult(t);
  await show(page, "receipt");
  await expectAccessible(page);
  await screenshot(page, "receipt-page");
  const file = await saved(page, () => page.locator("[data-event=save-receipt][data-value=all]").click());
  assert.deepEqual(await printed(page), file.lines);
  expectQuiet(seen);
  return file;
};

const fromTheChat = async (t) => {
  const { page, seen } = await openPage(t, { path: "chat.html", prepare: (page) => page.clock.setFixedTime(now.utc) });
  // The chat has no second WASM to wait for.
  await ready(page);
  const says = async (text) => {
    const entries = await page.locator(".entry.it").count();
    await page.locator("#say").fill(text);
    await page.keyboard.press("Enter");
    await page.waitForFunction((count) => document.querySelectorAll(".entry.it").length > count, entries);
  };
  const choices = { sex: "kvinna", education: "gymnasiet", "birth-region": "sverige", disability: "nej", "work-status": "arbetslös på heltid", programme: "inget av dem", "start-within-3-months": "nej", "registration-channel": "på nätet", "own-estimate": "inom sex månader" };
  await says("börja");
  for (const fact of Object.keys(facts)) {
    const label = typed[fact] ?? choices[fact];
    await says(label);
  }
  await says("visa resultatet");
  await says("kvitto");
  await expectAccessible(page);
  await screenshot(page, "receipt-chat");
  const said = await page.locator(".entry.it").last().locator("p:not(.by)").allTextContents();
  const file = await saved(page, () => page.locator("#replies button").last().click());
  assert.deepEqual(said, file.lines);
  expectQuiet(seen);
  return file;
};

const fromTheTerminal = async (t) => {
  const { page } = await openKiosk(t, { printer: true });
  await touchUntil(page, null);
  await tap(page, "[data-event=finish]");
  await tap(page, "[data-value=about]");
  await tap(page, "[data-value=receipt]");
  await expectAccessible(page);
  await screenshot(page, "receipt-kiosk");
  assert.equal(await page.locator("main [data-event=print]").count(), 1);
  return printed(page);
};

test("the page, the chat and the terminal give the same receipt", async (t) => {
  const [page, chat, lines] = [await fromThePage(t), await fromTheChat(t), await fromTheTerminal(t)];
  assert.deepEqual(page.case, { v: 1, jurisdiction: "se", on: now.local, facts });
  const { wasm: one, ...fromPage } = page;
  const { wasm: other, ...fromChat } = chat;
  for (const hash of [one, other]) assert.match(hash, /^[0-9a-f]{64}$/);
  assert.deepEqual(fromChat, fromPage);
  // The terminal's clock goes on while it is touched: only the minute may differ.
  const time = lines.findIndex((line) => line.includes("klockan"));
  assert.match(lines[time], /23 november 2026 klockan 10:/);
  assert.deepEqual(lines.toSpliced(time, 1), page.lines.toSpliced(time, 1));
  assert.ok(lines.some((line) => line.includes(assess().edition.engine)));
});
