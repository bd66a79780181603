// As much of the Matrix client-server API as a bot needs, by Node's own fetch. Knows nothing about the chat.
//
// What fails for a while (no network, a server that restarts, "too many requests") is tried again, with growing
// pauses; what is refused is thrown. A message has an id of the sender's choosing (`txn`): the server takes the same
// one only once, so trying again never says a thing twice.

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
const TRIES = 12;

/** The server refused: `code` is one of Matrix's (M_FORBIDDEN, …). */
export class Refused extends Error {
  constructor(status, code) {
    super(`${status} ${code}`);
    Object.assign(this, { status, code });
  }
}

const pause = (ms, signal) =>
  new Promise((done) => {
    const stop = () => (clearTimeout(timer), done());
    const timer = setTimeout(() => (signal?.removeEventListener("abort", stop), done()), ms);
    signal?.addEventListener("abort", stop, { once: true });
  });

/** A client of one user. `signal` ends everything that is under way. */
export const connect = ({ homeserver, token, signal }) => {
  const ask = async (method, path, body, { raw, timeout = 30_000, query = {} } = {}) => {
    const address = new URL(path, homeserver);
    for (const [key, value] of Object.entries(query)) if (value !== undefined) address.searchParams.set(key, value);
    const headers = { Authorization: `Bearer ${token}` };
    if (body !== undefined) headers["Content-Type"] = raw ?? "application/json";
    for (let tried = 1; ; tried += 1) {
      signal?.throwIfAborted();
      let wait = Math.min(FIRST_PAUSE * 2 ** (tried - 1), LONGEST_PAUSE);
      try {
        const limits = [AbortSignal.timeout(timeout), signal].filter(Boolean);
        const response = await fetch(address, {
          method, headers, signal: AbortSignal.any(limits), body: body === undefined || raw ? body : JSON.stringify(body),
        });
        if (response.ok) return await response.json();
        const { errcode = "", retry_after_ms } = await response.json().catch(() => ({}));
        if (response.status !== 429 && response.status < 500) throw new Refused(response.status, errcode);
        wait = retry_after_ms ?? wait;
      } catch (error) {
        if (error instanceof Refused || signal?.aborted) throw error;
      }
      if (tried === TRIES) throw new Refused(0, "NO_ANSWER");
      await pause(wait, signal);
    }
  };
  const v3 = "/_matrix/client/v3";
  const part = encodeURIComponent;
  const or404 = (nothing) => (error) => {
    if (error instanceof Refused && error.status === 404) return nothing;
    throw error;
  };
  let me;
  return {
    whoami: async () => (me ??= (await ask("GET", `${v3}/account/whoami`)).user_id),
    sync: (since, filter, wait) =>
      ask("GET", `${v3}/sync`, undefined, { query: { since, filter, timeout: wait }, timeout: wait + 60_000 }),
    join: (room) => ask("POST", `${v3}/join/${part(room)}`, {}),
    leave: (room) => ask("POST", `${v3}/rooms/${part(room)}/leave`, {}),
    send: async (room, content, txn) =>
      (await ask("PUT", `${v3}/rooms/${part(room)}/send/m.room.message/${part(txn)}`, content)).event_id,
    typing: (room, typing) =>
      ask("PUT", `${v3}/rooms/${part(room)}/typing/${part(me)}`, typing ? { typing, timeout: 10_000 } : { typing }),
    members: async (room) => Object.keys((await ask("GET", `${v3}/rooms/${part(room)}/joined_members`)).joined),
    isEncrypted: (room) =>
      ask("GET", `${v3}/rooms/${part(room)}/state/m.room.encryption/`).then(() => true).catch(or404(false)),
    /** What came before a place in the room's history, the newest first. */
    before: (room, from, limit) =>
      ask("GET", `${v3}/rooms/${part(room)}/messages`, undefined, { query: { dir: "b", from, limit } }),
    /** What this user keeps with a room; nobody else reads it. */
    kept: (room, type) => ask("GET", `${v3}/user/${part(me)}/rooms/${part(room)}/account_data/${type}`).catch(or404(null)),
    keep: (room, type, content) => ask("PUT", `${v3}/user/${part(me)}/rooms/${part(room)}/account_data/${type}`, content),
    keptByMe: (type) => ask("GET", `${v3}/user/${part(me)}/account_data/${type}`).catch(or404(null)),
    keepByMe: (type, content) => ask("PUT", `${v3}/user/${part(me)}/account_data/${type}`, content),
    upload: async (bytes, type, filename) =>
      (await ask("POST", "/_matrix/media/v3/upload", bytes, { raw: type, query: { filename } })).content_uri,
  };
};
