// The conversations: one for each person in each room, by the chat's WASM. Knows nothing about Matrix.
//
// A conversation in memory can go at any time; what is kept of it (`kept()`) is enough to go on.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** So many conversations are held in memory; the others go on from what is kept of them. */
const HELD = 200;
/** Of so many messages it is known which question they answered, should they be edited. */
const EDITABLE = 60;

/** The time in Sweden: 2026-11-21T14:05. */
export const swedishTime = (date = new Date()) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm", dateStyle: "short", timeStyle: "short" }).format(date).replace(" ", "T");

/** Loads the chat from a finished site. `handovers`: is there an officer who takes them? */
export const loadTalks = async ({ dist, page, lang: firstLang, handovers, now = swedishTime }) => {
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  const json = (name) => JSON.parse(readFileSync(join(dist, manifest[name]), "utf8"));
  const module = (name) => import(pathToFileURL(join(dist, manifest[name])));
  const [chat, render] = await Promise.all([module("vagval-chat.js"), module("render.js")]);
  await chat.default({ module_or_path: readFileSync(join(dist, manifest["vagval-chat.wasm"])) });
  const words = Object.fromEntries(
    ["sv", "en", "ar"].map((lang) => [lang, { text: json(`text/${lang}.json`), lexicon: json(`chat/${lang}.json`), own: json(`matrix/${lang}.json`) }]),
  );
  const isFailure = (answer) => "problems" in answer;

  /** The bot's own words in a language, `{name}` filled in, and where to ring. */
  const voice = (lang) => ({
    say: (key, values = {}) => words[lang].own.matrix[key].replace(/\{(\w+)\}/g, (_, name) => values[name]),
    phone: words[lang].text.frame.phone.se,
  });

  /** The conversation of `id` (a room), anew or from what was kept; null where that cannot be opened any more. */
  const open = (id, kept) => {
    const lang = Object.hasOwn(words, kept?.saved?.lang) ? kept.saved.lang : firstLang;
    const { text, lexicon } = words[lang];
    const options = { on: now(), text, lexicon, server: page, handover: handovers ? id.slice(0, 120) : null };
    const talk = new chat.Chat(kept ? { ...options, saved: kept.saved } : options);
    const answers = (kept?.answers ?? []).map(([event, ...facts]) => [event, facts]);
    if (!isFailure(talk.turn())) return new Talk(talk, lang, new Map(answers));
    talk.free();
    return null;
  };

  class Talk {
    #talk;
    #lang;
    /** Of a message, the question that it answered ("" for none), and every fact that it told. */
    #answers;

    constructor(talk, lang, answers) {
      [this.#talk, this.#lang, this.#answers] = [talk, lang, answers];
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
      const known = this.#facts();
      const turn = this.#spoken(this.#talk.reply(text, now()));
      const answered = ["read", "again", "wrong"].includes(turn.notice?.type);
      if (answered && event) {
        const asked = before.startsWith("question.") ? before.slice("question.".length) : "";
        const told = Object.entries(this.#facts()).filter(([fact, value]) => known[fact] !== value);
        this.#answers.set(event, [asked, ...told.map(([fact]) => fact)]);
        if (this.#answers.size > EDITABLE) this.#answers.delete(this.#answers.keys().next().value);
      }
      if (turn.notice?.type === "wiped") this.#answers.clear();
      return turn;
    }

    /** Takes a message that was edited: a correction of what it answered. Null where it was no answer. */
    amend(event, text) {
      if (!this.#answers.has(event)) return null;
      return this.#spoken(this.#talk.amend(this.#answers.get(event)[0], text, now()));
    }

    /** Takes back what a message told that was removed. Null where it told nothing. */
    retract(event) {
      const [, ...told] = this.#answers.get(event) ?? [];
      this.#answers.delete(event);
      return told.map((fact) => this.#talk.retract(fact, now())).at(-1) ?? null;
    }

    #facts() {
      return this.#talk.save().case.facts;
    }

    /** Did that message answer something? */
    answered(event) {
      return this.#answers.has(event);
    }

    /** Whoever asks for another language is answered in it. */
    #spoken(turn) {
      if (turn.notice?.type !== "speak" || !Object.hasOwn(words, turn.notice.value)) return turn;
      this.#lang = turn.notice.value;
      return this.#talk.speak(words[this.#lang].text, words[this.#lang].lexicon);
    }

    kept() {
      return { saved: this.#talk.save(), answers: [...this.#answers].map(([event, facts]) => [event, ...facts]), at: now() };
    }

    free() {
      this.#talk.free();
    }
  }

  const held = new Map();
  return {
    open,
    render,
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
