// The conversations: one for each person in each room, by the chat's WASM. Knows nothing about Matrix.
//
// A conversation in memory can go at any time; what is kept of it (`kept()`) is enough to go on.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** So many conversations are held in memory; the others go on from what is kept of them. */
const HELD = 200;
/** What was said is kept up to so many replies and bytes, and cut back to two thirds of that: the oldest go. */
const REPLIES = 90;
const SAID = 24_000;
/** Of so many messages it is known what they told, should they be edited or removed; and of each that told a fact last. */
const EDITABLE = 120;

/** What tells a reply again without its words. */
const markOf = (words) => createHash("sha256").update(words).digest("base64url").slice(0, 12);

/** A country of the finished site; null is the one that the page begins with. */
const countryOf = (dist, id) => {
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  const countries = JSON.parse(readFileSync(join(dist, manifest["countries.json"]), "utf8"));
  const found = id === null ? countries[0] : countries.find((country) => country.id === id);
  if (!found) throw new Error(`country: is ${countries.map(({ id }) => id).join(" or ")}`);
  return found;
};

/** The time in a country of the finished site, wherever the server stands: 2026-11-21T14:05. */
export const clockOf = (dist, country) => {
  // Swedish writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: countryOf(dist, country).zone, dateStyle: "short", timeStyle: "short" });
  return (date = new Date()) => format.format(date).replace(" ", "T");
};

