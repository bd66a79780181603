// What a host gets wrong at length: answered in words, soon, without a trap, and the session stays usable.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load, loadChat } from "./vagval.mjs";

const dist = process.env.VAGVAL_DIST;
const { vagval, text } = await load(dist);
const swedish = text("sv");
const options = { channel: "web", on: "2026-11-21T14:05", text: swedish };
const aCase = (facts) => ({ v: 1, jurisdiction: "se", on: "2026-11-21", facts });
const many = (n) => Object.fromEntries(Array.from({ length: n }, (_, at) => [`x${at}`, at]));
const holdsItself = () => {
  const value = {};
  for (let at = 0; at < 10; at += 1) value[`k${at}`] = value;
  return value;
};

const perSession = (make, n) => {
  make().free();
  const before = memory();
  const all = Array.from({ length: n }, make);
  const each = (memory() - before) / n;
  for (const one of all) one.free();
  return Math.round(each);
};
let memory;

test("sessions share the words of their language", async () => {
  const { memory: own } = await vagval.default({ module_or_path: new Uint8Array() });
  memory = () => own.buffer.byteLength;
  const each = perSession(() => new vagval.Session(options), 1000);
  console.log(`a session: ${each} bytes`);
  assert.ok(each < 16_000, `${each} bytes`);
});

test("dialogues share the words of their language", async () => {
  const { chat, words } = await loadChat(dist);
  const { memory: own } = await chat.default({ module_or_path: new Uint8Array() });
  memory = () => own.buffer.byteLength;
  const spoken = words("sv");
  const each = perSession(() => new chat.Chat({ on: "2026-11-21T14:05", ...spoken }), 500);
  console.log(`a dialogue: ${each} bytes`);
  assert.ok(each < 16_000, `${each} bytes`);
});

const large = [
  ["80,000 unknown facts", () => aCase(many(80_000))],
  ["320,000 unknown facts", () => aCase(many(320_000))],
  ["an object that holds itself ten times", holdsItself],
  ["a typed array in place of the facts", () => aCase(new Uint8Array(1e6))],
  ["a view of a buffer", () => aCase(new DataView(new ArrayBuffer(1e6)))],
  ["a buffer", () => new ArrayBuffer(1e6)],
  ["a list of a million", () => aCase(Array.from({ length: 1e6 }, () => 0))],
  ["a text of two million characters", () => aCase({ municipality: "x".repeat(2e6) })],
];
for (const [what, make] of large) {
  test(`${what} is answered in words, and soon`, () => {
    const value = make();
    const session = new vagval.Session(options);
    const begun = performance.now();
    const answers = [vagval.assess(value), session.step(value)];
    const took = performance.now() - begun;
    for (const answer of answers) assert.ok(answer.problems?.length > 0, JSON.stringify(answer)?.slice(0, 200));
    console.log(`${what}: ${took.toFixed(0)} ms`);
    // Before there were limits, the slowest of these had not ended after a hundred seconds.
    assert.ok(took < 20_000, `${took} ms`);
    assert.ok(session.step({ type: "begin" }).view, "the session stays usable");
    session.free();
  });
}

test("one session too many is told so, and the others go on", () => {
  // Each reads the words anew, which takes a millisecond: a smaller file of words is as good here.
  const small = { ...options, text: { meta: { lang: "sv", dir: "ltr" } } };
  const all = [];
  for (let at = 0; at < 20_000; at += 1) all.push(new vagval.Session(small));
  const more = new vagval.Session(small);
  const [problem] = more.step({ type: "begin" }).problems;
  assert.equal(problem.at, "session");
  assert.match(JSON.stringify(problem.allowed), /20000/);
  assert.ok(all[0].step({ type: "begin" }).view);
  all.pop().free();
  const next = new vagval.Session(small);
  assert.ok(next.view().view, "there is room again");
  for (const one of [...all, more, next]) one.free();
});
