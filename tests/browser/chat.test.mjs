// The chat as a page: by keyboard, by pointer, narrow; and its turns in the forms of other systems.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { drawn, expectAccessible, expectQuiet, openPage, ready, screenshot, url } from "./support.mjs";
import { now } from "./questionnaire.mjs";

const require = createRequire(import.meta.url);
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}manifest.json`, "utf8"));
const json = (name) => JSON.parse(readFileSync(dist + manifest[name], "utf8"));

const openChat = async (t, options = {}) => {
  const opened = await openPage(t, { path: "chat.html", ...options, prepare: (page) => page.clock.setFixedTime(now.utc) });
  await ready(opened.page);
  return opened;
};

const entries = (page) => page.locator(".entry");
const lastEntry = async (page) => (await entries(page).last().innerText()).trim();

/** The new message has the focus, and nothing said before has gone. */
const expectNewMessage = async (page, before) => {
  const seen = await page.evaluate(() => {
    const all = [...document.querySelectorAll(".entry")];
    return { focused: document.activeElement === all.at(-1), by: all.at(-1).className, texts: all.map((it) => it.innerText) };
  });
  assert.ok(seen.focused, "the focus is on the new message");
  assert.match(seen.by, /^entry it/);
  assert.deepEqual(seen.texts.slice(0, before.length), before, "entries are appended, never replaced");
  return seen.texts;
};

const written = ["Hej, jag är 58 år och bor i Umeå", "kvinna", "gymnasiet", "i sverige", "nej", "på nätet", "1 februari 2026", "arbetslös", "nej", "nej", "ett halvår"];

test("the whole chat goes by keyboard alone, from the first word to the result", async (t) => {
  const { page, seen } = await openChat(t);
  assert.match(await lastEntry(page), /datorprogram/);
  await screenshot(page, "chat-first");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  let texts = [await entries(page).first().innerText()];
  for (const reply of written) {
    assert.equal(await page.evaluate(() => document.activeElement.id), "say");
    await page.keyboard.type(reply);
    await page.keyboard.press("Enter");
    texts = await expectNewMessage(page, texts);
    // Past the replies (one stop), back to the same field, which is empty.
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("#replies")));
    await page.keyboard.press("Tab");
    assert.equal(await page.locator("#say").inputValue(), "");
  }
  assert.match(texts.at(-1), /Stämmer det här/);
  await page.keyboard.type("ja");
  await page.keyboard.press("Enter");
  texts = await expectNewMessage(page, texts);
  assert.match(texts.at(-1), /Detta är en uppskattning/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.match(await page.evaluate(() => document.activeElement.innerText), /människa/, "the arrow keys go round");
  assert.equal(await page.locator("#replies [tabindex='0']").count(), 1);
  await page.keyboard.press("Enter");
  texts = await expectNewMessage(page, texts);
  assert.match(texts.at(-1), /0771-416 416/);
  await expectAccessible(page);
  await screenshot(page, "chat-result");
  expectQuiet(seen);
});

test("by pointer: a language, a misunderstanding, starting over; at 320 px and in the dark", async (t) => {
  const { page, seen } = await openChat(t, { viewport: { width: 320, height: 640 }, colorScheme: "dark" });
  await page.locator("#replies button").first().click();
  await page.locator("#say").fill("nånstans i skogen");
  await page.locator("[type=submit]").click();
  assert.match(await lastEntry(page), /inte säker på att jag förstår/);
  await page.locator("#say").fill("halvskrivet");
  await page.locator("#lang-en").click();
  await page.locator("html[lang=en]").waitFor();
  assert.match(await lastEntry(page), /In which municipality/);
  assert.equal(await page.locator("#say").inputValue(), "halvskrivet", "what is being written is kept");
  assert.equal(await page.locator("h1").innerText(), "Chat: which support can you get?");
  assert.equal(await page.evaluate(() => document.activeElement.id), "lang-en");
  await page.locator("#say").fill("svenska");
  await page.locator("[type=submit]").click();
  await page.locator("html[lang=sv]").waitFor();
  await page.locator("#say").fill("Umeå");
  await page.locator("[type=submit]").click();
  assert.match(await lastEntry(page), /Kommun: Umeå/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.ok(!wide, "no sideways scroll");
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("button, input")].map((it) => it.getBoundingClientRect()).filter((box) => box.height > 0 && box.height < 43.9).length,
  );
  assert.equal(small, 0, "targets of 44 px");
  await expectAccessible(page);
  await screenshot(page, "chat-narrow-dark");
  await page.locator("#start-over").click();
  assert.match(await lastEntry(page), /ta bort alla svar/);
  await page.locator("#replies button").first().click();
  assert.equal(await entries(page).count(), 1, "nothing of the conversation is left");
  expectQuiet(seen);
});

/** What has to be in view after every turn: the field, an answer to choose, and where the newest message begins. */
const inView = (page) =>
  page.evaluate(() => {
    const box = (element) => element.getBoundingClientRect();
    const area = box(document.getElementById("replies"));
    const log = box(document.getElementById("log"));
    const within = (it, top, bottom) => it.height > 0 && it.top >= top - 1 && it.bottom <= bottom + 1 && it.left >= -1 && it.right <= innerWidth + 1;
    const newest = box([...document.querySelectorAll(".entry.it")].at(-1));
    return {
      field: within(box(document.getElementById("say")), 0, innerHeight),
      send: within(box(document.querySelector("#form [type=submit]")), 0, innerHeight),
      choice: [...document.querySelectorAll("#replies button")].some((it) => within(box(it), area.top, Math.min(area.bottom, innerHeight))),
      top: newest.top >= log.top - 1 && newest.top <= log.bottom - 20,
      // What does not fit begins at the top; what fits is not cut off.
      whole: newest.bottom <= log.bottom + 1 || newest.top - log.top <= 20,
      third: area.height <= innerHeight / 3 + 1,
      still: document.documentElement.scrollTop === 0 && document.body.scrollTop === 0,
      sideways: document.documentElement.scrollWidth <= innerWidth,
    };
  });
const ALL_IN_VIEW = { field: true, send: true, choice: true, top: true, whole: true, third: true, still: true, sideways: true };

for (const [width, height] of [[360, 740], [390, 844], [1280, 800], [360, 520], [640, 400]])
  test(`at ${width} × ${height} the field, an answer and the newest message are in view after every turn`, async (t) => {
    const { page, seen } = await openChat(t, { viewport: { width, height } });
    const say = async (text) => {
      await page.locator("#say").fill(text);
      await page.locator("#form [type=submit]").click();
      assert.deepEqual(await inView(page), ALL_IN_VIEW, text);
    };
    assert.deepEqual(await inView(page), ALL_IN_VIEW, "at first");
    const first = (await entries(page).first().locator("p:not(.by)").allInnerTexts()).join(" ");
    assert.ok(first.split(/\s+/).length <= 45, `${first.split(/\s+/).length} words: ${first}`);
    for (const words of [/datorprogram/, /uppskattar/, /stannar på den här enheten/, /Människa/]) assert.match(first, words);
    for (const reply of written) await say(reply);
    await say("nånstans i skogen");
    await say("ja");
    // A card: the outcome, the first step, that it is an estimate; and few choices.
    const card = await entries(page).last().locator("p:not(.by)").allInnerTexts();
    assert.ok(card.length <= 5 && card.join(" ").split(/\s+/).length <= 60, `${card}`);
    assert.match(await page.locator("#replies").innerText(), /Fler val/);
    assert.ok((await page.locator("#replies button").count()) <= 5);
    for (const reply of ["1", "fler val", "kvitto", "min chans till arbete", "människa", "lämna över", "visa allt som går med, ord för ord", "avbryt", "ändra ålder", "59"]) await say(reply);
    await page.locator("#human").click();
    assert.deepEqual(await inView(page), ALL_IN_VIEW, "a human");
    // A keyboard on the screen takes its part of the window.
    await page.setViewportSize({ width, height: Math.max(360, height - 260) });
    await drawn(page);
    assert.deepEqual(await inView(page), ALL_IN_VIEW, "beside a keyboard");
    await expectAccessible(page);
    expectQuiet(seen);
  });

test("a page that is loaded anew goes on with the talk; what is wiped, or told in despair, is not kept", async (t) => {
  // By the page's own clock: a set one hides how the page was come to.
  const { page, seen } = await openPage(t, { path: "chat.html", viewport: { width: 390, height: 844 } });
  await ready(page);
  const say = async (text) => {
    await page.locator("#say").fill(text);
    await page.locator("#form [type=submit]").click();
  };
  const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  const again = async () => {
    await page.reload();
    await ready(page);
  };
  assert.equal(await kept(), "{}", "nothing is kept of who has said nothing");
  for (const reply of written.slice(0, 4)) await say(reply);
  const said = await entries(page).allInnerTexts();
  const choices = await page.locator("#replies").innerText();
  await again();
  assert.deepEqual(await entries(page).allInnerTexts(), said);
  assert.equal(await page.locator("#replies").innerText(), choices);
  assert.deepEqual(await inView(page), ALL_IN_VIEW);
  await say("jag vill inte leva längre");
  assert.match(await lastEntry(page), /112/);
  await say("mitt nummer är 19900101-1234");
  const after = await kept();
  for (const word of ["leva", "112", "19900101"]) assert.ok(!after.includes(word), word);
  await page.locator("#lang-en").click();
  await page.locator("html[lang=en]").waitFor();
  await again();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  for (const reply of ["no", "online", "1 February 2026", "unemployed", "no", "no", "half a year", "yes", "hand over"]) await say(reply);
  const shown = await entries(page).count();
  await again();
  assert.equal(await entries(page).count(), shown + 1, "a hand-over that waited is gone, and the result is told");
  assert.match(await lastEntry(page), /This is an estimate/);
  await page.locator("#start-over").click();
  await page.locator("#replies button").first().click();
  assert.equal(await kept(), "{}");
  await again();
  assert.equal(await entries(page).count(), 1);
  // Somebody else, who opens the page anew.
  await say("34");
  await page.goto(`${url}chat.html`);
  await ready(page);
  assert.equal(await entries(page).count(), 1);
  expectQuiet(seen);
});

/** The turns of a chat in Node, from the same build. */
const turns = async (lang) => {
  const chat = await import(dist + manifest["vagval-chat.js"]);
  await chat.default({ module_or_path: readFileSync(dist + manifest["vagval-chat.wasm"]) });
  const lexicon = json(`chat/${lang}.json`);
  const talk = new chat.Chat({ on: now.local, text: json(`text/${lang}.json`), lexicon, server: url });
  const said = [talk.turn()];
  for (let step = 0; step < 24; step += 1) said.push(talk.reply(step === 1 ? "malm" : "1"));
  assert.ok(said.some((turn) => turn.id.startsWith("result")));
  return { said, lexicon };
};

test("the real library parses and draws every turn as an Adaptive Card 1.5", async (t) => {
  const render = await import(dist + manifest["render.js"]);
  const { page } = await openPage(t, { path: "chat.html" });
  // A page of the service's own, without the policy of ours. The library is begun anew for each card: 3.0.5 keeps
  // the state of the expression that it checks `lang` by, and so refuses it every other time.
  await page.goto("about:blank");
  const library = readFileSync(require.resolve("adaptivecards/dist/adaptivecards.js"), "utf8");
  await page.evaluate((library) => {
    const begin = new Function("module", "exports", library);
    window.beginLibrary = () => {
      const module = { exports: {} };
      begin(module, module.exports);
      return module.exports;
    };
  }, library);
  for (const lang of ["sv", "en", "ar"]) {
    const { said, lexicon } = await turns(lang);
    for (const turn of said) {
      const card = render.adaptiveCard(turn, lexicon);
      assert.equal(card.lang, lang);
      assert.equal(card.fallbackText, render.plainText(turn));
      const shown = await page.evaluate((payload) => {
        const { AdaptiveCard, SerializationContext, Versions } = window.beginLibrary();
        const context = new SerializationContext(Versions.v1_5);
        const card = new AdaptiveCard();
        card.parse(payload, context);
        const events = [...Array(context.eventCount)].map((_, at) => context.getEventAt(at).message);
        const element = card.render();
        const problems = card.validateProperties().validationEvents.map((event) => event.message);
        return { events: [...events, ...problems], text: element.textContent, inputs: element.querySelectorAll("input").length };
      }, card);
      assert.deepEqual(shown.events, [], turn.id);
      assert.equal(shown.inputs, turn.choices.length + 1, turn.id);
      for (const { label } of turn.choices) assert.ok(shown.text.includes(label), `${turn.id}: ${label}`);
    }
  }
});

/**
 * The shape that Chatwoot's public documentation gives: its API's `create_message_payload`, and its guide to interactive
 * messages, whose items have a title and a value, no other key, and are at least one. Chatwoot itself is not run here.
 */
const expectChatwoot = (message, choices) => {
  assert.deepEqual(Object.keys(message).sort(), ["content", "content_attributes", "content_type", "message_type", "private"]);
  assert.ok(typeof message.content === "string" && message.content);
  assert.deepEqual([message.message_type, message.private], ["outgoing", false]);
  if (choices === 0) {
    assert.deepEqual([message.content_type, message.content_attributes], ["text", {}]);
    return;
  }
  assert.equal(message.content_type, "input_select");
  assert.deepEqual(Object.keys(message.content_attributes), ["items"]);
  const { items } = message.content_attributes;
  assert.ok(choices >= 1 && items.length === choices);
  for (const [at, item] of items.entries()) {
    assert.deepEqual(Object.keys(item).sort(), ["title", "value"]);
    assert.ok(item.title.startsWith(`${at + 1}. `) && item.value === `${at + 1}`);
  }
};

test("every turn is an activity of the Bot Framework, and a message of the shape that Chatwoot documents", async () => {
  const { assertActivity } = require("botframework-schema");
  const render = await import(dist + manifest["render.js"]);
  const { said, lexicon } = await turns("sv");
  // What the connector fills in when it sends.
  const sent = {
    id: "1", channelId: "test", serviceUrl: url, from: { id: "bot", name: "bot" }, recipient: { id: "user", name: "user" },
    conversation: { id: "1", name: "1", isGroup: false, conversationType: "personal" }, timestamp: new Date(), localTimestamp: new Date(),
    localTimezone: "Europe/Stockholm", callerId: "", label: "", valueType: "", listenFor: [], entities: [],
  };
  for (const turn of said) {
    assertActivity({ ...sent, ...render.activity(turn, lexicon, { card: true }) });
    expectChatwoot(render.chatwoot(turn), turn.choices.length);
    expectChatwoot(render.chatwoot(turn, { options: false }), 0);
    const text = render.plainText(turn);
    turn.choices.forEach(({ label }, at) => assert.ok(text.includes(`${at + 1}. ${label}`)));
  }
  assert.equal(render.cardReply({ reply: "2", text: " 34 " }), "34");
  assert.equal(render.cardReply({ reply: "2", text: "" }), "2");
  // What comes back from Chatwoot: words, a choice, and what is none of the person's.
  const written = { event: "message_created", message_type: "incoming", private: false, content: "34" };
  assert.equal(render.chatwootReply(written), "34");
  const chosen = { event: "message_updated", content_attributes: { submitted_values: [{ title: "2. Man", value: "2" }] } };
  assert.equal(render.chatwootReply(chosen), "2");
  for (const other of [undefined, {}, { ...written, message_type: "outgoing" }, { ...written, private: true }, { ...written, content: null }, { ...chosen, content_attributes: {} }])
    assert.equal(render.chatwootReply(other), null);
});
