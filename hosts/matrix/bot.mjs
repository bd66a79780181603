// The bot: node bot.mjs [--check | --health] SETTINGS. It ends by itself only where the homeserver refuses it.
//
// What happens in a room is taken in its order, one thing after the other, by a queue of that room beside the sync
// loop (queues.mjs): no room waits for another. Each thing is done in this order: the person's message is taken, the
// answer is sent under an id made of that message's, and the conversation is kept with the ids of the last messages. The
// place in the stream of events is kept only as far as every room is done. So whenever the bot is stopped, it does the
// last thing again, the server takes the same answer only once, and no reply is lost or taken twice.

import { fileURLToPath } from "node:url";
import { check } from "./check.mjs";
import { Refused, Stopped, connect, newLane, pause } from "./client.mjs";
import { makeDesk } from "./desk.mjs";
import { makeDuty } from "./duty.mjs";
import { makeHealth, readHealth } from "./health.mjs";
import { limitsOf } from "./limits.mjs";
import { LONGEST, content, edited, plain, said } from "./messages.mjs";
import { handOver } from "./officers.mjs";
import { makeLanes, makeQueues } from "./queues.mjs";
import { readSettings } from "./settings.mjs";
import { loadTalks } from "./talks.mjs";

/** Where the conversations of a room are kept, and the place in the stream of events: the bot's own account data. */
const KEPT = "se.vagval.talks";
const PLACE = "se.vagval.place";
/** How long the homeserver may hold an answer back until something happens. */
const WAIT = 30_000;
/** Where much happens, what comes within this time is taken together: each sync costs the homeserver. */
const GATHER = 150;
/** The place is kept at most this often. */
const PLACE_EVERY = 5_000;
/** Waiting officers and hours are looked at this often; what is too old, daily. */
const TICK = 500;
const DAY = 86_400_000;
/** So many people in one room are talked with. */
const CROWD = 10;
/** So many joins are under way at once; of one inviter one. Each is tried this often. */
const JOINS = 32;
const JOIN_TRIES = 3;
/** So many pages of a room's history are fetched for what was missed. */
const PAGES = 5;
/** Of so many events of a room it is kept that they are dealt with, should the server tell them again. */
const RECENT = 20;
/** It is shown that the bot is writing where the answer takes longer than this. */
const TYPING_AFTER = 400;
/** An encrypted room is told about at most this often. */
const ENCRYPTED_EVERY = 60_000;
/** After the signal to stop, what is under way may take this long. */
const GRACE = 10_000;

const NOTHING = { not_types: ["*"] };
/** Synapse gives the same answer to the same question for two minutes, also where more has come since: `room`, which is
 *  none, makes each filter its own. */
const noRoom = () => `!${Date.now()}:none`;
const filter = () => JSON.stringify({
  presence: NOTHING, account_data: NOTHING,
  room: {
    not_rooms: [noRoom()], account_data: NOTHING, ephemeral: NOTHING,
    state: NOTHING,
    timeline: { types: ["m.room.message", "m.room.encrypted", "m.room.encryption", "m.room.redaction", "m.room.member"], limit: 50 },
  },
});
/** Of every room, also of those left, nothing but what is kept with it. */
const keptFilter = () => JSON.stringify({
  presence: NOTHING, account_data: NOTHING,
  room: { not_rooms: [noRoom()], account_data: { types: [KEPT] }, ephemeral: NOTHING, state: NOTHING, timeline: { limit: 1, not_types: ["*"] }, include_leave: true },
});

/**
 * Runs until `ending`, then finishes what is under way; `cut` ends that too. `log(line)` never gets a word of what
 * people say, nor who they are.
 */
