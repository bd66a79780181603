// The way to a human: asks the officers on duty into a person's room, one at a time, hands the talk over to whoever
// comes, and takes a wish for two hours where nobody does. Holds no connection of its own.
//
// Of each person there is at most one entry (`room.desks`), kept with the conversation:
//   asked    whether an officer may come, for they can read what is in the room
//   calling  an officer is invited and has until `until`
//   with     an officer is in the room, and the program is silent
//   wish     hours are offered
//   booked   the hours are chosen; at each of them the officers are asked again

import { handOver } from "./officers.mjs";

const link = (room, user) => `https://matrix.to/#/${encodeURIComponent(room)}?via=${encodeURIComponent(user.slice(user.indexOf(":") + 1))}`;

export const makeDesk = ({ client, settings, talks, duty, tell, keep, talkOf, answer, count, log }) => {
  /** Entries that wait for a time: of each its room, its person, and when. */
  const waiting = new Map();
  const key = (room, user) => `${room.id} ${user}`;
  const set = (room, user, entry) => {
    const old = room.desks.get(user);
    if (old?.officer && old.officer !== entry?.officer) duty.leaves(old.officer, key(room, user));
    if (entry) room.desks.set(user, entry);
    else room.desks.delete(user);
    watch(room, user);
  };
  /** After a restart too: what an entry waits for, and which officer has it. */
  const watch = (room, user) => {
    const entry = room.desks.get(user);
    if (entry?.officer) duty.takes(entry.officer, key(room, user));
    if (entry?.state === "calling") waiting.set(key(room, user), { room: room.id, user, due: () => Date.now() >= entry.until });
    else if (entry?.state === "booked") waiting.set(key(room, user), { room: room.id, user, due: () => talks.now() >= entry.times[0] });
    else waiting.delete(key(room, user));
  };
  const says = (room, user, entry, words, name) => tell(room, { event_id: entry.id, sender: user }, words, `-${name}`);
  const atDesk = talks.voiceIn(settings.lang);
  /** Told in the officers' room; nobody waits for it, and where it fails the invitation still stands. */
  const toOfficers = (entry, words, officer, name) =>
    client.send(settings.officers, { msgtype: "m.text", body: words, "m.mentions": { user_ids: officer ? [officer] : [] } }, `vagval-${entry.id}-${name}`, { tries: 4 })
      .catch(() => log("the officers' room was not told who waits"));

  /** Asks the next officer; where there is none, for hours that suit. */
  const next = async (room, user, entry) => {
    const { voice } = talkOf(room, user);
    for (;;) {
      const officer = duty.next(talks.now(), entry.tried);
      if (!officer) return nobody(room, user, entry);
      const calling = { ...entry, state: "calling", officer, tried: [...entry.tried, officer], until: Date.now() + settings["answer-seconds"] * 1000 };
      set(room, user, calling);
      if (entry.tried.length) await says(room, user, entry, voice.say("next"), `next${entry.tried.length}`);
      try {
        await client.invite(room.id, officer, atDesk.say("duty-reason"), { lane: room.lane, tries: 4 });
      } catch (error) {
        // An officer who is here already has come; else the next one is asked.
        if ((await client.members(room.id, { lane: room.lane })).includes(officer)) return comes(room, officer, entry.id);
        log(`an officer could not be invited: ${error.message}`);
        entry = calling;
        continue;
      }
      room.officers.add(officer);
      toOfficers(entry, atDesk.say("duty-call", { officer, room: link(room.id, officer), seconds: settings["answer-seconds"] }), officer, `call${entry.tried.length}`);
      return undefined;
    }
  };
  const nobody = async (room, user, entry) => {
    const { voice } = talkOf(room, user);
    count("nobody-came");
    const rest = (entry.times ?? []).filter((time) => time > talks.now());
    const hours = entry.times ? [] : duty.hours(talks.now());
    if (rest.length) {
      set(room, user, { ...entry, state: "booked", officer: null, times: rest });
      return says(room, user, entry, voice.say("nobody-then", { time: voice.time(rest[0]), human: voice.human }), `nobody${entry.tried.length}`);
    }
    if (hours.length === 0) {
      set(room, user, null);
      return says(room, user, entry, voice.say("nobody-phone", { human: voice.human }), `nobody${entry.tried.length}`);
    }
    set(room, user, { ...entry, state: "wish", officer: null, hours });
    const listed = hours.map((hour, at) => `${at + 1}. ${voice.time(hour)}`).join("\n");
    return says(room, user, entry, `${voice.say("nobody", { human: voice.human })}\n\n${voice.say("wish")}\n\n${listed}`, `nobody${entry.tried.length}`);
  };
  const call = async (room, user, entry, event) => {
    const { voice } = talkOf(room, user);
    count("called");
    const begun = { id: event.event_id, tried: [], packet: entry.packet };
    if (duty.next(talks.now(), [])) await says(room, user, begun, voice.say("calling"), "calling");
    return next(room, user, begun);
  };
  /** An officer has come into the room. */
  const comes = async (room, officer, event_id) => {
    const asked = [...room.desks].find(([, { tried, state }]) => tried.includes(officer) && state !== "with");
    // Somebody who comes late, or whom the person has invited.
    const late = room.people.length === 1 && room.desks.get(room.people[0])?.state !== "with";
    if (!asked && !late) return;
    const [user, entry] = asked ?? [room.people[0], { id: event_id, tried: [officer] }];
    const { voice } = talkOf(room, user);
    const name = (await client.nameOf(officer, { lane: room.lane, tries: 2 }).catch(() => undefined)) ?? officer.slice(1, officer.indexOf(":"));
    duty.came(officer);
    count("officer-came");
    set(room, user, { state: "with", id: entry.id, officer, tried: entry.tried });
    await says(room, user, entry, voice.say("came", { name }), `came-${officer}`);
    toOfficers(entry, atDesk.say("duty-taken", { officer, room: link(room.id, officer) }), null, `taken-${officer}`);
  };
  /** The hours that were chosen: two numbers of the list, in any words. */
  const chosen = (text, hours) => {
    const numbers = [...new Set((text.match(/\d+/g) ?? []).map(Number))];
    return numbers.length === 2 && numbers.every((number) => hours[number - 1]) && text.length < 40 ? numbers.map((number) => hours[number - 1]).sort() : null;
  };
  const books = async (room, user, entry, event, times) => {
    const { talk, voice } = talkOf(room, user);
    const told = times.map(voice.time).join("; ");
    const packet = entry.packet && talk.addToHandover(entry.packet, voice.say("wish-asked"), told);
    if (packet && !(await handOver({ client, settings, render: talks.render, event, packet: { ...packet, confirmed: true }, voice, suffix: "-wish" })))
      return tell(room, event, voice.say("not-sent"), "-not-sent");
    const officer = settings["on-duty"][0].user;
    await toOfficers({ id: event.event_id }, atDesk.say("duty-wish", { room: link(room.id, officer), times: times.map(atDesk.time).join("; ") }), null, "wish");
    set(room, user, { state: "booked", id: event.event_id, tried: entry.tried, times });
    count("call-backs");
    return tell(room, event, voice.say("booked", { times: told }), "-booked");
  };

  return {
    watch,
    comes,
    /** Somebody wants a human: after a hand-over, with what was sent, or by asking for one. */
    wanted: async (room, user, event, packet) => {
      if (!duty.isAnyone || ["calling", "with"].includes(room.desks.get(user)?.state)) return undefined;
      const { voice } = talkOf(room, user);
      const entry = { state: "asked", id: event.event_id, tried: [], packet };
      if (duty.at(talks.now()).size === 0) return nobody(room, user, entry);
      // Who comes into the room can read what is written in it, also what was struck: that is asked first.
      if (["invited", "joined"].includes(await client.visibility(room.id, { lane: room.lane }))) return call(room, user, entry, event);
      set(room, user, entry);
      return tell(room, event, voice.say("call-asks"), "-call-asks");
    },
    /** A message of somebody who has an entry; true where it is about that, and no reply to the chat. */
    takes: async (room, user, event, text) => {
      const entry = room.desks.get(user);
      if (!entry) return false;
      const { talk, voice } = talkOf(room, user);
      if (entry.state === "with") {
        if (!voice.means("back-words", text)) return true;
        set(room, user, null);
        await answer(room, event, talk.turn(), [voice.say("back")]);
        return true;
      }
      if (entry.state === "asked") {
        if (voice.means("yes-words", text)) {
          await call(room, user, entry, event);
          return true;
        }
        set(room, user, null);
        if (!voice.means("no-words", text)) return false;
        await answer(room, event, talk.turn(), [voice.say("no-call")]);
        return true;
      }
      if (entry.state === "wish") {
        const times = chosen(text, entry.hours);
        if (times) await books(room, user, entry, event, times);
        else if (/^[\d\s,.;&+]+$/.test(text)) await tell(room, event, voice.say("wish-again"), "-wish-again");
        else {
          set(room, user, null);
          await answer(room, event, talk.turn(), [voice.say("no-wish")]);
          return voice.means("no-words", text);
        }
        return true;
      }
      return false;
    },
    leaves: async (room, officer) => {
      room.officers.delete(officer);
      for (const [user, entry] of room.desks) {
        if (entry.state !== "with" || entry.officer !== officer) continue;
        const { talk, voice } = talkOf(room, user);
        set(room, user, null);
        await answer(room, { event_id: `${entry.id}-left`, sender: user }, talk.turn(), [voice.say("officer-left")]);
      }
    },
    forget: (room, user) => set(room, user, null),
    /** What was handed over is not kept on where a message of it was removed. */
    forgetPacket: (room, user) => {
      const entry = room.desks.get(user);
      if (entry?.packet) set(room, user, { ...entry, packet: null });
    },
    /** The rooms where a time has come. */
    due: () => [...waiting.values()].filter(({ due }) => due()),
    /** The time of an entry has come. */
    time: async (room, user) => {
      const entry = room.desks.get(user);
      if (entry?.state === "calling" && Date.now() >= entry.until) {
        duty.missed(entry.officer);
        count("officer-silent");
        await next(room, user, entry);
      } else if (entry?.state === "booked" && talks.now() >= entry.times[0]) {
        const id = `${entry.id}-${entry.times[0]}`;
        const again = { ...entry, id, tried: [], times: entry.times.slice(1) };
        if (duty.next(talks.now(), [])) await says(room, user, again, talkOf(room, user).voice.say("time-has-come"), "time");
        await next(room, user, again);
      } else return;
      await keep(room);
    },
    waiting: () => waiting.size,
  };
};
