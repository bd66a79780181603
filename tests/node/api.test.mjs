// The interface for hosts, on the files of dist: the same WASM and words that a browser gets.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load } from "./vagval.mjs";

const dist = process.env.VAGVAL_DIST;
const { vagval, text, wordsOf } = await load(dist);
const { Session, assess, questions, version } = vagval;
const swedish = text("sv");
const english = text("en");

const options = { channel: "web", on: "2026-11-21", text: swedish };
const aCase = (facts, rest = {}) => ({ v: 1, jurisdiction: "se", on: "2026-11-21", facts, ...rest });
const value = (fact, value) => ({ type: "answer", fact, given: "value", value });
const typed = (fact, value) => ({ type: "answer", fact, given: "typed", value });

/** The words of a key as `error.bad-value`. */
const message = (text, key) => key.split(".").reduce((tree, part) => tree?.[part], text);

/** The problems of a failure, each with a code, and a key that has words in every language. */
const problems = (failure) => {
  assert.deepEqual(Object.keys(failure), ["v", "problems"], JSON.stringify(failure).slice(0, 200));
  assert.ok(failure.problems.length > 0);
  for (const problem of failure.problems) {
    assert.deepEqual(Object.keys(problem), ["code", "key", "at", "given", "allowed"]);
    assert.equal(problem.key, `error.${problem.code}`);
    assert.ok(message(swedish, problem.key) && message(english, problem.key), `${problem.key} has words`);
  }
  return failure.problems.map(({ code, at }) => `${code} at ${at}`);
};

test("version tells the engine, the policy and the file", () => {
  const { version: number, engine, policy } = version();
  assert.match(number, /^\d+\.\d+\.\d+$/);
  assert.match(engine, /^[0-9a-f]{16}$/);
  assert.equal(policy.length, 2);
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  const bytes = readFileSync(join(dist, manifest["vagval.wasm"]));
  const hash = createHash("sha256").update(bytes).digest("hex");
  assert.equal(vagval.WASM_SHA256, hash);
  assert.equal(manifest["vagval.wasm"], `vagval.${hash}.wasm`);
  assert.equal(assess(aCase({})).edition.engine, engine);
});

test("questions are those of the jurisdiction, Sweden where none is named", () => {
  const ids = (list) => list.map((question) => question.id);
  assert.deepEqual(questions(), questions("se"));
  assert.ok(ids(questions()).includes("own-estimate") && !ids(questions("fi")).includes("own-estimate"));
  const age = questions().find((question) => question.id === "age");
  assert.deepEqual(age, {
    id: "age", kind: "number", choices: [], min: 16, max: 74, always: false, sensitive: false,
  });
  for (const country of ["se", "fi"])
    for (const question of questions(country)) {
      const words = wordsOf(swedish, country).question[question.id];
      assert.ok(words.title, question.id);
      for (const choice of question.choices) assert.ok(words.choice[choice], choice);
    }
  for (const wrong of ["no", "", 5, {}, true]) {
    assert.deepEqual(problems(questions(wrong)), ["unknown-jurisdiction at jurisdiction"]);
  }
});

test("assess judges a case, and names every field that is wrong", () => {
  const assessment = assess(aCase({ age: 34, municipality: "2480", "registered-since": "2026-01-15" }));
  assert.equal(assessment.v, 1);
  assert.equal(Object.values(assessment.track.chances).reduce((a, b) => a + b), 1000);
  assert.deepEqual(Object.keys(assessment.track.chances), ["too-close", "a", "b", "c", "too-far"]);
  assert.equal(assessment.job_chance.by_month[5], assessment.job_chance.six_months);
  assert.equal(assess(aCase({}, { jurisdiction: "fi" })).why, "not-in-finland");
  const wrong = aCase({ age: "34", "shoe-size": 43, "registered-since": "2026-11-22" });
  assert.deepEqual(problems(assess(wrong)), [
    "out-of-range at facts.age",
    "after-the-day at facts.registered-since",
    "unknown-fact at facts.shoe-size",
  ]);
  assert.deepEqual(problems(assess(aCase({ age: 60, programme: "youth-guarantee" }))), [
    "contradiction at facts.programme",
  ]);
  assert.deepEqual(problems(assess(aCase({}, { on: "2015-01-01" }))), ["before-first-edition at on"]);
});

