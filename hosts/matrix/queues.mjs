// A queue for each room, beside the sync loop: what happens in a room is taken in its order, and no room waits for
// another. Knows how far the stream of events is dealt with, and nothing about what is done with them.

/** So many events of a room wait in memory; older ones are fetched again when their turn comes. */
const WAITING = 200;

/** Two parts of a room's timeline, one after the other. What is left out is found again from `prev_batch`. */
const joined = (old, { events, limited, prev_batch }) => {
  if (!old || limited) return { events, limited, prev_batch };
  if (old.events.length + events.length > WAITING && prev_batch) return { events, limited: true, prev_batch };
  return { ...old, events: [...old.events, ...events] };
};

/** `work(id, { timeline, tasks })` deals with what waits in a room; it is never called twice at once for a room. */
export const makeQueues = (work) => {
  const waiting = new Map();
  const running = new Map();
  /** The batches of the stream that some room is not done with: where each began, and these rooms. */
  const batches = [];

  const start = (id) => {
    if (running.has(id)) return;
    const run = async () => {
      while (waiting.has(id)) {
        const item = waiting.get(id);
        waiting.delete(id);
        const done = await work(id, item);
        // Where the bot is stopping it stays undone, and so does the place in the stream.
        if (done === false) return;
        for (const batch of item.batches) batch.open.delete(id);
      }
    };
    running.set(id, run().finally(() => {
      running.delete(id);
      if (waiting.has(id)) start(id);
    }));
  };
  const add = (id, change, batch) => {
    const item = waiting.get(id) ?? { timeline: null, tasks: [], batches: [] };
    change(item);
    if (batch) item.batches.push(batch), batch.open.add(id);
    waiting.set(id, item);
    start(id);
  };
  return {
    /** A batch of the stream: `since` is what it was asked for with. */
    batch: (since) => {
      const batch = { since, open: new Set() };
      batches.push(batch);
      return batch;
    },
    timeline: (id, timeline, batch) => add(id, (item) => (item.timeline = joined(item.timeline, timeline)), batch),
    /** Something to do in a room after what waits there. */
    task: (id, task, batch) => add(id, (item) => item.tasks.push(task), batch),
    /** From where the stream has to be read again after a restart; `next` where nothing is undone. */
    place: (next) => {
      while (batches.length && batches[0].open.size === 0) batches.shift();
      return batches.length ? batches[0].since : next;
    },
    /** The same, and what waits there of the timeline is dropped. */
    taskAlone: (id, task, batch) => add(id, (item) => (item.tasks.push(task), (item.timeline = null)), batch),
    idle: () => Promise.allSettled([...running.values()]),
    waiting: () => new Set([...waiting.keys(), ...running.keys()]).size,
    has: (id) => waiting.has(id) || running.has(id),
  };
};

/** Runs things side by side: at most `all` at once, and one at a time for each key. */
export const makeLanes = (all) => {
  const keys = new Map();
  let free = all;
  const turn = [];
  const slot = () => (free > 0 ? Promise.resolve(void (free -= 1)) : new Promise((go) => turn.push(go)));
  const back = () => (turn.length ? turn.shift()() : (free += 1));
  return (key, task) => {
    const before = keys.get(key) ?? Promise.resolve();
    const now = before.then(async () => {
      await slot();
      try {
        return await task();
      } finally {
        back();
      }
    });
    const settled = now.catch(() => {}).then(() => keys.get(key) === settled && keys.delete(key));
    keys.set(key, settled);
    return now;
  };
};
