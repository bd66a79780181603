// The site's own WASM and texts, in Node: the same files that a browser gets.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The interface, `text(lang)`, the words of a language, and `wordsOf(text, country)`, what a country says. */
export const load = async (dist) => {
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  const vagval = await import(pathToFileURL(join(dist, manifest["vagval.js"])));
  await vagval.default({ module_or_path: readFileSync(join(dist, manifest["vagval.wasm"])) });
  const text = (lang) => JSON.parse(readFileSync(join(dist, manifest[`text/${lang}.json`]), "utf8"));
  const { wordsOf } = await import(pathToFileURL(join(dist, manifest["render.js"])));
  return { vagval, text, wordsOf };
};

/** The same of the chat: its interface, and `words(lang)`, the text and the lexicon of a language. */
export const loadChat = async (dist) => {
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  const chat = await import(pathToFileURL(join(dist, manifest["vagval-chat.js"])));
  await chat.default({ module_or_path: readFileSync(join(dist, manifest["vagval-chat.wasm"])) });
  const json = (name) => JSON.parse(readFileSync(join(dist, manifest[name]), "utf8"));
  const words = (lang) => ({ text: json(`text/${lang}.json`), lexicon: json(`chat/${lang}.json`) });
  return { chat, words };
};