test("a session asks, takes the time from the events, and is kept and gone on with", () => {
  const session = new Session(options);
  assert.equal(session.view().view.page, "start");
  assert.equal(session.step({ type: "begin", on: "2026-11-21T09:00" }).view.page, "question.municipality");
  assert.equal(session.save().case.on, "2026-11-21T09:00");
  let reply = session.step(typed("municipality", "malmo"));
  assert.equal(reply.view.page, "question.age");
  assert.ok(reply.effects.some((effect) => effect.type === "focus" && effect.value === "heading"));
  reply = session.step(typed("age", "vuxen"));
  assert.deepEqual([reply.view.page, reply.effects.at(-1).value], ["question.age", "mistakes"]);
  session.step(typed("age", "34 år"));
  session.step({ ...value("sex", "unknown"), on: "2026-11-22T10:30" });
  const saved = session.save();
  assert.deepEqual(saved.case, {
    v: 1, jurisdiction: "se", on: "2026-11-22T10:30", facts: { municipality: "1280", age: 34 },
  });
  assert.deepEqual(saved.unknown, ["sex"]);

  const restored = Session.restore(JSON.parse(JSON.stringify(saved)), swedish);
  assert.deepEqual(restored.save(), saved);
  assert.deepEqual(restored.view(), session.view());
  assert.deepEqual(assess(saved.case), assess(restored.save().case));
});

test("a result is kept as an object, and laid beside a later one; a list of providers is handed over", () => {
  const session = new Session(options);
  session.step(value("age", "34"));
  session.step(value("birth-region", "europe"));
  const keep = (value) => session.step({ type: "save-receipt", value }).effects[0].value;
  const kept = keep("all");
  assert.deepEqual(kept.case, session.save().case);
  assert.deepEqual(keep("without-sensitive").withheld, ["birth-region"]);
  session.step(value("age", "61"));
  const { view, effects } = session.step({ type: "open-receipt", value: JSON.parse(JSON.stringify(kept)) });
  assert.equal(view.page, "receipt");
  assert.ok(effects.some((effect) => effect.type === "focus" && effect.value === "opened"));
  assert.match(view.regions[1].markup, /ålder: från ”34 år” till ”61 år”/);
  assert.deepEqual(problems(session.step({ type: "save-receipt", value: "some" })), ["bad-event at event.value"]);
  assert.match(session.step({ type: "open-receipt", value: 7 }).view.title, /^Fel: /);

  assert.deepEqual(session.step({ type: "show", value: "providers" }).effects.at(-1), { type: "load-providers", value: null });
  const list = { v: 1, source: "En lista", read: "2026-11-01", providers: [{ id: "a", name: "Alfa AB", distance: true }] };
  assert.match(session.provide(list).view.regions[1].markup, /Alfa AB/);
  assert.match(session.provide(null).view.regions[1].markup, /ingen lista/);
});

test("another language keeps every answer and the page", () => {
  const session = new Session({ ...options, lang: "sv" });
  session.step({ type: "begin" });
  session.step(typed("municipality", "Umeå"));
  const before = session.save();
  const { effects } = session.step({ type: "speak", value: "en" });
  assert.deepEqual(effects, [{ type: "load-text", value: "en" }]);
  const { view } = session.speak(english);
  assert.deepEqual([view.lang, view.page], ["en", "question.age"]);
  assert.deepEqual(session.save(), { ...before, lang: "en" });
  assert.deepEqual(problems(session.speak({ nothing: "here" })), ["bad-value at text"]);
  assert.equal(session.view().view.lang, "en");
});

test("`lang` may be left out, and must be that of the words", () => {
  for (const lang of [undefined, null, "sv"]) {
    assert.equal(new Session({ ...options, lang }).view().view.lang, "sv");
  }
  assert.deepEqual(problems(new Session({ ...options, lang: "en" }).view()), ["bad-value at lang"]);
});

test("a session begun with wrong options answers every call with what is wrong", () => {
  const without = (key) => ({ ...options, [key]: undefined });
  for (const [wrong, problem] of [
    [undefined, "bad-value at channel"],
    ["web", "bad-value at channel"],
    [without("channel"), "bad-value at channel"],
    [{ ...options, channel: "fax" }, "bad-value at channel"],
    [without("on"), "bad-value at on"],
    [{ ...options, on: new Date() }, "bad-value at on"],
    [{ ...options, on: "2026-02-30" }, "bad-value at on"],
    [{ ...options, jurisdiction: "no" }, "unknown-jurisdiction at jurisdiction"],
    [without("text"), "bad-value at text"],
    [{ ...options, text: {} }, "bad-value at text"],
    [{ ...options, text: { "meta.lang": 7 } }, "bad-value at text"],
  ]) {
    const session = new Session(wrong);
    const answers = [session.view(), session.step({ type: "begin" }), session.save(), session.speak(swedish)];
    for (const answer of answers) assert.deepEqual(problems(answer), [problem]);
  }
});

// Numbers that are the same each time (Mulberry32).
const random = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const itself = { type: "answer" };
itself.fact = itself;
const deep = Array.from({ length: 20_000 }).reduce((inner) => ({ type: inner }), {});
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const thrower = {
  get type() {
    throw new Error("from the host");
  },
};

