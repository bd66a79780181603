// How the bot is: counts and times, nothing about anybody. A line for the log and a file for whoever watches over it.

import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** The file is written this often; one that is this much older tells that the bot hangs. */
const EVERY = 10_000;
const STALE = 60_000;
const LINE_EVERY = 3_600_000;

/** `look()` gives what is true now; `count(what)` adds to what has been. */
export const makeHealth = ({ "health-file": file }, look, log) => {
  const counts = {};
  let [synced, slowest] = [Date.now(), 0];
  const state = (state) => ({
    v: 1, state, at: new Date().toISOString(), "synced-seconds-ago": Math.round((Date.now() - synced) / 1000),
    ...look(), "slowest-answer-ms": slowest, ...counts,
  });
  const write = (named) => {
    if (!file) return;
    try {
      writeFileSync(`${file}.new`, `${JSON.stringify(state(named))}\n`, { mode: 0o640 });
      renameSync(`${file}.new`, file);
    } catch ({ code }) {
      log(`the health file cannot be written: ${code}`);
    }
  };
  const line = (named) => log(`health ${JSON.stringify(state(named))}`);
  let timers = [];
  return {
    count: (what) => (counts[what] = (counts[what] ?? 0) + 1),
    synced: () => (synced = Date.now()),
    answered: (ms) => (slowest = Math.max(slowest, ms)),
    begin: () => {
      write("ready");
      timers = [setInterval(() => write("ready"), EVERY), setInterval(() => (line("ready"), (slowest = 0)), LINE_EVERY)];
      for (const timer of timers) timer.unref();
    },
    end: () => {
      for (const timer of timers) clearInterval(timer);
      write("stopped");
      line("stopped");
    },
  };
};

/** What a health file says, in words: `{ good, words }`. */
export const readHealth = (file, now = Date.now()) => {
  let found;
  try {
    found = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { good: false, words: `there is no health file at ${file}: the bot has not run, or may not write there` };
  }
  const age = Math.round((now - Date.parse(found.at)) / 1000);
  if (found.state === "stopped") return { good: false, words: `the bot was stopped ${age} seconds ago` };
  if (age * 1000 > STALE) return { good: false, words: `the bot has told nothing for ${age} seconds: it has ended or hangs` };
  // A quiet homeserver answers every half minute.
  if (found["synced-seconds-ago"] > 120) return { good: false, words: `the homeserver has not answered for ${found["synced-seconds-ago"]} seconds` };
  return { good: true, words: `the bot is well: ${JSON.stringify(found)}` };
};
