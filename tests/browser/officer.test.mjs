// The officer's page: a hand-over is opened in every way, noted on, printed and kept; and practice.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadChat } from "../node/vagval.mjs";
import { expectAccessible, expectQuiet, openPage, ready, screenshot, textOf, url } from "./support.mjs";
import { expectHeadingFocused, focused, now, openResult, openSite, question, tabTo } from "./questionnaire.mjs";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}manifest.json`, "utf8"));
const { handoverLink } = await import(dist + manifest["render.js"]);

/** What somebody hands over in the chat: nothing about their education, and a struck disability. */
const handOver = async (replies = [], { on = now.local, room = "!room:example.org" } = {}) => {
  const { chat, words } = await loadChat(dist);
  const talk = new chat.Chat({ on, ...words("sv"), server: "https://example.org/", handover: room });
  const told = ["jag är 58 år och bor i Umeå", "kvinna", "vet inte", "i sverige", "ja det har jag", "1 februari 2026", "arbetslös", "nej", "nej", "på nätet", "ett halvår", "ja"];
  for (const reply of [...told, ...replies]) talk.reply(reply);
  const preview = talk.reply("lämna över").handover;
  const sent = talk.reply("skicka").handover;
  assert.ok(!preview.confirmed && sent.confirmed);
  assert.equal(sent.text, preview.text);
  assert.equal(JSON.stringify(sent.data), JSON.stringify(preview.data));
  return sent.data;
};

const openDesk = (t, options = {}) => openSite(t, { ...options, path: `officer.html${options.fragment ?? ""}` });

/** The page is a hand-over whose result is that of the chat. */
const expectHanded = async (page) => {
  await expectHeadingFocused(page);
  assert.equal(await page.locator("h1").innerText(), "Överlämningen");
  assert.match(await page.locator("main").innerText(), /Det här såg personen\n/);
};

const expectNarrow = async (page) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
};

test("a link opens with one click: the same result, the reasons, and what is worth asking", async (t) => {
  const data = await handOver();
  const link = handoverLink(`${url}officer.html`, data);
  assert.ok(link.length < 16_000, `${link.length} characters`);
  const { page, seen } = await openDesk(t, { fragment: link.slice(link.indexOf("#")) });
  await expectHanded(page);
  assert.equal(new URL(page.url()).hash, "", "the hand-over does not stay in the address");
  assert.match(await page.locator("main").innerText(), /Överlämnad från chatten, 23 november 2026 klockan 10:15/);
  await expectAccessible(page);
  await screenshot(page, "officer-handed");
  await page.locator("main > .noprint > details > summary").click();
  assert.match(await page.locator("main").innerText(), /räknat på de svar som lämnades över/);
  // The chances are those that the person handed over.
  for (const [track, chance] of Object.entries(data.result.chances))
    assert.match(await page.locator(`[data-track="${track}"] .chance`).innerText(), new RegExp(`^${Math.floor((chance + 5) / 10) || "under 1"}\\b`, "i"));
  // What was struck is declined, and nothing tells what it was.
  assert.match(await page.locator("#ask ~ .note").innerText(), /funktionsnedsättning/i);
  // The education was not told: asked now, and the result follows.
  const asked = page.locator("#ask ~ ul li", { hasText: "utbildning" });
  assert.match(await asked.innerText(), /spåret/);
  await asked.locator("[data-event=change]").click();
  assert.equal(await question(page), "education");
  await page.locator('label[for="given-post-secondary"]').click();
  await page.locator("button[type=submit]").click();
  await expectHanded(page);
  assert.match(await page.locator("main").innerText(), /Du har ändrat svar/);
  assert.equal(await page.locator("#ask ~ ul li", { hasText: "utbildning" }).count(), 0);
  expectQuiet(seen);
});

test("a file, pasted text and a code are opened; what is none is told, by keyboard", async (t) => {
  const data = await handOver();
  const { page, seen } = await openDesk(t);
  assert.equal(await page.locator("h1").innerText(), "Öppna en överlämning");
  await expectAccessible(page);
  await screenshot(page, "officer");
  const open = async (text) => {
    await tabTo(page, "#given");
    await page.locator("#given").fill(text);
    await page.keyboard.press("Enter");
  };
  const json = JSON.stringify(data);
  for (const [text, wrong] of [
    ["", /Klistra in något/],
    ["hej hej", /tecken/],
    ["{}", /ingen överlämning/],
    ["{", /ingen överlämning/],
    [json.replace('"v":3', '"v":4'), /nyare version/],
    [json.replace('"age":58', '"age":57'), /skadad/],
    [`${url}officer.html#handover=%%%`, /ingen överlämning/],
  ]) {
    await open(text);
    assert.equal(await focused(page), "mistakes", text.slice(0, 20));
    assert.match(await page.locator("#mistakes").innerText(), wrong);
    assert.match(await page.title(), /^Fel: /);
  }
  await open("2F0K 9QWE");
  assert.equal(await page.locator("#given").inputValue(), "2F0K 9QWE", "what was typed is kept");
  await expectAccessible(page);
  await screenshot(page, "officer-wrong");
  await open(json);
  await expectHanded(page);
  assert.match(await page.title(), /^10:15 – Överlämningen/);
  await page.locator("[data-event=desk-close]").click();
  await expectHeadingFocused(page);
  assert.doesNotMatch(await page.content(), /room:example/);

  const file = join(tmpdir(), `vagval-handover-${process.pid}.json`);
  writeFileSync(file, JSON.stringify(data, null, 2));
  await page.locator("#desk-file").setInputFiles(file);
  await page.waitForFunction(() => document.querySelector("h1").innerText === "Överlämningen");
  await expectHanded(page);

  const person = await openResult(t);
  await person.page.locator("main [data-event=show][data-value=take]").click();
  const code = await person.page.locator(".code").textContent();
  const other = await openDesk(t);
  await other.page.locator("#given").fill(code);
  await other.page.keyboard.press("Enter");
  await expectHeadingFocused(other.page);
  assert.match(await other.page.locator("main").innerText(), /Öppnad med en kod/);
  assert.equal(await other.page.locator("[data-event=desk-save]").count(), 0, "a code is not kept");
  expectQuiet(other.seen);
  expectQuiet(seen);
});

