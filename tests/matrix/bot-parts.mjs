// What the bot is made of that needs no homeserver, and what it tells an operator whose settings are wrong.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDuty } from "../../hosts/matrix/duty.mjs";
import { limitsOf } from "../../hosts/matrix/limits.mjs";
import { parts } from "../../hosts/matrix/messages.mjs";
import { makeLanes, makeQueues } from "../../hosts/matrix/queues.mjs";

export const splits = () => {
  for (const text of ["", "kort", "rad\n".repeat(9000), "ord ".repeat(9000), "å".repeat(20_000), "😀".repeat(9000)]) {
    const split = parts(text);
    assert.equal(split.join(""), text, "nothing is lost");
    assert.ok(split.every((part) => Buffer.byteLength(part) <= 16_000 && !part.includes("\uFFFD")), "each part is whole and short enough");
  }
};

export const rations = () => {
  const limits = limitsOf(30);
  const takes = (user, count, at) => Array.from({ length: count }, () => limits.takes(user, at));
  const flood = takes("@loud:x", 600, 1000);
  assert.deepEqual([flood.filter((took) => took === "yes").length, flood.filter((took) => took === "first").length], [30, 1]);
  assert.equal(limits.takes("@calm:x", 1000), "yes", "another sender in the room is read");
  assert.equal(limits.takes("@loud:x", 61_000), "yes", "after a minute");
  const spread = limitsOf(30);
  assert.ok(Array.from({ length: 60 }, (_, at) => spread.takes("@slow:x", at * 2000)).every((took) => took === "yes"), "one every two seconds is no flood, however late it is read");
};

export const duty = () => {
  const row = (user, days, from, to) => ({ user, days, from, to });
  const made = makeDuty({
    "on-duty": [row("@a:x", [1, 2, 3, 4, 5], "08:00", "12:00"), row("@b:x", [1, 2, 3, 4, 5], "08:00", "16:30")], "closed-days": ["2026-11-25"], "talks-each": 2,
  });
  // 2026-11-26 is a Thursday.
  for (const [moment, who] of [
    ["2026-11-26T07:59", []], ["2026-11-26T08:00", ["@a:x", "@b:x"]], ["2026-11-26T12:00", ["@b:x"]], ["2026-11-26T16:30", []],
    ["2026-11-28T10:00", []], ["2026-11-25T10:00", []],
  ]) assert.deepEqual([...made.at(moment)].sort(), who, moment);
  const on = "2026-11-26T09:00";
  assert.equal(made.next(on, []), "@a:x");
  assert.equal(made.next(on, ["@a:x"]), "@b:x");
  made.takes("@a:x", "room 1");
  assert.equal(made.next(on, []), "@b:x", "who has fewer");
  made.missed("@b:x");
  assert.equal(made.next(on, []), "@a:x", "who comes when asked");
  made.takes("@a:x", "room 2");
  assert.equal(made.next(on, ["@b:x"]), null, "nobody gets more than the settings say");
  made.leaves("@a:x", "room 2");
  assert.equal(made.next(on, ["@b:x"]), "@a:x");
  assert.deepEqual(made.hours("2026-11-26T15:10"), ["2026-11-27T08:00", "2026-11-27T12:00", "2026-11-27T15:00", "2026-11-30T08:00", "2026-11-30T12:00", "2026-11-30T15:00"]);
  assert.deepEqual(makeDuty({ "on-duty": [], "closed-days": [], "talks-each": 1 }).hours(on), []);
};

export const queued = async () => {
  const done = [];
  let open;
  const gate = new Promise((go) => (open = go));
  const queues = makeQueues(async (id, { timeline }) => {
    if (id === "slow") await gate;
    done.push(...timeline.events.map((event) => `${id} ${event}`));
    return true;
  });
  const first = queues.batch("s0");
  queues.timeline("slow", { events: [1] }, first);
  queues.timeline("other", { events: [1] }, first);
  const second = queues.batch("s1");
  queues.timeline("other", { events: [2] }, second);
  queues.timeline("slow", { events: [2] }, second);
  await new Promise((later) => setTimeout(later, 10));
  assert.deepEqual(done, ["other 1", "other 2"], "one room does not wait for another");
  assert.equal(queues.place("s2"), "s0", "nothing that is undone is left behind");
  open();
  await queues.idle();
  assert.deepEqual(done.slice(2), ["slow 1", "slow 2"], "in its order");
  assert.equal(queues.place("s2"), "s2");

  const lane = makeLanes(8);
  const joins = [];
  lane("@bad:x", () => new Promise(() => {}));
  lane("@bad:x", async () => joins.push("bad"));
  await lane("@good:x", async () => joins.push("good"));
  assert.deepEqual(joins, ["good"], "who invites into a room that hangs holds up only themselves");
};

/** A settings file that is wrong, and what is told about it. */
export const settings = async ({ bot, out }) => {
  const folder = join(out, "wrong");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "empty"), "\n");
  const file = join(folder, "settings.json");
  const good = bot.settings;
  const token = join(out, "token");
  for (const [given, told] of [
    ["{", "this is no JSON"],
    ["[]", "an object is expected"],
    [{ ...good, colour: "red" }, "`colour` is not known"],
    [{ ...good, page: undefined }, "`page` is missing: the address of the page"],
    [{ ...good, "keep-days": 0 }, "`keep-days` must be 1 to 365"],
    [{ ...good, "on-duty": [{ user: "anna" }] }, "`on-duty` must be a list of who comes into rooms and when"],
    [{ ...good, officers: null, "on-duty": [{ user: "@a:x", days: [1], from: "08:00", to: "12:00" }] }, "`on-duty` needs `officers`"],
    [{ ...good, "token-file": "nowhere" }, "`token-file` is not there"],
    [{ ...good, "token-file": "empty" }, "`token-file` is empty"],
    [{ ...good, "token-file": token, dist: "nowhere" }, "there is no finished site in"],
    [{ ...good, "token-file": token, homeserver: "http://127.0.0.1:9" }, "it does not answer"],
    [{ ...good, "token-file": file }, "it refuses the token"],
    [{ ...good, "token-file": token, officers: "!none:localhost" }, "the bot is not in the officers' room"],
  ]) {
    writeFileSync(file, typeof given === "string" ? given : JSON.stringify(given));
    const { code, said } = await bot.asks("--check", file);
    assert.ok(code === 1 && said.includes(told), `${told} --- not in --- ${said}`);
    assert.ok(!/at .*\.mjs:\d+/.test(said), said);
  }
  const missing = await bot.asks("--check", join(folder, "nowhere.json"));
  assert.ok(missing.code === 1 && missing.said.includes("the settings file is not there"), missing.said);
  writeFileSync(file, `\uFEFF${JSON.stringify({ ...good, "token-file": token })}`);
  const right = await bot.asks("--check", file);
  assert.ok(right.code === 0 && !right.said.includes("WRONG"), right.said);
};
