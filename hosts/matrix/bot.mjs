// The bot: node bot.mjs SETTINGS. It ends by itself only where the homeserver refuses it.
//
// What happens in a room is taken in its order, one thing after the other; the rooms do not wait for each other. Each
// thing is done in this order: the person's message is taken, the answer is sent under an id made of that message's,
// and the conversation is kept with the id of the last message. So whenever the bot is stopped, it does the last thing
// again, the server takes the same answer only once, and no reply is lost or taken twice.

import { fileURLToPath } from "node:url";
import { Refused, connect } from "./client.mjs";
import { handOver } from "./officers.mjs";
import { readSettings } from "./settings.mjs";
import { loadTalks } from "./talks.mjs";
import { content, edited, said } from "./messages.mjs";

/** Where the conversations of a room are kept, and the place in the stream of events: the bot's own account data. */
const KEPT = "se.vagval.talks";
const PLACE = "se.vagval.place";
/** How long the homeserver may hold an answer back until something happens. */
const WAIT = 30_000;
/** The place is kept at most this often. */
const PLACE_EVERY = 5_000;

const FILTER = JSON.stringify({
  presence: { not_types: ["*"] },
  account_data: { not_types: ["*"] },
  room: {
    account_data: { not_types: ["*"] },
    ephemeral: { not_types: ["*"] },
    state: { types: ["m.room.member"], lazy_load_members: true },
    timeline: { types: ["m.room.message", "m.room.encrypted", "m.room.redaction", "m.room.member"], limit: 50 },
  },
});