export const run = async (settings, { ending, cut, log = () => {} } = {}) => {
  const client = connect({ ...settings, ending, cut });
  const me = await client.whoami();
  const myServer = me.slice(me.indexOf(":") + 1);
  const talks = await loadTalks({ ...settings, handovers: settings.officers !== null });
  const duty = makeDuty(settings);
  const rooms = new Map();
  const joined = new Set(await client.joined());
  const joining = new Set();
  /** Rooms where nothing is kept: left where the bot is in too many. */
  const empty = new Set();
  const lanes = new Map();
  let failed;
  const health = makeHealth(settings, () => ({
    rooms: joined.size, "rooms-waiting": queues.waiting(), "rooms-held-back": [...lanes.values()].filter(({ lane }) => lane.fails > 0).length,
    joining: joining.size, "waiting-for-officers": desk.waiting(),
  }), log);

  const laneOf = (id) => {
    if (!lanes.has(id)) {
      const gone = new AbortController();
      lanes.set(id, { gone, lane: newLane(gone.signal) });
    }
    return lanes.get(id).lane;
  };
  const through = (room) => ({ lane: room.lane });
  const sends = async (room, messages, txn) => {
    for (const [at, message] of messages.entries()) await client.send(room.id, message, at ? `${txn}-part${at}` : txn, through(room));
  };
  const alone = (room) => room.people.length < 2;
  /** Sends a turn, and what goes before it. */
  const answer = (room, event, turn, before = []) => {
    const full = turn.id === "start" ? [...before, ...(alone(room) ? [] : [room.voice.say("others")]), room.voice.say("room")] : before;
    return sends(room, content(talks.render, turn, full, alone(room) ? null : event), `vagval-${event.event_id}`);
  };
  /** Says something that must be noticed; `remark` is only said beside. */
  const tell = (room, event, words, suffix = "", msgtype = "m.text") =>
    sends(room, plain(words, alone(room) ? null : event, msgtype), `vagval-${event.event_id}${suffix}`);
  const remark = (room, event, words, suffix) => tell(room, event, words, suffix, "m.notice");

  const here = async (room) => {
    const members = await client.members(room.id, through(room));
    room.people = members.filter((user) => user !== me && !room.officers.has(user));
    return members;
  };
  const roomOf = async (id) => {
    const known = rooms.get(id);
    if (known) return known;
    const lane = laneOf(id);
    const kept = (await client.kept(id, KEPT, { lane })) ?? {};
    const room = {
      id, lane, people: [], officers: new Set(kept.officers ?? []), desks: new Map(Object.entries(kept.desks ?? {})),
      kept: new Map(Object.entries(kept.people ?? {})), recent: kept.recent ?? [kept.last].filter(Boolean), swept: kept.swept ?? false,
      voice: talks.voice, limits: limitsOf(settings["messages-per-minute"]), encryptedTold: 0,
    };
    const members = await here(room);
    room.encrypted = await client.isEncrypted(id, { lane });
    rooms.set(id, room);
    // Who has left while the bot was not here is forgotten.
    for (const user of [...room.kept.keys()]) if (!members.includes(user)) forgetPerson(room, user);
    for (const user of room.desks.keys()) desk.watch(room, user);
    return room;
  };
  const keep = async (room) => {
    const [people, desks] = [Object.fromEntries(room.kept), Object.fromEntries(room.desks)];
    await client.keep(room.id, KEPT, { v: 1, recent: room.recent, swept: room.swept, people, desks, officers: [...room.officers] }, through(room));
    if (room.kept.size) empty.delete(room.id);
    else empty.add(room.id);
  };
  const forgetPerson = (room, user) => {
    room.kept.delete(user);
    room.limits.forget(user);
    desk.forget(room, user);
    talks.forget(`${room.id} ${user}`);
  };
  /** Takes away all that is kept of a room, loaded or not, and leaves it. */
  const wipe = async (id) => {
    const room = rooms.get(id);
    for (const user of room ? [...room.kept.keys(), ...room.desks.keys()] : []) forgetPerson(room, user);
    rooms.delete(id);
    lanes.get(id)?.gone.abort();
    lanes.delete(id);
    const lane = newLane();
    await client.keep(id, KEPT, {}, { lane });
    // Where the bot is out already, these are refused.
    for (const step of [() => client.leave(id, undefined, { lane }), () => client.forget(id, { lane })])
      await step().catch((error) => {
        if (error instanceof Stopped) throw error;
      });
    joined.delete(id);
    empty.delete(id);
  };

  /** The conversation of a person in a room, and what has to be told before it goes on. */
  const talkOf = (room, user) => {
    const key = `${room.id} ${user}`;
    const kept = room.kept.get(user);
    const anew = (told) => {
      const talk = talks.open(room.id, null);
      talks.hold(key, talk);
      return { talk, voice: talk.voice, fresh: true, told };
    };
    const expired = () => [talks.voice.say("expired", { days: settings["keep-days"] })];
    if (kept && talks.days(kept.at) > settings["keep-days"]) {
      forgetPerson(room, user);
      return anew(expired());
    }
    const held = talks.held(key);
    if (held) return { talk: held, voice: held.voice, fresh: false, told: [] };
    const again = kept ? talks.open(room.id, kept) : null;
    if (again) {
      talks.hold(key, again);
      return { talk: again, voice: again.voice, fresh: false, told: [again.voice.say("restarted")] };
    }
    if (kept) return anew([talks.voice.say("lost")]);
    const wasSwept = room.swept && alone(room);
    room.swept = false;
    return anew(wasSwept ? expired() : []);
  };
  const desk = makeDesk({ client, settings, talks, duty, tell, keep, talkOf, answer, count: (what) => health.count(what), log });

  /** One message of a person. */
  const message = async (room, event) => {
    const user = event.sender;
    const text = said(event);
    const { talk, fresh, told } = talkOf(room, user);
    room.voice = talk.voice;
    const edit = edited(event);
    if (text !== null && !edit && (await desk.takes(room, user, event, text))) return;
    // The program is silent while an officer talks.
    if (room.desks.get(user)?.state === "with") return;
    if (text === null) {
      await tell(room, event, talk.voice.say("text-only"));
    } else if (text.length > LONGEST) {
      await tell(room, event, talk.voice.say("too-long", { most: LONGEST }));
    } else if (edit && !talk.answered(edit)) {
      await remark(room, event, talk.voice.say("no-answer"));
    } else if (fresh && edit) {
      await answer(room, event, talk.turn(), told);
    } else {
      // Who writes for the first time may say everything at once; else the greeting goes before the first question.
      const turn = edit ? talk.amend(edit, text) : talk.reply(event.event_id, text);
      const before = fresh && turn.id !== "start" ? [...told, ...greeting(talk, room)] : told;
      await answer(room, event, turn, edit ? [talk.voice.say("amended"), ...before] : before);
      if (turn.notice?.type === "handover" && turn.handover?.confirmed) {
        const done = await handOver({ client, settings, render: talks.render, event, packet: turn.handover, voice: talk.voice });
        health.count(done ? "hand-overs" : "hand-overs-failed");
        await tell(room, event, talk.voice.say(done ? "sent" : "not-sent"), "-done");
        if (done) await desk.wanted(room, user, event, turn.handover.data);
      } else if (turn.notice?.type === "aside" && turn.notice.value === "human") await desk.wanted(room, user, event, null);
      if (turn.notice?.type === "wiped") desk.forget(room, user);
    }
    room.kept.set(user, talk.kept());
  };
  /** That it is a program, and where the words go, for whom it was not yet told. */
  const greeting = (talk, room) => {
    const first = talks.open(room.id, null);
    const lines = first.turn().say.slice(0, -1);
    first.free();
    return [...lines, talk.voice.say("room")];
  };
  /** Says that nothing can be read here, before anything else is said. */
  const refuseEncrypted = async (room, event) => {
    if (event.origin_server_ts - room.encryptedTold < ENCRYPTED_EVERY) return;
    await tell(room, event, room.voice.say("encrypted", { page: settings.page }));
    room.encryptedTold = event.origin_server_ts;
  };

  const member = async (room, { state_key: who, content: about, unsigned, ...event }) => {
    let members = await here(room);
    // Who is on duty and comes to somebody is no one to be asked; in a room of their own they are as anybody.
    if (duty.isOfficer(who) && about.membership === "join" && room.people.some((user) => user !== who) && !room.kept.has(who)) {
      room.officers.add(who);
      members = await here(room);
    }
    const comes = about.membership === "join" && unsigned?.prev_content?.membership !== "join";
    if (who !== me && room.officers.has(who)) {
      if (comes) await desk.comes(room, who, event.event_id);
      else if (!members.includes(who) && about.membership !== "invite") await desk.leaves(room, who);
      return;
    }
    if (room.people.length === 0) return wipe(room.id);
    if (who !== me && !members.includes(who)) forgetPerson(room, who);
    // Whoever comes in, or has invited, is greeted at once.
    const guest = who === me ? room.people[0] : who;
    if (!comes || room.kept.has(guest) || !room.people.includes(guest) || (who !== me && alone(room))) return;
    if (room.encrypted) return refuseEncrypted(room, event);
    if (room.kept.size >= CROWD) return;
    const { talk, told } = talkOf(room, guest);
    room.voice = talk.voice;
    await answer(room, { ...event, sender: guest }, talk.turn(), told);
    room.kept.set(guest, talk.kept());
  };
  /** Whoever removes a message, its words and what it told are removed here too. */
  const redaction = async (room, event) => {
    const removed = event.redacts ?? event.content?.redacts;
    for (const user of [...room.kept.keys()]) {
      const { talk, told } = talkOf(room, user);
      if (!talk.knows(removed)) continue;
      desk.forgetPacket(room, user);
      const turn = talk.retract(removed);
      room.kept.set(user, talk.kept());
      if (!turn || room.desks.get(user)?.state === "with") continue;
      await answer(room, { event_id: event.event_id, sender: user }, turn, [talk.voice.say("removed"), ...told]);
    }
  };

  const handle = async (room, event) => {
    const { type, sender, content: about = {} } = event;
    if (type === "m.room.member") return member(room, { ...event, content: about });
    if (type === "m.room.encryption") {
      room.encrypted = true;
      return sender === me ? undefined : refuseEncrypted(room, event);
    }
    if (sender === me || room.officers.has(sender)) return undefined;
    if (type === "m.room.redaction") return redaction(room, event);
    const isMessage = type === "m.room.message" && about.msgtype && about.msgtype !== "m.notice";
    if (!isMessage && type !== "m.room.encrypted") return undefined;
    const takes = room.limits.takes(sender, event.origin_server_ts);
    if (takes !== "yes") {
      health.count("messages-too-many");
      return takes === "first" ? tell(room, event, room.voice.say("too-fast"), "-too-fast") : undefined;
    }
    if (room.encrypted || type === "m.room.encrypted") return refuseEncrypted(room, event);
    if (!room.kept.has(sender) && room.kept.size >= CROWD) return tell(room, event, room.voice.say("crowded"));
    let shown = false;
    const typing = setTimeout(() => ((shown = true), client.typing(room.id, true)), TYPING_AFTER);
    try {
      await message(room, event);
    } finally {
      clearTimeout(typing);
      if (shown) client.typing(room.id, false);
    }
    health.count("messages");
    return undefined;
  };

  /** The events of a room that are not yet dealt with, the oldest first; those that the server left out are fetched. */
  const missed = async (room, { events, limited, prev_batch: from }) => {
    const seen = (list) => list.findLastIndex((event) => room.recent.includes(event.event_id));
    let all = events;
    for (let page = 0; limited && from && room.recent.length && seen(all) < 0 && page < PAGES; page += 1) {
      const { chunk, end } = await client.before(room.id, from, 100, through(room));
      all = [...chunk.reverse(), ...all];
      if (!end || chunk.length === 0) break;
      from = end;
    }
    return all.slice(seen(all) + 1);
  };
  /** Is the error one that ends the work in this room, or the bot's? */
  const isEnd = (error) => error instanceof Stopped || (error instanceof Refused && [401, 403, 404].includes(error.status));

  /** Takes what came in a room; false where the bot is stopping and not all is done. */
  const take = async (room, timeline) => {
    const events = await missed(room, timeline);
    let mine = true;
    for (const event of events) {
      if (ending?.aborted) {
        if (!mine) await keep(room);
        return false;
      }
      const began = Date.now();
      try {
        await handle(room, event);
      } catch (error) {
        if (isEnd(error)) throw error;
        health.count("messages-failed");
        log(`a message was not dealt with: ${error instanceof Refused ? error.message : error.name}`);
        await tell(room, event, room.voice.say("trouble", { human: room.voice.human }), "-trouble");
      }
      if (!rooms.has(room.id)) return true;
      health.answered(Date.now() - began);
      mine &&= event.sender === me && event.type !== "m.room.member";
      room.recent = [...room.recent, event.event_id].slice(-RECENT);
    }
    if (!mine) await keep(room);
    return true;
  };

  /** Deals with what waits in a room; false where it stays undone. */
  const work = async (id, { timeline, tasks }) => {
    try {
      for (const task of tasks.filter((task) => task === wipe)) await task(id);
      const others = tasks.filter((task) => task !== wipe);
      if (!timeline && others.length === 0) return true;
      const room = await roomOf(id);
      if (timeline && !(await take(room, timeline))) return false;
      for (const task of others) if (rooms.has(id)) await task(room);
      return true;
    } catch (error) {
      if (error instanceof Stopped) return !ending?.aborted && !cut?.aborted;
      if (error instanceof Refused && error.status === 401) {
        failed ??= error;
        return false;
      }
      health.count("rooms-refused");
      log(`a room refused: ${error instanceof Refused ? error.message : error.name}`);
      return true;
    }
  };
  const queues = makeQueues(work);
  /** Wiped once, however often it is asked for; what still waits of the room is not read any more. */
  const leaves = (id, batch) => {
    lanes.get(id)?.gone.abort();
    queues.taskAlone(id, wipe, batch);
  };

  const lane = makeLanes(JOINS);
  const invited = async (id, { invite_state: { events = [] } = {} }) => {
    if (joining.has(id)) return;
    const inviter = events.find(({ type, state_key }) => type === "m.room.member" && state_key === me)?.sender ?? "";
    const server = inviter.slice(inviter.indexOf(":") + 1);
    const decline = (words) => client.leave(id, words, { tries: JOIN_TRIES }).catch(() => {});
    joining.add(id);
    try {
      await lane(inviter, async () => {
        if (server !== myServer && !settings.servers.includes(server)) {
          health.count("invitations-declined");
          return decline();
        }
        if (joined.size >= settings["rooms-at-most"] && id !== settings.officers && !makeRoom()) {
          health.count("invitations-too-many");
          log("an invitation was declined: the bot is in as many rooms as the settings allow");
          return decline(talks.voice.say("full", { page: settings.page }));
        }
        joined.add(id);
        try {
          await client.join(id, { tries: JOIN_TRIES });
        } catch (error) {
          joined.delete(id);
          if (error instanceof Stopped) throw error;
          health.count("invitations-failed");
          log(`an invitation was not taken: ${error.message}`);
          await decline();
        }
        return undefined;
      });
    } finally {
      joining.delete(id);
    }
  };
  /** Leaves a room where nothing is kept, for somebody who waits; false where there is none. */
  const makeRoom = () => {
    const [id] = [...empty].filter((id) => !queues.has(id));
    if (!id) return false;
    empty.delete(id);
    joined.delete(id);
    queues.task(id, async (room) => {
      if (room.kept.size) return;
      await tell(room, { event_id: room.recent.at(-1) ?? id, sender: room.people[0] }, room.voice.say("leaves-room"), "-leaves");
      await wipe(id);
    });
    return true;
  };

  /** What is too old goes, also of those who never come back; and so does what is kept of rooms that are left. */
  const sweep = async () => {
    const { rooms: { join = {}, leave = {} } = {} } = await client.sync(undefined, keptFilter(), 0, { timeout: 300_000 });
    const keptIn = ({ account_data }) => account_data?.events?.find(({ type }) => type === KEPT)?.content ?? {};
    for (const [id, state] of Object.entries(join)) {
      if (id === settings.officers) continue;
      const { people, desks = {} } = keptIn(state);
      const isOld = ({ at }) => talks.days(at) > settings["keep-days"];
      if (Object.values(people ?? {}).some(isOld)) {
        queues.task(id, async (room) => {
          for (const [user, kept] of [...room.kept])
            if (isOld(kept)) {
              forgetPerson(room, user);
              room.swept = true;
              health.count("talks-swept");
            }
          await keep(room);
        });
      } else if (Object.keys(desks).length) queues.task(id, () => {});
      else if (people && Object.keys(people).length === 0) empty.add(id);
    }
    for (const id of Object.keys(leave)) leaves(id);
  };
  const swept = async () => {
    while (await sweep().then(() => pause(DAY, ending), async (error) => {
      if (error instanceof Stopped) return false;
      log(`what is too old was not looked for: ${error.message}`);
      return pause(WAIT, ending);
    }));
  };

  let { since } = (await client.keptByMe(PLACE)) ?? {};
  let placed = { at: Date.now(), since };
  const keepPlace = async () => {
    const place = queues.place(since);
    placed.at = Date.now();
    if (place === placed.since) return;
    await client.keepByMe(PLACE, { since: place }, { tries: 2, lane: newLane() });
    placed.since = place;
  };
  const sweeping = swept();
  const ticks = setInterval(() => {
    for (const { room, user } of desk.due()) if (!queues.has(room)) queues.task(room, (loaded) => desk.time(loaded, user));
  }, TICK);
  health.begin();
  log("ready");
  const heard = filter();
  let wait = 0;
  try {
    while (!ending?.aborted && !failed) {
      const asked = Date.now();
      const { rooms: changed = {}, next_batch } = await client.sync(since, heard, wait, { signal: ending });
      health.synced();
      const batch = queues.batch(since);
      for (const [id, state] of Object.entries(changed.invite ?? {})) {
        batch.open.add(`invite ${id}`);
        invited(id, state).then(() => batch.open.delete(`invite ${id}`), () => {});
      }
      for (const id of Object.keys(changed.leave ?? {})) leaves(id, batch);
      for (const [id, { timeline }] of Object.entries(changed.join ?? {})) {
        joined.add(id);
        if (id !== settings.officers) queues.timeline(id, timeline, batch);
      }
      since = next_batch;
      wait = WAIT;
      await pause(asked + GATHER - Date.now(), ending);
      if (Date.now() - placed.at > PLACE_EVERY) keepPlace().catch(() => {});
    }
  } catch (error) {
    if (!(error instanceof Stopped)) failed ??= error;
  } finally {
    clearInterval(ticks);
  }
  await Promise.race([queues.idle(), pause(GRACE, cut)]);
  await keepPlace().catch(() => {});
  health.end();
  await Promise.race([sweeping, pause(0)]);
  if (failed) throw failed;
};

