// What one bad room or sender does to the others: at most one second.

import assert from "node:assert/strict";
import { Person } from "./people.mjs";

const PROBES = 6;
const ROUNDS = 4;
const LIMIT = 1000;

/** Everybody asks for the question again, over and over; the times in milliseconds, sorted. */
export const probe = async (people) => {
  const times = [];
  await Promise.all(people.map(async (person) => {
    for (let round = 0; round < ROUNDS; round += 1) times.push((await person.waitsFor("igen")).ms);
  }));
  return times.sort((one, other) => one - other);
};
const told = (times) => `median ${times[times.length >> 1]} ms, longest ${times.at(-1)} ms`;

/** People with a room each, greeted. */
export const newcomers = async (server, user, name, count) => {
  const people = await Promise.all(Array.from({ length: count }, (_, at) => new Person(server, `${name}${at}`, user.user_id).begin()));
  await Promise.all(people.map(async (person) => {
    await person.invite();
    await person.hears();
  }));
  return people;
};

export const holds = async ({ server, proxy, bot, user, own, clock }) => {
  await bot.stop();
  await bot.start({ "messages-per-minute": 30 });
  const people = await newcomers(server, user, "probe", PROBES);
  const [slow, loud, guest] = await newcomers(server, user, "bad", 3);
  const calm = await probe(people);
  clock(`others, while all is well: ${told(calm)}`);
  const within = (what, times) => {
    clock(`others, while ${what}: ${told(times)}`);
    assert.ok(times.at(-1) <= calm.at(-1) + LIMIT, `${what} delays others`);
  };

  // A room that is told to wait, for each of its messages.
  const held = { when: (_, path) => path.includes(`/rooms/${slow.room}/send/`), does: "429", ms: 4000 };
  proxy.rules.push(held);
  const asked = slow.waitsFor("igen");
  await new Promise((later) => setTimeout(later, 300));
  within("one room is answered 429", await probe(people));
  const tries = proxy.seen.filter(({ path }) => path.includes(`/rooms/${slow.room}/send/`));
  proxy.rules.length = 0;
  const { heard, ms } = await asked;
  assert.ok(heard, "what waited is answered");
  const times = proxy.seen.filter(({ path }) => path.includes(`/rooms/${slow.room}/send/`)).slice(-2).map(({ at }) => at);
  assert.ok(times[1] - times[0] >= 3900, `the time that the server named is waited for: ${times[1] - times[0]} ms`);
  assert.ok(tries.length <= 4, "it is not asked over and over");
  clock(`the held room has its answer after ${ms} ms, and lost nothing`);

  // Somebody who writes 600 messages, in a room of their own.
  const flood = (async () => {
    for (let wave = 0; wave < 12; wave += 1) await Promise.all(Array.from({ length: 50 }, (_, at) => loud.says(`svar ${wave} ${at}`)));
  })();
  const during = await probe(people);
  await flood;
  // The homeserver itself is what the flood slows: it takes 600 messages.
  within("one sender writes 600 messages", [...during, ...(await probe(people))].sort((one, other) => one - other));
  const answers = [];
  while (!answers.at(-1)?.includes(own("sv")["too-fast"])) answers.push(await loud.hears());
  clock(`the sender of 600 messages got ${answers.length} answers, the last of which says why`);
  assert.ok(answers.length <= 45, `${answers.length} answers`);

  // A room that can be invited to and never joined; and one whose reading hangs.
  const stuck = await new Person(server, "stuck", user.user_id).begin();
  proxy.rules.push({ when: (method, path) => method === "POST" && path.includes("/join/") && path.includes(stuck.room ?? "nowhere"), does: "hang" });
  proxy.rules.push({ when: (_, path) => path.includes(`/rooms/${guest.room}/send/`), does: "hang" });
  const { room_id } = await stuck.ask("POST", "/_matrix/client/v3/createRoom", { preset: "private_chat" });
  stuck.room = room_id;
  await stuck.ask("POST", `/_matrix/client/v3/rooms/${encodeURIComponent(room_id)}/invite`, { user_id: user.user_id });
  const patient = guest.replies("igen");
  await new Promise((later) => setTimeout(later, 500));
  assert.ok(proxy.counts.hang >= 1, "the join hangs");
  within("a join and an answer hang", await probe(people));
  const began = Date.now();
  const [late] = await newcomers(server, user, "late", 1);
  const invited = Date.now() - began;
  clock(`somebody who invites the bot meanwhile is greeted after ${invited} ms`);
  assert.ok(late.room && invited < calm.at(-1) + LIMIT + 1000);
  proxy.rules.length = 0;
  await patient;
  await stuck.hears();
  clock("and both are answered once it is over");
};