test("an officer notes by keyboard, prints for the person, and keeps the note", async (t) => {
  const data = await handOver();
  const { page, seen } = await openDesk(t, { viewport: { width: 320, height: 640 } });
  await page.locator("#given").fill(JSON.stringify(data));
  await page.keyboard.press("Enter");
  await expectHanded(page);
  await expectNarrow(page);
  await tabTo(page, "#overruled-no");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "overruled-valid-reason");
  assert.ok(await page.locator("#overruled-valid-reason").isChecked());
  await page.locator('label[for="deeper-yes"]').click();
  await page.locator("#given").fill("i förrgår");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "mistakes");
  await page.locator("#given").fill("2026-11-23");
  await page.keyboard.press("Enter");
  const noted = await page.locator("#note ~ dl").innerText();
  for (const words of [/av ett giltigt skäl/, /det ska utredas/, /23 november 2026/]) assert.match(noted, words);
  assert.ok(await page.locator("#deeper-yes").isChecked(), "the rest of the note stays");
  await expectAccessible(page);
  await expectNarrow(page);
  await screenshot(page, "officer-note-320");

  await page.evaluate(() => (window.print = () => (document.body.dataset.printed = "true")));
  await page.locator("[data-event=print]").click();
  assert.equal(await page.evaluate(() => document.body.dataset.printed), "true");
  await page.emulateMedia({ media: "print" });
  for (const gone of ["[data-event=desk-save]", "#overruled-no", "#given"])
    assert.ok(!(await page.locator(gone).isVisible()), `${gone} is not printed`);
  assert.ok(await page.locator("#note ~ dl").isVisible());
  await screenshot(page, "officer-print");
  await page.emulateMedia({ media: "screen" });

  const downloading = page.waitForEvent("download");
  await page.locator("[data-event=desk-save]").click();
  const kept = JSON.parse(await textOf(await downloading));
  assert.deepEqual(kept.note, { overruled: "valid-reason", deeper: "yes", first_contact: "2026-11-23", worker: null });
  assert.deepEqual({ ...kept, note: null, check: null }, { ...data, check: null }, "nothing else is changed");
  const again = await openDesk(t);
  await again.page.locator("#given").fill(JSON.stringify(kept));
  await again.page.keyboard.press("Enter");
  await expectHanded(again.page);
  assert.ok(await again.page.locator("#overruled-valid-reason").isChecked());
  expectQuiet(again.seen);
  expectQuiet(seen);
});