const begin = async (args) => {
  const file = args.find((arg) => !arg.startsWith("--"));
  if (!file) throw new Error("the settings file is missing: node bot.mjs [--check | --health] settings.json");
  const settings = readSettings(file);
  const log = (line) => process.stderr.write(`${line}\n`);
  if (args.includes("--health")) {
    if (!settings["health-file"]) throw new Error(`${file}: \`health-file\` names no file, so there is nothing to look at`);
    const { good, words } = readHealth(settings["health-file"]);
    process.stdout.write(`${words}\n`);
    return good ? 0 : 1;
  }
  if (args.includes("--check")) {
    const lines = await check(settings);
    for (const { good, words } of lines) process.stdout.write(`${good ? "good" : "WRONG"}: ${words}\n`);
    return lines.every(({ good }) => good) ? 0 : 1;
  }
  const [ending, cut] = [new AbortController(), new AbortController()];
  // The first signal lets what is under way come to its end; the second does not.
  for (const name of ["SIGINT", "SIGTERM"])
    process.on(name, () => {
      if (ending.signal.aborted) return cut.abort();
      log("stopping");
      ending.abort();
      return setTimeout(() => cut.abort(), GRACE).unref();
    });
  await run(settings, { ending: ending.signal, cut: cut.signal, log });
  return 0;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  begin(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error) => {
      const told = error instanceof Refused ? `the homeserver refuses the bot: ${error.message}. Is the access token still good?` : error.message;
      process.stderr.write(`${told}\n`);
      process.exit(1);
    },
  );
}
