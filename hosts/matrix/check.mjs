// Looks at a set-up before the bot runs: each thing that has to hold, in words. Changes nothing.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refused, connect } from "./client.mjs";
import { makeDuty } from "./duty.mjs";
import { clockOf } from "./talks.mjs";

const NEEDED = ["countries.json", "vagval-chat.js", "vagval-chat.wasm", "render.js", ...["sv", "en", "ar"].flatMap((lang) => [`text/${lang}.json`, `chat/${lang}.json`, `matrix/${lang}.json`])];

/** `[{ good, words }]` for settings that are read. */
export const check = async (settings) => {
  const lines = [];
  const say = (good, words) => lines.push({ good, words });
  try {
    const manifest = JSON.parse(readFileSync(join(settings.dist, "manifest.json"), "utf8"));
    const absent = NEEDED.filter((name) => !manifest[name] || !existsSync(join(settings.dist, manifest[name])));
    say(absent.length === 0, absent.length ? `the finished site lacks ${absent.join(", ")}; build it anew` : "the finished site has all that the bot needs");
  } catch {
    say(false, `there is no finished site in ${settings.dist}; make it by \`cargo run -- build\``);
  }
  let now = null;
  try {
    now = clockOf(settings.dist, settings.country);
    say(true, `the time is that of \`country\`: ${now()}`);
  } catch (error) {
    say(false, `the time in \`country\` is not known: ${error.message}`);
  }
  const client = connect(settings);
  const once = { tries: 1, timeout: 10_000 };
  let me;
  try {
    me = await client.whoami(once);
    say(true, `the homeserver knows the bot as ${me}`);
  } catch (error) {
    const why = error instanceof Refused && error.status ? `it refuses the token (${error.message}); log in once more and write the new token into the file` : "it does not answer; look at the address and the network";
    say(false, `the homeserver at ${settings.homeserver}: ${why}`);
    return lines;
  }
  const { officers, "on-duty": rows } = settings;
  if (officers === null) say(true, "no officers' room: no hand-over is offered");
  else {
    try {
      const members = await client.members(officers, once);
      say(true, `the officers' room has ${members.length - 1} members beside the bot`);
      const isEncrypted = await client.isEncrypted(officers, once);
      say(!isEncrypted, isEncrypted ? "the officers' room is encrypted: make one without encryption, the bot cannot write there" : "the officers' room is not encrypted");
      const absent = [...new Set(rows.map(({ user }) => user))].filter((user) => !members.includes(user));
      if (rows.length) say(absent.length === 0, absent.length ? `on duty but not in the officers' room: ${absent.join(", ")}` : "everybody on duty is in the officers' room");
    } catch {
      say(false, `the bot is not in the officers' room ${officers}; invite it, and let it run once to come in`);
    }
    if (now || !rows.length) say(true, rows.length ? `on duty now: ${makeDuty(settings).at(now()).size} of ${new Set(rows.map(({ user }) => user)).size}` : "nobody is on duty: the bot invites no officer into a room");
    if (settings["officer-page"] === null) say(true, "no officer-page: the officers get the file, without a link that opens it");
  }
  const file = settings["health-file"];
  if (file) say(existsSync(dirname(file)), existsSync(dirname(file)) ? "the folder of the health file is there" : `the folder of the health file is not there: ${dirname(file)}`);
  return lines;
};
