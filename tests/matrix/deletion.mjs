// What is kept of a person, and when it goes.

import assert from "node:assert/strict";
import { newcomers } from "./nobody-holds-others-up.mjs";

const v3 = "/_matrix/client/v3";
const part = encodeURIComponent;
const KEPT = "se.vagval.talks";

/** Waits until something holds; nothing but waiting shows when. */
export const until = async (what, holds) => {
  for (let tried = 0; tried < 200; tried += 1) {
    if (await holds()) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  assert.fail(what);
};

export const deletes = async ({ server, proxy, bot, user, own, kept, clock, spoken }) => {
  const { text } = await spoken();
  const [kicked, banned, gone, moderated, old, spoke] = await newcomers(server, user, "tells", 6);
  const ask = (person, path, body) => person.ask("POST", `${v3}/rooms/${part(person.room)}/${path}`, body);
  const isEmpty = async ({ room }) => Object.keys((await kept(room).catch(() => ({}))).people ?? {}).length === 0;
  const words = "Jag bor i Kiruna och är 47 år";
  const told = {};
  for (const person of [kicked, banned, gone, moderated, old, spoke]) {
    told[person.name] = await person.says(words);
    await person.hears();
    await until(`${person.name} is kept`, async () => JSON.stringify(await kept(person.room)).includes("Kiruna"));
  }

  // Removed by who has the power in the room, not by who wrote: here the person is that one, so another one writes.
  const [writer] = await newcomers(server, user, "writes", 1);
  await ask(moderated, "invite", { user_id: writer.user });
  await writer.join(moderated.room);
  writer.alone = false;
  await until("who came is greeted", async () => Object.hasOwn((await kept(moderated.room)).people ?? {}, writer.user));
  const event = await writer.says("Jag är 33 år och bor i Lund, jag heter Sentinel");
  await writer.hears();
  await until("it is kept", async () => JSON.stringify(await kept(moderated.room)).includes("Sentinel"));
  await moderated.ask("PUT", `${v3}/rooms/${part(moderated.room)}/redact/${part(event)}/mod`, {});
  await until("a moderator's removal takes the answer and its words along", async () => {
    const person = (await kept(moderated.room)).people[writer.user];
    return !JSON.stringify(person).includes("Sentinel") && person.saved.case.facts.age === undefined;
  });
  clock("a message that a moderator removes takes along what it told");

  // The bot is stopped: nothing is loaded when it is back.
  await bot.stop();
  const { people, ...rest } = await kept(old.room);
  const aged = Object.fromEntries(Object.entries(people).map(([who, entry]) => [who, { ...entry, at: "2020-01-01T12:00" }]));
  await server.ask("PUT", `${v3}/user/${part(user.user_id)}/rooms/${part(old.room)}/account_data/${KEPT}`, { ...rest, people: aged }, user.access_token);
  await ask(gone, "leave", {});
  await bot.start();
  await ask(kicked, "kick", { user_id: user.user_id });
  await ask(banned, "ban", { user_id: user.user_id });
  for (const person of [kicked, banned, gone]) await until(`of ${person.name} nothing is kept`, () => isEmpty(person));
  clock("kicked and banned while the room was not loaded, and left while the bot was stopped: nothing is kept");
  await until("what is too old is deleted without anybody coming back", () => isEmpty(old));
  assert.ok((await old.replies("igen")).includes(own("sv").expired.split("{")[0]));
  clock("what is too old is deleted at the start, and who comes back is told");

  // However much somebody writes, what is kept stays small.
  const sizes = [];
  for (let round = 0; round < 8; round += 1) {
    for (let said = 0; said < 4; said += 1) await spoke.replies(`varför frågar ni om det här, undrar jag för gång ${round} ${said}, ${"lång text ".repeat(30)}`);
    sizes.push(JSON.stringify(await kept(spoke.room)).length);
  }
  clock(`kept after 4, 16 and 32 long replies: ${sizes[0]}, ${sizes[3]}, ${sizes.at(-1)} characters`);
  assert.ok(sizes.at(-1) < 40_000);
  assert.ok((await kept(spoke.room)).people[spoke.user].saved.case.facts.municipality, "the answers stay");

  // A server that is not on the list, and a room that is encrypted.
  const strange = "!strange:elsewhere.example";
  const inviting = [{ type: "m.room.member", state_key: user.user_id, sender: "@a:elsewhere.example", content: { membership: "invite" } }];
  let once = true;
  proxy.rules.push({
    when: (method, path) => once && path.includes("/sync") && path.includes("since"), does: "change",
    change: (json) => {
      once = false;
      return { ...json, rooms: { ...json.rooms, invite: { ...json.rooms?.invite, [strange]: { invite_state: { events: inviting } } } } };
    },
  });
  await spoke.replies("igen");
  await until("the invitation is declined", () => proxy.seen.some(({ path }) => path.includes(`${strange}/leave`)));
  assert.ok(!proxy.seen.some(({ path }) => path.includes(`join/${strange}`)), "it is not joined");
  proxy.rules.length = 0;

  const { room_id } = await spoke.ask("POST", `${v3}/createRoom`, {
    preset: "trusted_private_chat", invite: [user.user_id], initial_state: [{ type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } }],
  });
  spoke.room = room_id;
  const first = await spoke.hears();
  assert.ok(first.startsWith(own("sv").encrypted.split("{")[0]), first);
  assert.ok(!first.includes(text.question.age.title));
  clock("an invitation from a server that is not on the list is declined; an encrypted room is refused in the first line");

  // More text than is read is refused in words, not cut.
  const [long] = await newcomers(server, user, "long", 1);
  assert.equal(await long.replies("x ".repeat(400)), own("sv")["too-long"].replace("{most}", "500"));
  assert.ok(!bot.output.join("").includes("Kiruna"));
};
