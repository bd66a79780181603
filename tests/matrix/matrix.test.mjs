// Fifty people at once, in rooms of a real homeserver that misbehaves, with a bot that is killed in the middle of it
// all; then what one bad room may do to others, what is deleted when, and how fifty people come to three officers.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, rmSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { load, loadChat } from "../node/vagval.mjs";
import { Bot } from "./bot.mjs";
import { deletes } from "./deletion.mjs";
import { hands } from "./officers-on-duty.mjs";
import { holds } from "./nobody-holds-others-up.mjs";
import { Person, answerAll } from "./people.mjs";
import * as pieces from "./bot-parts.mjs";
import { startProxy } from "./proxy.mjs";
import { startSynapse } from "./synapse.mjs";

const PEOPLE = 50;
const { VAGVAL_DIST: dist, VAGVAL_COMMAND: command, VAGVAL_PYTHON: python, VAGVAL_OUT: out } = process.env;
const page = "https://vagval.example/";
const v3 = "/_matrix/client/v3";
const own = (lang) => JSON.parse(readFileSync(join(dist, JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"))[`matrix/${lang}.json`]), "utf8")).matrix;
const began = Date.now();
/** Tells how far it is and what was measured; kept beside the rest in figures.txt. */
const clock = (what) => {
  const line = `${((Date.now() - began) / 1000).toFixed(1)} s: ${what}`;
  console.log(`# ${line}`);
  appendFileSync(join(out, "figures.txt"), `${line}\n`);
};

let server;
let proxy;
let user;
let bot;
let officer;

before(async () => {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  server = await startSynapse(python, join(out, "synapse"));
  proxy = await startProxy(server.url);
  clock("Synapse answers");
  user = await server.register("vagval");
  officer = await new Person(server, "officer", user.user_id).begin();
  await officer.invite();
  bot = new Bot(out, user.access_token, {
    v: 1, homeserver: proxy.url, "token-file": "token", dist, page, officers: officer.room, "officer-page": `${page}officer.html`, lang: "sv",
    "messages-per-minute": 200, "health-file": "health.json",
  });
  await bot.start();
  clock("the bot listens");
});
after(async () => {
  await bot?.kill();
  await proxy?.stop();
  await server?.stop();
});

/** What the bot keeps of a room. */
const kept = (id) => server.ask("GET", `${v3}/user/${encodeURIComponent(user.user_id)}/rooms/${encodeURIComponent(id)}/account_data/se.vagval.talks`, undefined, user.access_token);
/** It is kept after the answer is sent; nothing but waiting shows when. */
const keptAt = async ({ room, user: who }, page_) => {
  for (let tried = 0; tried < 300; tried += 1) {
    const found = (await kept(room).catch(() => ({}))).people?.[who];
    if (found?.saved.page === page_) return found.saved;
    await new Promise((later) => setTimeout(later, 100));
  }
  return assert.fail(`the conversation of ${who} does not come to ${page_}`);
};

/** Facts for somebody: the same for the same number, and different for different ones. */
const invent = (number, questions, places) => {
  const facts = {};
  for (const [at, { id, kind, choices }] of questions.entries()) {
    const pick = (list) => list[(number * 7 + at * 3) % list.length];
    if ((number + at) % 11 === 0) facts[id] = "declined";
    else if ((number + at) % 13 === 0) facts[id] = "unknown";
    else if (id === "programme") facts[id] = "none";
    else if (id === "registration-channel") facts[id] = number % 3 ? "digital" : "office";
    else if (kind === "number") facts[id] = 18 + ((number * 13) % 46);
    else if (kind === "municipality") facts[id] = pick(places);
    else if (kind === "day") facts[id] = `202${4 + (number % 2)}-0${1 + (number % 9)}-1${number % 10}`;
    else if (kind === "several") facts[id] = "none";
    else facts[id] = pick(choices);
  }
  return facts;
};

/** What real networks and homeservers do. */
const weather = () => {
  const any = () => true;
  return [
    { when: any, does: "429", ms: 150, share: 1 / 60 },
    { when: any, does: "drop", share: 1 / 60 },
    { when: any, does: "lose", share: 1 / 60 },
    { when: any, does: "500", share: 1 / 120 },
    { when: any, does: "delay", ms: 400, share: 1 / 30 },
  ];
};
const people = [];

test("fifty people at once, two of them dropped, the homeserver faulty and the bot killed and stopped: no answer lost or mixed", async () => {
  proxy.rules.push(...weather());
  const { vagval, wordsOf } = await load(dist);
  const { chat, words } = await loadChat(dist);
  const spoken = { sv: words("sv"), en: words("en") };
  const { plainText } = await import(join(dist, JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"))["render.js"]));
  const questions = vagval.questions("se");
  const list = readFileSync(new URL("../../src/policy/data/se/municipalities.txt", import.meta.url), "utf8");
  const names = Object.fromEntries([...list.matchAll(/^(\d{4}) (.*)$/gm)].map(([, code, name]) => [code, name]));
  people.push(...Array.from({ length: PEOPLE }, (_, number) => ({
    number, person: new Person(server, `person${number}`, user.user_id), lang: number % 5 === 3 ? "en" : "sv", facts: invent(number, questions, Object.keys(names)),
  })));
  await Promise.all(people.map(({ person }) => person.begin()));
  // The last two share a room.
  const [host, guest] = people.slice(-2).map(({ person }) => person);
  [host.alone, guest.alone] = [false, false];
  await Promise.all(people.slice(0, -2).map(({ person }) => person.invite()));
  await host.invite(guest.user);
  await guest.join(host.room);
  clock("everybody has a room");

  let answers = 0;
  let [killed, stopped] = [];
  const talk = async ({ number, person, lang, facts }) => {
    const text = wordsOf(spoken[lang].text, "se");
    let heard = "";
    if (person.alone) {
      heard = await person.hears();
      for (const words of [spoken.sv.lexicon.say.program, spoken.sv.lexicon.say.server, page, own("sv").room]) assert.ok(heard.includes(words), `${words} in ${heard}`);
    }
    if (lang === "en") heard = await person.replies("English, please");
    const given = new Map();
    const meets = async (fact, event) => {
      if (event) given.set(fact, event);
      answers += 1;
      if (answers === PEOPLE * 3) killed = bot.kill().then(() => bot.start()).then(() => clock("the bot is killed and back"));
      if (answers === PEOPLE * 7) {
        stopped = killed.then(() => bot.stop()).then(async (code) => {
          assert.equal(code, 0, bot.output.join(""));
          assert.match((await bot.asks("--health")).said, /^the bot was stopped/);
          await bot.start();
          clock("the bot is stopped and back");
        });
      }
      if ([3, 11].includes(number) && given.size === 4 && event) return "drop";
      if (number !== 5 || fact !== "check") return undefined;
      // An answer that was sent is edited.
      facts.age = 41;
      await person.edits(given.get("age"), "41");
      const again = await person.hears();
      assert.ok(again.includes(own("sv").amended) && again.includes("41 år") && again.includes(text.page.check.lead), again);
      // What is not understood then is asked again, as ever.
      await person.edits(given.get("sex"), "en hund");
      const asked = await person.hears();
      assert.ok(asked.includes(spoken.sv.lexicon.say.again) && asked.includes(text.question.sex.title), asked);
      assert.ok((await person.replies(text.question.sex.choice[facts.sex])).includes(text.page.check.lead));
      // A message that is removed takes its answer along, and the question is asked anew.
      await person.removes(given.get("education"));
      const anew = await person.hears();
      assert.ok(anew.includes(own("sv").removed) && anew.includes(text.question.education.title), anew);
      await person.says(text.question.education.choice.compulsory);
      facts.education = "compulsory";
      return "again";
    };
    heard = await person.replies(number % 2 ? spoken[lang].lexicon.label.begin : lang === "sv" ? "hej" : "hello");
    return answerAll(person, { text, names, facts, heard, meets });
  };
  const last = await Promise.all(people.map(talk));
  await stopped;
  proxy.rules.length = 0;
  clock(`${people.reduce((sum, { person }) => sum + person.said, 0)} messages are answered, over ${JSON.stringify(proxy.counts)}`);

  for (const { number, person, lang, facts } of people) {
    const saved = await keptAt(person, "result");
    // Exactly what they told is what is known of them.
    const told = Object.fromEntries(Object.entries(facts).filter(([fact, value]) => value !== "unknown" && Object.hasOwn(saved.case.facts, fact)));
    assert.deepEqual(saved.case.facts, told, person.name);
    assert.ok(Object.keys(told).length >= 4, person.name);
    // What was shown is what this program says of it, and that is what the native command computes.
    const again = new chat.Chat({ on: saved.case.on, ...spoken[lang], server: page, saved, handover: person.room.slice(0, 120) });
    const shown = again.turn();
    assert.ok(last[number].endsWith(plainText(shown)), `${person.name}: ${last[number]}\n---\n${plainText(shown)}`);
    again.free();
    const native = execFileSync(command, ["assess", "-"], { input: JSON.stringify(saved.case), encoding: "utf8" });
    assert.equal(`${JSON.stringify(vagval.assess(saved.case))}\n`, native, person.name);
  }
  clock("every assessment is that of the native command");

  // Where two share a room, that is said.
  const { chunk } = await host.ask("GET", `${v3}/rooms/${encodeURIComponent(host.room)}/messages?dir=f&limit=100`);
  assert.ok(chunk.some(({ sender, content }) => sender === user.user_id && content.body?.includes(own("sv").others)));

  await handsOver(people[0], spoken.sv);
  const { person } = people[1];
  await person.replies("lämna över");
  assert.ok(!(await person.replies("avbryt")).includes(own("sv").sent));
  await checkOfficersRoom(people[0].handed);
  const log = bot.output.join("");
  assert.ok(!log.includes("refused") && !log.includes("not dealt"), log);
  for (const { person } of people) assert.ok(!log.includes(person.name) && !log.includes(person.room), "the log names nobody");
  const { code, said } = await bot.asks("--health");
  assert.ok(code === 0 && said.startsWith("the bot is well"), said);
});

/** Somebody looks at what would be sent, strikes a line, and sends it. */
const handsOver = async (someone, { lexicon }) => {
  const { person, facts } = someone;
  const preview = await person.replies("lämna över");
  assert.ok(preview.includes(lexicon.say["handover-lead-server"]), preview);
  const whole = await person.replies("visa allt");
  assert.ok(whole.includes(`Ålder: ${facts.age} år`), whole);
  await person.replies("stryk ålder");
  const goes = await person.replies("visa allt");
  assert.ok(!goes.includes(`Ålder: ${facts.age} år`), goes);
  const done = await person.replies("skicka");
  assert.ok(done.includes(lexicon.say["handover-done-server"]), done);
  assert.equal(await person.hears(), own("sv").sent);
  someone.handed = goes;
};

/** What the officer has: the text that was shown and the file, once each; and the file opens. */
const checkOfficersRoom = async (shown) => {
  const { chunk } = await officer.ask("GET", `${v3}/rooms/${encodeURIComponent(officer.room)}/messages?dir=b&limit=50`);
  const messages = chunk.filter(({ type }) => type === "m.room.message").map(({ content }) => content);
  assert.deepEqual(messages.map(({ msgtype }) => msgtype).sort(), ["m.file", "m.text"], "what was confirmed, once, and nothing of anybody else");
  const [file, text] = ["m.file", "m.text"].map((type) => messages.find(({ msgtype }) => msgtype === type));
  for (const line of text.body.split("\n")) assert.ok(shown.includes(line), `${line} was shown before it was sent`);
  const id = file.url.replace("mxc://", "");
  const download = await fetch(`${server.url}/_matrix/client/v1/media/download/${id}`, { headers: { Authorization: `Bearer ${await officer.token()}` } });
  const json = await download.text();
  assert.match(download.headers.get("content-type"), /^application\/json/);
  const link = /href="([^"]+)"/.exec(text.formatted_body)[1];
  assert.ok(link.startsWith(`${page}officer.html#`));
  assert.equal(Buffer.from(link.split("=").at(-1), "base64url").toString(), json, "the link carries the same");
  assert.equal(JSON.parse(json).kind, "vagval-handover");
  assert.equal(JSON.parse(json).case.facts.age, "declined");
  writeFileSync(join(out, "handover.json"), json);
  writeFileSync(join(out, "handover.txt"), text.body);
};

const about = () => ({ server, proxy, bot, user, officer, people, own, kept, clock, spoken: async () => (await loadChat(dist)).words("sv"), page, out });
test("long texts are split and lose nothing", pieces.splits);
test("one sender's flood is read only so far, and no other's", pieces.rations);
test("who is on duty, who is asked next, and which hours are offered", pieces.duty);
test("rooms wait for themselves alone, and the place in the stream for the slowest", pieces.queued);
test("wrong settings are told in plain words", () => pieces.settings(about()));
test("one room that is held back, one sender's 600 messages, or a join that hangs, holds nobody else", () => holds(about()));
test("what somebody told is deleted at every way of leaving, at every removal, and when its time is over", () => deletes(about()));
test("fifty people come to three officers, one of them silent; and where nobody comes, the hours go into the packet", () => hands(about()));
