// The bot's settings: one JSON file, checked, with errors that name the key and what is allowed.

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

const isAddress = (text) => {
  try {
    return ["http:", "https:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
};
const text = (value) => typeof value === "string" && value !== "";
const whole = (from, to) => (value) => Number.isInteger(value) && value >= from && value <= to;
const list = (good) => (value) => Array.isArray(value) && value.every(good);
const isDay = (day) => typeof day === "string" && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
const isTime = (time) => typeof time === "string" && /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time);
const isDuty = (row) =>
  typeof row === "object" && row !== null && Object.keys(row).sort().join() === "days,from,to,user" &&
  /^@[!-9;-~]+:[!-~]+$/.test(row.user) && list(whole(1, 7))(row.days) && row.days.length > 0 && isTime(row.from) && isTime(row.to) && row.from < row.to;

const KEYS = {
  v: [(v) => v === 1, "1"],
  homeserver: [isAddress, "the address of the homeserver, as https://matrix.example.org"],
  "token-file": [text, "the file with the bot's access token, beside this one or by its whole path"],
  dist: [text, "the folder of the finished site, beside this file or by its whole path"],
  page: [isAddress, "the address of the page that keeps answers on the device"],
  officers: [(room) => room === null || (text(room) && /^![!-~]+$/.test(room)), "the id of the officers' room, as !abc:example.org; null where nobody takes hand-overs"],
  "officer-page": [(page) => page === null || isAddress(page), "the address of officer.html, or null"],
  "on-duty": [list(isDuty), 'a list of who comes into rooms and when: {"user": "@anna:example.org", "days": [1, 2, 3, 4, 5], "from": "08:00", "to": "16:30"}; Monday is 1'],
  "closed-days": [list(isDay), 'days on which nobody is on duty, as ["2026-12-24"]'],
  "answer-seconds": [whole(1, 3600), "1 to 3600: how long an officer may take to come before the next one is asked"],
  "talks-each": [whole(1, 100), "1 to 100: how many people one officer talks with at once"],
  lang: [(lang) => ["sv", "en", "ar"].includes(lang), "sv, en or ar: the language that a conversation begins in"],
  country: [(country) => country === null || text(country), "the id of a country of the site, whose rules and whose time a conversation goes by; null is the one that the page begins with"],
  "keep-days": [whole(1, 365), "1 to 365: for so many days a conversation waits for somebody who has left it"],
  servers: [list(text), 'the homeservers whose users may invite the bot, as ["example.org"]; its own always may'],
  "rooms-at-most": [whole(1, 100_000), "1 to 100000: in how many rooms the bot is at once"],
  "messages-per-minute": [whole(1, 10_000), "1 to 10000: so many messages of one person are read a minute, and twice that in one room"],
  "health-file": [(file) => file === null || text(file), "the file that tells how the bot is, beside this one or by its whole path; or null"],
};
const DEFAULTS = {
  officers: null, "officer-page": null, "on-duty": [], "closed-days": [], "answer-seconds": 120, "talks-each": 6, lang: "sv", country: null,
  "keep-days": 7, servers: [], "rooms-at-most": 500, "messages-per-minute": 30, "health-file": null,
};

/** The settings of a file, or an error with one line for each fault. */
export const readSettings = (file) => {
  const readable = (path, what) => {
    try {
      return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
    } catch ({ code }) {
      const why = { ENOENT: "is not there", EACCES: "may not be read by this user", EISDIR: "is a folder" }[code] ?? `cannot be read (${code})`;
      throw new Error(`${file}: ${what} ${why}${path === file ? "" : `: ${path}`}`);
    }
  };
  let given;
  const words = readable(file, "the settings file");
  try {
    given = JSON.parse(words);
  } catch (error) {
    throw new Error(`${file}: this is no JSON: ${error.message}`);
  }
  const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
  if (!isObject) throw new Error(`${file}: an object is expected, with ${Object.keys(KEYS).join(", ")}`);
  const settings = { ...DEFAULTS, ...given };
  const wrong = Object.keys(given).filter((key) => !Object.hasOwn(KEYS, key)).map((key) => `${file}: \`${key}\` is not known; known are ${Object.keys(KEYS).join(", ")}`);
  for (const [key, [good, allowed]] of Object.entries(KEYS))
    if (!good(settings[key])) wrong.push(`${file}: \`${key}\` ${Object.hasOwn(settings, key) ? "must be" : "is missing:"} ${allowed}`);
  if (settings["on-duty"]?.length && settings.officers === null) wrong.push(`${file}: \`on-duty\` needs \`officers\`, the room where they see who waits`);
  if (wrong.length) throw new Error(wrong.join("\n"));
  const beside = (path) => path && resolve(dirname(file), path);
  const token = readable(beside(settings["token-file"]), "`token-file`").trim();
  if (!token) throw new Error(`${file}: \`token-file\` is empty`);
  return { ...settings, dist: beside(settings.dist), "health-file": beside(settings["health-file"]), token };
};
