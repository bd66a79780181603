// People in a Matrix room, who answer what the bot asks: each from a list of facts, in words as people have them.

import assert from "node:assert/strict";

const v3 = "/_matrix/client/v3";
const room = encodeURIComponent;
const FILTER = JSON.stringify({
  presence: { not_types: ["*"] }, account_data: { not_types: ["*"] },
  room: { account_data: { not_types: ["*"] }, ephemeral: { not_types: ["*"] }, state: { not_types: ["*"] }, timeline: { types: ["m.room.message"], limit: 20 } },
});

/** Somebody with a device. `alone` is false for who shares a room: then only replies to their own words are theirs. */
export class Person {
  #server;
  #token;
  #since;
  #heard = [];
  #others = [];
  #sent = 0;
  last = null;

  constructor(server, name, bot) {
    Object.assign(this, { name, bot, alone: true, said: 0 });
    this.#server = server;
  }

  async begin() {
    const { access_token, user_id } = await this.#server.register(this.name);
    [this.#token, this.user] = [access_token, user_id];
    return this;
  }

  ask(method, path, body) {
    return this.#server.ask(method, path, body, this.#token);
  }

  async token() {
    return this.#token;
  }

  async invite(...others) {
    const { room_id } = await this.ask("POST", `${v3}/createRoom`, { preset: "private_chat", is_direct: others.length === 0, invite: [this.bot, ...others] });
    this.room = room_id;
  }

  async join(id) {
    await this.ask("POST", `${v3}/join/${room(id)}`, {});
    this.room = id;
  }

  /** The device is gone; another one comes, which knows nothing. */
  async drop() {
    await this.ask("POST", `${v3}/logout`, {});
    await new Promise((later) => setTimeout(later, 1500));
    const { access_token } = await this.#server.login(this.name);
    this.#token = access_token;
    this.#since = undefined;
    // Of what was said before, only what came after my own last words is new.
    const events = await this.#sync();
    this.#heard = events.slice(events.findIndex(({ event_id }) => event_id === this.last) + 1).filter((event) => this.#isMine(event));
  }

  async #sync() {
    const query = new URLSearchParams({ filter: FILTER, timeout: "30000", ...(this.#since && { since: this.#since }) });
    const { next_batch, rooms } = await this.ask("GET", `${v3}/sync?${query}`);
    this.#since = next_batch;
    const events = rooms?.join?.[this.room]?.timeline.events ?? [];
    this.#others.push(...events.filter(({ sender }) => sender !== this.bot && sender !== this.user));
    return events;
  }

  #isMine({ sender, content }) {
    return sender === this.bot && (this.alone || content["m.relates_to"]?.["m.in_reply_to"]?.event_id === this.last);
  }

  /** The next thing that the bot says to me. */
  async hears() {
    while (this.#heard.length === 0) this.#heard.push(...(await this.#sync()).filter((event) => this.#isMine(event)));
    return this.#heard.shift().content.body;
  }

  /** The next thing that somebody else says in my room. */
  async hearsFrom(user) {
    for (;;) {
      const at = this.#others.findIndex(({ sender }) => sender === user);
      if (at >= 0) return this.#others.splice(at, 1)[0].content.body;
      this.#heard.push(...(await this.#sync()).filter((event) => this.#isMine(event)));
    }
  }

  /** How long the bot takes to answer, in milliseconds. */
  async waitsFor(body) {
    const began = Date.now();
    const heard = await this.replies(body);
    return { heard, ms: Date.now() - began };
  }

  async says(body, more = {}) {
    this.#sent += 1;
    const path = `${v3}/rooms/${room(this.room)}/send/m.room.message/${this.name}-${this.#sent}`;
    const { event_id } = await this.ask("PUT", path, { msgtype: "m.text", body, ...more });
    this.said += 1;
    if (!more["m.relates_to"] || !this.alone) this.last = event_id;
    return event_id;
  }

  edits(event_id, body) {
    return this.says(`* ${body}`, { "m.new_content": { msgtype: "m.text", body }, "m.relates_to": { rel_type: "m.replace", event_id } });
  }

  async removes(event_id) {
    this.#sent += 1;
    const { event_id: removal } = await this.ask("PUT", `${v3}/rooms/${room(this.room)}/redact/${room(event_id)}/${this.name}-${this.#sent}`, {});
    if (!this.alone) this.last = removal;
  }

  async replies(body) {
    await this.says(body);
    return this.hears();
  }
}

/** Somebody on duty: comes into every room that they are invited to and says whose it is; or never comes. */
export class Officer {
  /** When each room was entered. */
  rooms = new Map();
  #ending = new AbortController();

  constructor(server, name, token, user) {
    Object.assign(this, { server, name, token, user });
  }

  static async begin(server, name) {
    const { access_token, user_id } = await server.register(name);
    return new Officer(server, name, access_token, user_id);
  }

  /** Comes whenever invited, until `ends`. */
  async works() {
    const filter = JSON.stringify({ presence: { not_types: ["*"] }, account_data: { not_types: ["*"] }, room: { timeline: { limit: 1, not_types: ["*"] }, state: { not_types: ["*"] }, ephemeral: { not_types: ["*"] } } });
    for (let since; !this.#ending.signal.aborted; ) {
      const query = new URLSearchParams({ filter, timeout: "2000", ...(since && { since }) });
      const { next_batch, rooms } = await this.server.ask("GET", `${v3}/sync?${query}`, undefined, this.token);
      since = next_batch;
      await Promise.all(Object.keys(rooms?.invite ?? {}).map((id) => this.enters(id)));
    }
  }

  async enters(id) {
    await this.server.ask("POST", `${v3}/join/${room(id)}`, {}, this.token);
    this.rooms.set(id, Date.now());
    await this.says(id, `Hej, jag är ${this.name} i ${id}`);
  }

  async says(id, body) {
    await this.server.ask("PUT", `${v3}/rooms/${room(id)}/send/m.room.message/${this.name}-${Math.random()}`, { msgtype: "m.text", body }, this.token);
  }

  leaves(id) {
    return this.server.ask("POST", `${v3}/rooms/${room(id)}/leave`, {}, this.token);
  }

  ends() {
    this.#ending.abort();
  }
}

/** Goes through the whole dialogue; `meets(fact, event, person)` is told of each answer. Returns the last thing heard. */
export const answerAll = async (person, { text, names, facts, heard, meets = () => {} }) => {
  const titles = Object.entries(text.question).filter(([, { title }]) => title).map(([fact, { title }]) => [fact, title]);
  const asked = new Set();
  for (let step = 0; step < 40; step += 1) {
    const numbers = new Map([...heard.matchAll(/^(\d+)\. (.*)$/gm)].map(([, number, label]) => [label, number]));
    if (heard.includes(text.page.check.lead)) {
      if ((await meets("check", null, person)) === "again") heard = await person.hears();
      heard = await person.replies(step % 2 ? "ja" : numbers.get(text.page.check.finish));
      if (heard.includes(text.page.check.lead)) heard = await person.replies(numbers.get(text.page.check.finish));
      return heard;
    }
    const [fact] = titles.findLast(([, title]) => heard.includes(title)) ?? [];
    assert.ok(fact, `${person.name} is asked something known: ${heard}`);
    // What was not taken is not known after all.
    const value = asked.has(fact) ? "unknown" : (facts[fact] ?? "unknown");
    if (asked.has(fact)) facts[fact] = "unknown";
    asked.add(fact);
    facts[fact] = value;
    const label = text.answer[value] ?? text.question[fact].choice?.[value] ?? names[value] ?? `${value}`;
    // By number, by label, in small letters.
    const written = [numbers.get(label) ?? label, label, label.toLowerCase()][(step + person.name.length + label.length) % 3];
    const event = await person.says(written);
    const dropped = await meets(fact, event, person);
    if (dropped === "drop") await person.drop();
    heard = await person.hears();
  }
  return assert.fail("the questions never end");
};