test("six hand-overs lie in a list: by keyboard, each on one printed page, and gone at a press", async (t) => {
  const { page, seen } = await openDesk(t, { viewport: { width: 1280, height: 800 } });
  const open = async (data) => {
    await page.locator("form[data-event=desk-open] #given").fill(JSON.stringify(data));
    await page.keyboard.press("Enter");
    await expectHanded(page);
    await page.keyboard.press("Escape");
    await page.locator(".waiting").waitFor();
  };
  for (const minute of [9, 3, 7, 1, 5, 8])
    await open(await handOver([`får jag plugga ${minute} timmar?`], { on: `2026-11-23T10:0${minute}`, room: `!room${minute}:example.org` }));
  const wanted = await page.locator(".waiting .wanted").allInnerTexts();
  assert.deepEqual(wanted.map((words) => Number(/\d/.exec(words)[0])), [1, 3, 5, 7, 8, 9], "the longest wait first");
  assert.match(await page.locator(".waiting .age").first().innerText(), /^14 min/);
  assert.equal(await focused(page), "opened", "back at the one that was open");
  await expectAccessible(page);
  await screenshot(page, "officer-list");
  const titles = new Set();
  await page.keyboard.press("Home");
  for (let at = 0; at < 6; at += 1) {
    if (at) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expectHanded(page);
    titles.add((await page.title()).slice(0, 12));
    assert.match(await page.locator(".screen h2").first().innerText(), /vill personen veta/);
    const bottom = await page.locator(".screen").evaluate((screen) => screen.getBoundingClientRect().bottom);
    assert.ok(bottom <= 800, `all of it on one screen: ${bottom} px`);
    const pages = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
    assert.equal(pages, 1);
    await page.locator('label[for="deeper-yes"]').click();
    await page.keyboard.press("Escape");
  }
  assert.equal(titles.size, 6);
  assert.equal(await page.locator(".waiting button", { hasText: "antecknat" }).count(), 6);
  await page.locator("[data-event=desk-clear]").click();
  assert.equal(await page.locator(".waiting").count(), 0);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  expectQuiet(seen);
});

test("a page that is loaded anew by accident has the hand-overs and the notes on them; one that is opened anew has none", async (t) => {
  // At the browser's own time: one that is set by the tests does not tell how a page was loaded.
  const { page, seen } = await openPage(t, { path: "officer.html" });
  await ready(page);
  for (const room of ["!one:example.org", "!two:example.org"]) {
    await page.locator("form[data-event=desk-open] #given").fill(JSON.stringify(await handOver([], { room })));
    await page.keyboard.press("Enter");
    await expectHanded(page);
    await page.locator('label[for="deeper-yes"]').click();
    await page.keyboard.press("Escape");
    await page.locator(".waiting").waitFor();
  }
  await page.reload();
  await page.locator(".waiting").waitFor();
  assert.equal(await page.locator(".waiting button", { hasText: "antecknat" }).count(), 2);
  await page.goto(url);
  await page.goto(`${url}officer.html`);
  await ready(page);
  assert.equal(await page.locator(".waiting").count(), 0);
  expectQuiet(seen);
});

test("a ready question is copied, and the person gets a paper in their own language", async (t) => {
  const { page, seen } = await openDesk(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.locator("#given").fill(JSON.stringify(await handOver()));
  await page.keyboard.press("Enter");
  await expectHanded(page);
  await page.locator("[data-event=desk-copy]").first().click();
  await page.locator("#opened").waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\?$/);
  await page.locator("#lang-en").click();
  await page.locator("html[lang=en]").waitFor();
  await page.locator("[data-event=desk-paper]").click();
  await page.locator(".paper-for-person[lang=sv]").waitFor();
  assert.match(await page.locator(".paper-for-person").innerText(), /Det här lämnade du över/);
  await expectAccessible(page);
  await screenshot(page, "officer-paper");
  const pages = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
  assert.equal(pages, 1);
  expectQuiet(seen);
});