/** Runs until `signal`; `log(line)` never gets a word of what people say. */
export const run = async (settings, { signal, log = () => {} } = {}) => {
  const client = connect({ ...settings, signal });
  const me = await client.whoami();
  const talks = await loadTalks({ ...settings, handovers: settings.officers !== null });
  const rooms = new Map();

  /** Sends a turn, and what goes before it, as one message. */
  const answer = async (room, event, turn, before = []) => {
    const alone = room.people.length < 2;
    const full = turn.id === "start" ? [...before, ...(alone ? [] : [room.voice.say("others")]), room.voice.say("room")] : before;
    await client.send(room.id, content(talks.render, turn, full, alone ? null : event), `vagval-${event.event_id}`);
  };
  const tell = (room, event, words, suffix = "") =>
    client.send(room.id, { msgtype: "m.notice", body: words }, `vagval-${event.event_id}${suffix}`);

  const roomOf = async (id) => {
    const known = rooms.get(id);
    if (known) return known;
    const kept = (await client.kept(id, KEPT)) ?? {};
    const people = (await client.members(id)).filter((user) => user !== me);
    const room = { id, people, kept: new Map(Object.entries(kept.people ?? {})), last: kept.last ?? null, voice: talks.voice };
    rooms.set(id, room);
    return room;
  };
  const keep = async (room) => {
    await client.keep(room.id, KEPT, { v: 1, last: room.last, people: Object.fromEntries(room.kept) });
  };
  const forgetPerson = (room, user) => {
    room.kept.delete(user);
    talks.forget(`${room.id} ${user}`);
  };
  const forgetRoom = async (id) => {
    const room = rooms.get(id);
    for (const user of room?.people ?? []) talks.forget(`${id} ${user}`);
    rooms.delete(id);
    await client.keep(id, KEPT, {}).catch(() => {});
    await client.leave(id).catch(() => {});
  };

  /** The conversation of a person in a room, and what has to be told before it goes on. */
  const talkOf = (room, user) => {
    const key = `${room.id} ${user}`;
    const kept = room.kept.get(user);
    if (kept && talks.days(kept.at) > settings["keep-days"]) {
      forgetPerson(room, user);
      const talk = talks.open(room.id, null);
      talks.hold(key, talk);
      return { talk, fresh: true, told: [talk.voice.say("expired", { days: settings["keep-days"] })] };
    }
    const held = talks.held(key);
    if (held) return { talk: held, fresh: false, told: [] };
    const again = kept ? talks.open(room.id, kept) : null;
    const talk = again ?? talks.open(room.id, null);
    talks.hold(key, talk);
    const told = kept ? [talk.voice.say(again ? "restarted" : "lost")] : [];
    return { talk, fresh: !again, told };
  };

  /** One message of a person. */
  const message = async (room, event) => {
    const user = event.sender;
    const { talk, fresh, told } = talkOf(room, user);
    room.voice = talk.voice;
    const text = said(event);
    const edit = edited(event);
    client.typing(room.id, true).catch(() => {});
    if (text === null) {
      await tell(room, event, talk.voice.say("text-only"));
    } else if (edit && !talk.answered(edit)) {
      await tell(room, event, talk.voice.say("no-answer"));
    } else if (fresh && edit) {
      await answer(room, event, talk.turn(), told);
    } else {
      // Who writes for the first time may say everything at once; else the greeting goes before the first question.
      const turn = edit ? talk.amend(edit, text) : talk.reply(event.event_id, text);
      const before = fresh && turn.id !== "start" ? [...told, ...greeting(talk, room)] : told;
      await answer(room, event, turn, edit ? [talk.voice.say("amended"), ...before] : before);
      if (turn.notice?.type === "handover" && turn.handover?.confirmed) {
        const done = await handOver({ client, settings, render: talks.render, event, packet: turn.handover, voice: talk.voice });
        await tell(room, event, talk.voice.say(done ? "sent" : "not-sent"), "-done");
      }
    }
    room.kept.set(user, talk.kept());
    await client.typing(room.id, false).catch(() => {});
  };
  /** That it is a program, and where the words go, for whom it was not yet told. */
  const greeting = (talk, room) => {
    const first = talks.open(room.id, null);
    const lines = first.turn().say.slice(0, -1);
    first.free();
    return [...lines, talk.voice.say("room")];
  };

  const handle = async (room, event) => {
    const { type, sender, state_key: who, content: about = {} } = event;
    if (type === "m.room.member") {
      room.people = (await client.members(room.id)).filter((user) => user !== me);
      if (room.people.length === 0) return forgetRoom(room.id);
      if (who !== me && about.membership !== "join") forgetPerson(room, who);
      // Whoever comes in, or has invited, is greeted at once.
      const guest = who === me ? room.people[0] : who;
      const comes = about.membership === "join" && event.unsigned?.prev_content?.membership !== "join";
      if (comes && !room.kept.has(guest) && (who === me || room.people.length > 1) && room.people.includes(guest)) {
        if (await client.isEncrypted(room.id)) return tell(room, event, room.voice.say("encrypted", { page: settings.page }));
        const { talk, told } = talkOf(room, guest);
        room.voice = talk.voice;
        await answer(room, { ...event, sender: guest }, talk.turn(), told);
        room.kept.set(guest, talk.kept());
      }
      return undefined;
    }
    if (sender === me) return undefined;
    if (type === "m.room.encrypted") await tell(room, event, room.voice.say("encrypted", { page: settings.page }));
    else if (type === "m.room.redaction") {
      if (!room.kept.has(sender)) return undefined;
      const { talk, told } = talkOf(room, sender);
      const turn = talk.retract(event.redacts ?? about.redacts);
      if (turn) await answer(room, event, turn, [talk.voice.say("removed"), ...told]);
      room.kept.set(sender, talk.kept());
    } else if (type === "m.room.message" && about.msgtype && about.msgtype !== "m.notice") await message(room, event);
    return undefined;
  };

  /** The events of a room that are not yet dealt with, the oldest first; those that the server left out are fetched. */
  const missed = async (room, { events, limited, prev_batch: from }) => {
    const seen = (list) => (room.last ? list.findIndex((event) => event.event_id === room.last) : -1);
    let all = events;
    while (limited && from && room.last && seen(all) < 0) {
      const { chunk, end } = await client.before(room.id, from, 100);
      all = [...chunk.reverse(), ...all];
      if (!end || chunk.length === 0) break;
      from = end;
    }
    return all.slice(seen(all) + 1);
  };

  const inRoom = async (id, timeline) => {
    try {
      const room = await roomOf(id);
      const events = await missed(room, timeline);
      for (const event of events) {
        try {
          await handle(room, event);
        } catch (error) {
          if (signal?.aborted || error instanceof Refused) throw error;
          log(`a message was not dealt with: ${error.name}`);
          await tell(room, event, room.voice.say("trouble", { phone: room.voice.phone }), "-trouble");
        }
        if (!rooms.has(id)) return;
      }
      if (events.every(({ sender }) => sender === me)) return;
      room.last = events.at(-1).event_id;
      await keep(room);
    } catch (error) {
      if (signal?.aborted) throw error;
      log(`a room refused: ${error.message}`);
    }
  };

  let { since } = (await client.keptByMe(PLACE)) ?? {};
  let placed = Date.now();
  let wait = 0;
  log("ready");
  while (!signal?.aborted) {
    const batch = await client.sync(since, FILTER, wait);
    const { invite = {}, join = {}, leave = {} } = batch.rooms ?? {};
    await Promise.all([
      ...Object.keys(invite).map((id) => client.join(id).catch((error) => log(`an invitation was not taken: ${error.message}`))),
      ...Object.keys(leave).map(async (id) => {
        if (rooms.has(id)) await forgetRoom(id);
      }),
      ...Object.entries(join).filter(([id]) => id !== settings.officers).map(([id, { timeline }]) => inRoom(id, timeline)),
    ]);
    signal?.throwIfAborted();
    since = batch.next_batch;
    wait = WAIT;
    if (Date.now() - placed > PLACE_EVERY) {
      await client.keepByMe(PLACE, { since });
      placed = Date.now();
    }
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const ending = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => ending.abort());
  try {
    const [file] = process.argv.slice(2);
    if (!file) throw new Error("the settings file is missing: node bot.mjs settings.json");
    await run(readSettings(file), { signal: ending.signal, log: (line) => process.stderr.write(`${line}\n`) });
  } catch (error) {
    if (!ending.signal.aborted) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    }
  }
}
