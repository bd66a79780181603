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

const KEYS = {
  v: [(v) => v === 1, "1"],
  homeserver: [isAddress, "the address of the homeserver, as https://matrix.example.org"],
  "token-file": [text, "the file with the bot's access token, beside this one or by its whole path"],
  dist: [text, "the folder of the finished site, beside this file or by its whole path"],
  page: [isAddress, "the address of the page that keeps answers on the device"],
  officers: [(room) => room === null || /^![!-~]+$/.test(room), "the id of the officers' room, as !abc:example.org; null where nobody takes hand-overs"],
  "officer-page": [(page) => page === null || isAddress(page), "the address of officer.html, or null"],
  lang: [(lang) => ["sv", "en", "ar"].includes(lang), "sv, en or ar: the language that a conversation begins in"],
  "keep-days": [(days) => Number.isInteger(days) && days >= 1 && days <= 365, "1 to 365: for so many days a conversation waits for somebody who has left it"],
};
const DEFAULTS = { officers: null, "officer-page": null, lang: "sv", "keep-days": 7 };

/** The settings of a file, or an error with one line for each fault. */
export const readSettings = (file) => {
  let given;
  try {
    given = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
  const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
  if (!isObject) throw new Error(`${file}: an object is expected, with ${Object.keys(KEYS).join(", ")}`);
  const settings = { ...DEFAULTS, ...given };
  const wrong = Object.keys(given).filter((key) => !Object.hasOwn(KEYS, key)).map((key) => `${file}: \`${key}\` is not known; known are ${Object.keys(KEYS).join(", ")}`);
  for (const [key, [good, allowed]] of Object.entries(KEYS))
    if (!good(settings[key])) wrong.push(`${file}: \`${key}\` must be ${allowed}`);
  if (wrong.length) throw new Error(wrong.join("\n"));
  const beside = (path) => resolve(dirname(file), path);
  return { ...settings, dist: beside(settings.dist), token: readFileSync(beside(settings["token-file"]), "utf8").trim() };
};