/** What no event, no option and no saved state has anywhere. */
const JUNK = [
  undefined, null, true, NaN, Infinity, -1, 1.5, 2 ** 53, 10n, Symbol("x"), () => 1, "", " ", "\0", "\ud800", "😀".repeat(5000),
  [], [[]], {}, { length: 3 }, new Date(0), new Map([[1, 2]]), new Uint8Array(4), /x/, itself, deep, revoked, thrower,
  "__proto__", Object.create(null), new Proxy({}, { ownKeys: () => { throw new Error("from the host"); } }),
];

test("10,000 malformed events are refused as values and change nothing", () => {
  const next = random(1);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const events = [
    { type: "begin" }, value("age", "40"), typed("age", "40"), { type: "change", fact: "age" }, { type: "show", value: "model" },
    { type: "visit", value: 1 }, { type: "speak", value: "en" }, { type: "clock", on: "2026-11-22" },
  ];
  const needed = { begin: ["type", "on"], answer: ["type", "fact", "given", "value", "on"], change: ["type", "fact"],
    show: ["type", "value"], visit: ["type", "value"], speak: ["type"], clock: ["type", "on"] };
  const session = new Session(options);
  session.step({ type: "begin" });
  session.step(typed("municipality", "Umeå"));
  session.step(value("age", "34"));
  const before = JSON.stringify([session.save(), session.view()]);
  for (let refused = 0; refused < 10_000; refused += 1) {
    let event = pick(JUNK);
    if (next() < 0.8) {
      const whole = pick(events);
      const key = pick(needed[whole.type]);
      // A text is junk everywhere but as a value, and no time at all is no junk.
      const text = key === "value" && whole.type === "answer";
      const junk = JUNK.filter((junk) => !(text && typeof junk === "string") && !(key === "on" && isNothing(junk) && whole.type !== "clock"));
      event = { ...whole, on: whole.on ?? "2026-12-24", [key]: pick(junk) };
    }
    problems(session.step(event));
    if (refused % 100 === 0) assert.equal(JSON.stringify([session.save(), session.view()]), before);
  }
  assert.equal(JSON.stringify([session.save(), session.view()]), before);
});

/** What the boundary takes for nothing: JavaScript has many. */
const isNothing = (junk) =>
  junk == null || ["function", "symbol", "bigint"].includes(typeof junk) || [revoked, thrower].includes(junk) ||
  (typeof junk === "object" && !Array.isArray(junk) && isProxyThatThrows(junk));
const isProxyThatThrows = (junk) => {
  try {
    Object.entries(junk);
    return false;
  } catch {
    return true;
  }
};

test("10,000 malformed options, saved states and cases are refused as values", () => {
  const next = random(2);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const session = new Session(options);
  session.step({ type: "begin" });
  session.step(value("municipality", "2480"));
  session.step(value("age", "34"));
  const saved = session.save();
  const junk = JUNK.filter((junk) => !isNothing(junk));
  const words = { "meta.lang": "sv" };
  // No facts at all is a case too.
  const isEmptyObject = (facts) => typeof facts === "object" && !Array.isArray(facts) && Object.keys(facts).length === 0;
  /** `whole` with junk in one place that it must have. */
  const spoilt = (whole, paths) => {
    const copy = structuredClone(whole);
    const path = pick(paths);
    const last = path.at(-1);
    path.slice(0, -1).reduce((inner, key) => inner[key], copy)[last] = pick(last === "facts" ? junk.filter((facts) => !isEmptyObject(facts)) : junk);
    return copy;
  };
  const savedPaths = [
    ["v"], ["channel"], ["page"], ["case"], ["case", "v"], ["case", "on"], ["case", "jurisdiction"], ["case", "facts"],
    ["case", "facts", "age"], ["case", "facts", "municipality"], ["case", "facts", "shoe-size"],
  ];
  for (let refused = 0; refused < 10_000; refused += 1) {
    switch (refused % 3) {
      case 0: {
        const wrong = next() < 0.2 ? pick(JUNK) : spoilt(saved, savedPaths);
        const session = Session.restore(wrong, words);
        problems(session.view());
        session.free();
        break;
      }
      case 1: {
        const wrong = next() < 0.2 ? pick(JUNK) : spoilt({ ...options, text: words }, [["channel"], ["on"], ["text"], ["jurisdiction"]]);
        const session = new Session(wrong);
        problems(session.view());
        session.free();
        break;
      }
      default: {
        const wrong = next() < 0.2 ? pick(JUNK) : spoilt(saved, savedPaths.filter(([key]) => key === "case")).case;
        problems(assess(wrong));
      }
    }
  }
  assert.equal(assess(saved.case).v, 1, "still in order");
});
