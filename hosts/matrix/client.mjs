// As much of the Matrix client-server API as a bot needs, by Node's own fetch. Knows nothing about the chat.
//
// What fails for a while (no network, a server that restarts, "too many requests") is tried again, with growing
// pauses, or after the time that the server names. A request may belong to a room (`lane`): then the pause is the
// room's, and no other room waits for it. What is refused is thrown. A message has an id of the sender's choosing
// (`txn`): the server takes the same one only once, so trying again never says a thing twice.

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 60_000;
/** The server's own word on how long to wait is followed up to this. */
const LONGEST_NAMED_PAUSE = 600_000;
const TIMEOUT = 20_000;

/** The server refused: `code` is one of Matrix's (M_FORBIDDEN, …), or NO_ANSWER after the last try. */
export class Refused extends Error {
  constructor(status, code) {
    super(`${status} ${code}`);
    Object.assign(this, { status, code });
  }
}

/** The bot is stopping, or the room is gone: what was under way is not done, and is done again after a restart. */
export class Stopped extends Error {}

/** Waits; false where one of the signals ended the wait. */
export const pause = (ms, ...signals) =>
  new Promise((done) => {
    const ends = signals.filter(Boolean);
    const end = (whole) => {
      clearTimeout(timer);
      for (const signal of ends) signal.removeEventListener("abort", stop);
      done(whole);
    };
    const stop = () => end(false);
    const timer = setTimeout(() => end(true), ms);
    for (const signal of ends) signal.addEventListener("abort", stop, { once: true });
    if (ends.some(({ aborted }) => aborted)) stop();
  });

/** Where the requests of one room wait. `signal` ends the waiting. */
export const newLane = (signal) => ({ until: 0, fails: 0, signal });

/**
 * A client of one user. After `ending` no request begins and no pause goes on; a request that is under way comes to
 * its end. `cut` ends that too.
 */
export const connect = ({ homeserver, token, ending, cut }) => {
  const ask = async (method, path, body, { raw, timeout = TIMEOUT, query = {}, lane = newLane(), tries = Infinity, signal = cut } = {}) => {
    const address = new URL(path, homeserver);
    for (const [key, value] of Object.entries(query)) if (value !== undefined) address.searchParams.set(key, value);
    const headers = { Authorization: `Bearer ${token}` };
    if (body !== undefined) headers["Content-Type"] = raw ?? "application/json";
    for (let tried = 1; ; tried += 1) {
      while (lane.until > Date.now()) {
        await pause(lane.until - Date.now(), ending, lane.signal, cut);
        stopIf(ending, lane.signal, cut);
      }
      stopIf(lane.signal, cut);
      let wait = Math.min(FIRST_PAUSE * 2 ** lane.fails, LONGEST_PAUSE);
      const limit = new AbortController();
      const abort = () => limit.abort();
      const timer = setTimeout(abort, timeout);
      signal?.addEventListener("abort", abort, { once: true });
      try {
        stopIf(signal);
        const response = await fetch(address, {
          method, headers, signal: limit.signal, body: body === undefined || raw ? body : JSON.stringify(body),
        });
        if (response.ok) {
          const answer = await response.json();
          Object.assign(lane, { until: 0, fails: 0 });
          return answer;
        }
        const { errcode = "", retry_after_ms } = await response.json().catch(() => ({}));
        if (response.status !== 429 && response.status < 500) throw new Refused(response.status, errcode);
        const named = retry_after_ms ?? Number(response.headers.get("retry-after")) * 1000;
        if (Number.isFinite(named) && named > 0) wait = Math.min(named, LONGEST_NAMED_PAUSE);
      } catch (error) {
        if (error instanceof Refused || error instanceof Stopped) throw error;
        stopIf(signal);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      }
      lane.fails += 1;
      if (tried >= tries) throw new Refused(0, "NO_ANSWER");
      lane.until = Date.now() + wait;
    }
  };
  const stopIf = (...signals) => {
    if (signals.some((signal) => signal?.aborted)) throw new Stopped("stopped");
  };
  const v3 = "/_matrix/client/v3";
  const part = encodeURIComponent;
  const or404 = (nothing) => (error) => {
    if (error instanceof Refused && error.status === 404) return nothing;
    throw error;
  };
  let me;
  const keptPath = (room, type) => `${v3}/user/${part(me)}/rooms/${part(room)}/account_data/${type}`;
  return {
    whoami: async (options) => (me ??= (await ask("GET", `${v3}/account/whoami`, undefined, options)).user_id),
    sync: (since, filter, wait, options) =>
      ask("GET", `${v3}/sync`, undefined, { query: { since, filter, timeout: wait }, timeout: wait + 60_000, ...options }),
    joined: async (options) => (await ask("GET", `${v3}/joined_rooms`, undefined, options)).joined_rooms,
    join: (room, options) => ask("POST", `${v3}/join/${part(room)}`, {}, options),
    leave: (room, reason, options) => ask("POST", `${v3}/rooms/${part(room)}/leave`, reason ? { reason } : {}, options),
    forget: (room, options) => ask("POST", `${v3}/rooms/${part(room)}/forget`, {}, options),
    invite: (room, user_id, reason, options) => ask("POST", `${v3}/rooms/${part(room)}/invite`, { user_id, reason }, options),
    send: async (room, content, txn, options) =>
      (await ask("PUT", `${v3}/rooms/${part(room)}/send/m.room.message/${part(txn)}`, content, options)).event_id,
    /** Nobody waits for this, and it is not tried again. */
    typing: (room, typing) =>
      ask("PUT", `${v3}/rooms/${part(room)}/typing/${part(me)}`, typing ? { typing, timeout: 10_000 } : { typing }, { tries: 1, timeout: 5_000 }).catch(() => {}),
    members: async (room, options) => Object.keys((await ask("GET", `${v3}/rooms/${part(room)}/joined_members`, undefined, options)).joined),
    isEncrypted: (room, options) =>
      ask("GET", `${v3}/rooms/${part(room)}/state/m.room.encryption/`, undefined, options).then(() => true).catch(or404(false)),
    /** Who may read what was said before they came: shared, world_readable, invited or joined. */
    visibility: (room, options) =>
      ask("GET", `${v3}/rooms/${part(room)}/state/m.room.history_visibility/`, undefined, options)
        .then(({ history_visibility: who }) => who).catch(or404("shared")),
    nameOf: (user, options) =>
      ask("GET", `${v3}/profile/${part(user)}/displayname`, undefined, options).then(({ displayname }) => displayname).catch(or404(undefined)),
    /** What came before a place in the room's history, the newest first. */
    before: (room, from, limit, options) =>
      ask("GET", `${v3}/rooms/${part(room)}/messages`, undefined, { query: { dir: "b", from, limit }, ...options }),
    /** What this user keeps with a room; nobody else reads it. */
    kept: (room, type, options) => ask("GET", keptPath(room, type), undefined, options).catch(or404(null)),
    keep: (room, type, content, options) => ask("PUT", keptPath(room, type), content, options),
    keptByMe: (type, options) => ask("GET", `${v3}/user/${part(me)}/account_data/${type}`, undefined, options).catch(or404(null)),
    keepByMe: (type, content, options) => ask("PUT", `${v3}/user/${part(me)}/account_data/${type}`, content, options),
    upload: async (bytes, type, filename, options) =>
      (await ask("POST", "/_matrix/media/v3/upload", bytes, { raw: type, query: { filename }, ...options })).content_uri,
  };
};