test("practice asks first, then shows both, and keeps nothing", async (t) => {
  const { page, seen } = await openDesk(t);
  await tabTo(page, "[data-event=show][data-value=practice]");
  await page.keyboard.press("Enter");
  await expectHeadingFocused(page);
  await page.waitForSelector("[data-event=desk-exercise]");
  await expectAccessible(page);
  await page.locator("[data-event=desk-exercise]").first().click();
  await expectHeadingFocused(page);
  assert.equal(await page.locator("h1").innerText(), "Fall 1");
  assert.equal(await page.locator(".outcome, .tracks").count(), 0, "the estimate comes after the judgement");
  await expectAccessible(page);
  await screenshot(page, "officer-practice");
  await tabTo(page, "#given-too-close");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "opened");
  const beside = await page.locator("#opened ~ dl").innerText();
  assert.match(beside, /för nära arbetsmarknaden/i);
  assert.match(beside, /nivå B/);
  await expectAccessible(page);
  await screenshot(page, "officer-practice-shown");
  await page.locator("[data-event=desk-close]").click();
  await expectHeadingFocused(page);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  await page.goBack();
  assert.doesNotMatch(await page.locator("main").innerText(), /Fall 1$/m);
  // A case file of the officer's own, and one that is none.
  const file = join(tmpdir(), `vagval-case-${process.pid}.json`);
  const { page: own, seen: ownSeen } = await openDesk(t);
  await own.locator("[data-event=show][data-value=practice]").click();
  writeFileSync(file, '{"v":1}');
  await own.locator("#practice-file").setInputFiles(file);
  await own.waitForSelector("#mistakes");
  writeFileSync(file, '{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{"age":34}}');
  await own.locator("#practice-file").setInputFiles(file);
  await own.waitForFunction(() => document.querySelector("h1").innerText === "Eget fall");
  expectQuiet(ownSeen);
  expectQuiet(seen);
});

test("a file that is chosen while the cases are still coming is opened", async (t) => {
  const { page, seen } = await openDesk(t);
  let come;
  await page.route("**/practice.*.json", (route) => new Promise((done) => (come = () => done(route.continue()))));
  const asked = page.waitForRequest("**/practice.*.json");
  await page.locator("[data-event=show][data-value=practice]").click();
  await asked;
  const dialogue = page.waitForEvent("filechooser");
  await page.locator("#practice-file").click();
  const chooser = await dialogue;
  come();
  await page.waitForSelector("[data-event=desk-exercise]");
  const buffer = Buffer.from('{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{"age":34}}');
  await chooser.setFiles({ name: "case.json", mimeType: "application/json", buffer });
  await page.waitForFunction(() => document.querySelector("h1").innerText === "Eget fall");
  expectQuiet(seen);
});

test("in the chat on the device a hand-over becomes a file, and nothing is sent", async (t) => {
  const { page, seen } = await openPage(t, {
    path: "chat.html", permissions: ["clipboard-read", "clipboard-write"], prepare: (page) => page.clock.setFixedTime(now.utc),
  });
  await ready(page);
  const say = async (text) => {
    await page.locator("#say").fill(text);
    await page.keyboard.press("Enter");
  };
  for (const reply of ["jag är 58 år och bor i Umeå", "visa resultatet", "lämna över"]) await say(reply);
  await screenshot(page, "chat-handover");
  const told = (await page.locator(".entry").last().locator("p:not(.by)").count()) + (await page.locator("#replies button").count());
  assert.ok(told <= 12, `${told} lines`);
  await say("visa allt");
  const lines = await page.locator(".entry").last().locator("p").allInnerTexts();
  await expectAccessible(page);
  const downloading = page.waitForEvent("download");
  await say("gör filen");
  const data = JSON.parse(await textOf(await downloading));
  assert.equal(data.kind, "vagval-handover");
  await page.getByRole("button", { name: "Kopiera som text" }).click();
  await page.getByRole("button", { name: "Texten är kopierad" }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  for (const line of text.trim().split("\n")) assert.ok(lines.includes(line), line);
  await expectAccessible(page);
  const desk = await openDesk(t);
  await desk.page.locator("#given").fill(JSON.stringify(data));
  await desk.page.keyboard.press("Enter");
  await expectHanded(desk.page);
  expectQuiet(seen);
});