/** Loads the chat from a finished site. `handovers`: is there an officer who takes them? */
export const loadTalks = async ({ dist, page, lang: firstLang, country, handovers, now = clockOf(dist, country) }) => {
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  const { id: jurisdiction } = countryOf(dist, country);
  const json = (name) => JSON.parse(readFileSync(join(dist, manifest[name]), "utf8"));
  const module = (name) => import(pathToFileURL(join(dist, manifest[name])));
  const [chat, render] = await Promise.all([module("vagval-chat.js"), module("render.js")]);
  await chat.default({ module_or_path: readFileSync(join(dist, manifest["vagval-chat.wasm"])) });
  /** How to reach a human in the country. Where it has many numbers, none is named. */
  const humanIn = (text) => {
    const { meta, frame: { human, phone: number } } = render.wordsOf(text, jurisdiction);
    if (!number) return human;
    // A number is read from the left in every script.
    return `${human} ${meta.dir === "rtl" ? `\u2066${number}\u2069` : number}`;
  };
  const words = Object.fromEntries(
    ["sv", "en", "ar"].map((lang) => {
      const text = json(`text/${lang}.json`);
      return [lang, { text, lexicon: json(`chat/${lang}.json`), own: json(`matrix/${lang}.json`), human: humanIn(text) }];
    }),
  );
  const isFailure = (answer) => "problems" in answer;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  /** The bot's own words in a language, `{name}` filled in; what they mean that people write; and where to ring. */
  const voice = (lang) => ({
    lang,
    say: (key, values = {}) => fill(words[lang].own.matrix[key], values),
    /** Is it, but for capitals and signs, one of the words under `key`? */
    means: (key, text) => {
      const plainly = (written) => written.toLowerCase().replace(/[.!?«»"”]/g, "").trim();
      return words[lang].own.matrix[key].split(",").map(plainly).includes(plainly(text));
    },
    /** A local time as a date and an hour. */
    time: (moment) => {
      const [year, month, day] = moment.slice(0, 10).split("-").map(Number);
      const { date } = words[lang].text;
      const long = fill(date.long, { day, month: date.month[`m${month}`], year });
      return fill(date["with-time"], { date: long, time: moment.slice(11) });
    },
    human: words[lang].human,
  });

  /** The chat of `id` (a room), anew or from what was saved; null where that cannot be opened any more. */
  const chatOf = (id, lang, saved) => {
    const { text, lexicon } = words[lang];
    const options = { on: now(), jurisdiction, text, lexicon, server: page, handover: handovers ? id.slice(0, 120) : null };
    const made = new chat.Chat(saved ? { ...options, saved } : options);
    if (!isFailure(made.turn())) return made;
    made.free();
    return null;
  };
  /** The conversation of `id`, anew or from what was kept; null where that cannot be opened any more. */
  const open = (id, kept) => {
    const lang = Object.hasOwn(words, kept?.saved?.lang) ? kept.saved.lang : firstLang;
    const made = chatOf(id, lang, kept?.saved);
    return made && new Talk(made, id, lang, (kept?.answers ?? []).map(read));
  };
  /** What a message told, as it was kept; a list is the form of older versions. */
  const read = (row) => (Array.isArray(row) ? { event: row[0], asked: row[1], facts: row.slice(2), marks: [] } : row);

  class Talk {
    #talk;
    #id;
    #lang;
    /** Of a message: the question that it answered ("" for none, null where it was no answer), the facts that nothing
     *  later told, and the marks of its words. */
    #answers;

    constructor(talk, id, lang, answers) {
      [this.#talk, this.#id, this.#lang] = [talk, id, lang];
      this.#answers = new Map(answers.map((row) => [row.event, row]));
    }

    get voice() {
      return voice(this.#lang);
    }

    turn() {
      return this.#talk.turn();
    }

    /** Takes a reply; `event` is the id of the message. */
    reply(event, text) {
      const before = this.turn().id;
      const asked = before.startsWith("question.") ? before.slice("question.".length) : "";
      return this.#take(event, asked, () => this.#talk.reply(text, now()));
    }

    /** Takes a message that was edited: a correction of what it answered. Null where it was no answer. */
    amend(event, text) {
      if (!this.answered(event)) return null;
      const { asked } = this.#answers.get(event);
      return this.#take(event, asked, () => this.#talk.amend(asked, text, now()));
    }

    #take(event, asked, act) {
      const was = this.#talk.save();
      const turn = this.#spoken(act());
      if (turn.notice?.type === "wiped") {
        this.#answers.clear();
        return turn;
      }
      const is = this.#talk.save();
      const answered = ["read", "again", "wrong"].includes(turn.notice?.type);
      const marks = is.said.slice(was.said.length).filter(([by]) => by === "person").map(([, say]) => markOf(say));
      if (!answered && marks.length === 0) return turn;
      const facts = Object.keys(is.case.facts).filter((fact) => was.case.facts[fact] !== is.case.facts[fact]);
      for (const other of this.#answers.values()) other.facts = other.facts.filter((fact) => !facts.includes(fact));
      const known = this.#answers.get(event);
      this.#answers.set(event, {
        event, asked: known?.asked ?? (answered ? asked : null),
        facts: [...new Set([...(known?.facts ?? []), ...facts])], marks: [...(known?.marks ?? []), ...marks],
      });
      for (const [id, row] of this.#answers) {
        if (this.#answers.size <= EDITABLE) break;
        if (row.facts.length === 0) this.#answers.delete(id);
      }
      return turn;
    }

    /** Takes back what a message told that was removed, and its words. Null where no answer went with it. */
    retract(event) {
      const { facts = [], marks = [] } = this.#answers.get(event) ?? {};
      this.#answers.delete(event);
      for (const fact of facts) this.#talk.retract(fact, now());
      const saved = this.#talk.save();
      const said = saved.said.filter(([by, say]) => by !== "person" || !marks.includes(markOf(say)));
      if (said.length < saved.said.length) this.#reopen({ ...saved, said });
      return facts.length ? this.turn() : null;
    }

    /** Did that message answer something? */
    answered(event) {
      return typeof this.#answers.get(event)?.asked === "string";
    }

    /** Is anything kept of that message? */
    knows(event) {
      return this.#answers.has(event);
    }

    /** Whoever asks for another language is answered in it. */
    #spoken(turn) {
      if (turn.notice?.type !== "speak" || !Object.hasOwn(words, turn.notice.value)) return turn;
      this.#lang = turn.notice.value;
      return this.#talk.speak(words[this.#lang].text, words[this.#lang].lexicon);
    }

    /** A hand-over that was sent, with one more question and its answer; null where that cannot be. */
    addToHandover(sent, asked, answered) {
      const packet = this.#talk.addToHandover(sent, asked, answered);
      return isFailure(packet) ? null : packet;
    }

    #reopen(saved) {
      const again = chatOf(this.#id, this.#lang, saved);
      if (!again) return;
      this.#talk.free();
      this.#talk = again;
    }

    /** What is kept: of what was said, only so much that it is never large. */
    kept() {
      let saved = this.#talk.save();
      const replies = (said) => said.filter(([by]) => by === "person").length;
      const bytes = (said) => Buffer.byteLength(JSON.stringify(said));
      const share = (said) => Math.max(replies(said) / REPLIES, bytes(said) / SAID);
      // A hand-over that is shown is no part of what is saved: it must not be lost by opening it again.
      if (share(saved.said) > 1 && this.turn().id !== "handover") {
        let { said } = saved;
        while (share(said) > 2 / 3) said = said.slice(Math.max(1, Math.floor(said.length / 20)));
        saved = { ...saved, said };
        this.#reopen(saved);
      }
      return { saved, answers: [...this.#answers.values()], at: now() };
    }

    free() {
      this.#talk.free();
    }
  }

  const held = new Map();
  return {
    open,
    render,
    now,
    /** The bot's own words in a language. */
    voiceIn: (lang) => voice(Object.hasOwn(words, lang) ? lang : firstLang),
    /** The bot's own words in the first language, for whoever has not yet spoken. */
    voice: voice(firstLang),
    /** The conversation of a key that is still in memory. */
    held: (key) => {
      const talk = held.get(key);
      if (talk) held.delete(key), held.set(key, talk);
      return talk;
    },
    hold: (key, talk) => {
      held.set(key, talk);
      if (held.size <= HELD) return;
      const [oldest, forgotten] = held.entries().next().value;
      held.delete(oldest);
      forgotten.free();
    },
    forget: (key) => {
      held.get(key)?.free();
      held.delete(key);
    },
    /** Days between two local times. */
    days: (from, to = now()) => (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 86_400_000,
  };
};
