// Acceptance H2 in Chromium: whatever somebody answers, the page, the chat and the terminal come to the same case and
// the same assessment. The receipt says so: it tells every answer, and a check of the whole assessment.
//
// `VAGVAL_THREE=200 node --test tests/browser/page-chat-terminal-agree.test.mjs` is the long form; the tests run the short one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { expectQuiet, openPage, ready, started } from "./support.mjs";
import { now } from "./questionnaire.mjs";

const PEOPLE = Number(process.env.VAGVAL_THREE ?? 40);
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}manifest.json`, "utf8"));
const places = readFileSync(new URL("../../src/policy/data/se/municipalities.txt", import.meta.url), "utf8");
const names = [...places.matchAll(/^\d{4} (.*)$/gm)].map(([, name]) => name);

/** Numbers that look like chance and are the same each time. */
const random = (seed) => {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** What somebody would say to any question: the number of a choice, words to type, or nothing. */
const person = (number) => {
  const pick = random(number);
  const today = Date.UTC(2026, 10, 23);
  const on = (days) => new Date(today + days * 86_400_000).toISOString().slice(0, 10);
  const day = on(-pick(3) * pick(900));
  return {
    choices: Array.from({ length: 30 }, () => pick(60)),
    passes: Array.from({ length: 30 }, () => (pick(6) === 0 ? ["unknown", "declined"][pick(2)] : null)),
    typed: { municipality: names[pick(names.length)], age: `${16 + pick(59)}`, "registered-since": day, "last-work-day": on(pick(1000)) },
  };
};

/** All these people answer on the page that is shown, web or terminal, one after the other: their receipts, and answers. */
const onThePage = (page, people, end) =>
  page.evaluate(
    async ([people, end]) => {
      const press = (selector) => {
        const found = document.querySelector(selector);
        if (!found) throw new Error(`${selector} is not on the page: ${document.title}`);
        found.click();
      };
      // The first press of a visit goes from the small client to the whole one.
      press("[data-event=begin]");
      while (!document.querySelector("form[data-fact]")) await new Promise((later) => setTimeout(later, 10));
      return people.map((person, at) => {
        if (at > 0) press("[data-event=begin]");
        const told = [];
        for (let form; (form = document.querySelector("form[data-fact]")) && told.length < 30; ) {
          const { fact } = form.dataset;
          const options = [...document.querySelectorAll("main input[type=radio]")];
          // Among choices, not to know and not to tell are two more.
          let pass = options.length > 0 ? null : person.passes[told.length];
          let reply = person.typed[fact];
          if (options.length > 0) {
            const at = person.choices[told.length] % options.length;
            options[at].checked = true;
            reply = { number: at + 1, label: document.querySelector(`label[for="${options[at].id}"]`).textContent.trim() };
          }
          if (options.length === 0) document.getElementById("given").value = reply;
          press(pass ? `main [data-given=${pass}]` : "main button[type=submit]");
          // What contradicts another answer is told, and then not known.
          if (document.getElementById("mistakes")) {
            pass = "unknown";
            const radio = document.getElementById("given-unknown");
            if (radio) radio.checked = true;
            press(radio ? "main button[type=submit]" : "main [data-given=unknown]");
          }
          told.push({ fact, pass, reply });
        }
        press("[data-event=finish]");
        press("main [data-value=about]");
        press("main [data-value=receipt]");
        const lines = [...document.querySelectorAll(".receipt p")].map((line) => line.textContent);
        for (const selector of end) press(selector);
        return { told, lines };
      });
    },
    [people, end],
  );

/** The same answers in the chat: by the number or the words of a choice, or typed. */
const inTheChat = (page, conversations, words) =>
  page.evaluate(
    ([conversations, words]) => {
      const field = document.getElementById("say");
      const says = (text) => {
        field.value = text;
        document.querySelector("#form [type=submit]").click();
        const lines = [...[...document.querySelectorAll(".entry.it")].at(-1).querySelectorAll("p:not(.by)")];
        return lines.map((line) => line.textContent);
      };
      const labels = () => [...document.querySelectorAll("#replies button")].map((button) => button.textContent.replace(/^\d+\. /, ""));
      return conversations.map(({ told }, at) => {
        says(words.begin);
        for (const [step, { fact, pass, reply }] of told.entries()) {
          // Where the choices are months, a bare number is asked about: it may be either.
          const by = (at + step) % 2 && fact !== "own-estimate";
          if (pass) says(words[pass]);
          else if (typeof reply === "string") says(reply);
          else says(by ? `${reply.number}` : labels()[reply.number - 1]);
        }
        says(words.finish);
        const lines = says(words.receipt);
        says(words.over);
        says("1");
        return lines;
      });
    },
    [conversations, words],
  );

test(`${PEOPLE} people come to the same assessment by page, chat and terminal`, { timeout: 1_800_000 }, async (t) => {
  const fixed = { prepare: (page) => page.clock.setFixedTime(now.utc) };
  const [web, kiosk, chat] = [await openPage(t, fixed), await openPage(t, { ...fixed, path: "kiosk.html" }), await openPage(t, { ...fixed, path: "chat.html" })];
  await Promise.all([started(web.page), started(kiosk.page), ready(chat.page)]);
  // Here the whole program is asked for before the first person comes: what each does then is done at once.
  await web.page.locator("main [data-event=show][data-value=code]").click();
  await web.page.locator("html[data-program=whole]").waitFor({ state: "attached" });
  await web.page.goBack();
  await web.page.locator("[data-event=begin]").waitFor();
  const { text, lexicon } = { text: manifest["text/sv.json"], lexicon: manifest["chat/sv.json"] };
  const [said, spoken] = [text, lexicon].map((name) => JSON.parse(readFileSync(dist + name, "utf8")));
  const words = {
    begin: spoken.label.begin, unknown: said.answer.unknown, declined: said.answer.declined,
    finish: "visa resultatet", receipt: spoken.label.receipt, over: spoken.label["start-over"],
  };
  const people = Array.from({ length: PEOPLE }, (_, number) => person(number + 1));
  const checks = new Set();
  for (let from = 0; from < PEOPLE; from += 10) {
    const some = people.slice(from, from + 10);
    const onWeb = await onThePage(web.page, some, ["footer [data-value=start-over]", "[data-event=wipe]"]);
    const onKiosk = await onThePage(kiosk.page, some, [".end", "main [data-event=wipe]"]);
    const inChat = await inTheChat(chat.page, onWeb, words);
    for (const [at, { told, lines }] of onWeb.entries()) {
      const who = `person ${from + at + 1}: ${JSON.stringify(told)}`;
      assert.deepEqual(onKiosk[at].told, told, who);
      assert.deepEqual(onKiosk[at].lines, lines, who);
      assert.deepEqual(inChat[at], lines, who);
      checks.add(lines.find((line) => line.startsWith(`${said.proof.check}: `)));
    }
  }
  assert.equal(checks.size, PEOPLE, "each has an assessment of their own");
  for (const { seen } of [web, chat]) expectQuiet(seen);
});
