// Asks the site's own WASM: ask.mjs DIST WHAT QUESTIONS ANSWERS, one question and one answer a line.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { load, loadChat } from "./vagval.mjs";

const [dist, what, questions, answers] = process.argv.slice(2);
const { vagval, text } = await load(dist);
const { chat, words } = await loadChat(dist);
const languages = ["sv", "en", "ar"];
const spoken = Object.fromEntries(languages.map((lang) => [lang, words(lang)]));
const texts = Object.fromEntries(languages.map((lang) => [lang, text(lang)]));

/** All replies to the events of a walk, and the state saved in the end; by `note`, one piece after the other. */
const walk = ({ options, events }, note) => {
  const session = new vagval.Session({ ...options, text: texts[options.lang] });
  for (const event of events) {
    const reply = session.step(event);
    note(JSON.stringify(reply));
    const asked = reply.effects?.find((effect) => effect.type === "load-text");
    if (asked) note(JSON.stringify(session.speak(texts[asked.value])));
  }
  note(JSON.stringify(session.save()));
  session.free();
};

const asks = {
  assess: (line) => JSON.stringify(vagval.assess(JSON.parse(line))),
  walk: (line) => {
    const hash = createHash("sha256");
    walk(JSON.parse(line), (piece) => hash.update(piece));
    return hash.digest("hex");
  },
  chat: (line) => talk(JSON.parse(line)),
  "walk-in-full": (line) => {
    const pieces = [];
    walk(JSON.parse(line), (piece) => pieces.push(piece));
    return pieces.join("\t");
  },
};

/** All turns of a chat, and the state saved in the end. */
const talk = ({ options, replies }) => {
  const talking = new chat.Chat({ ...options, ...spoken[options.lang] });
  const turns = [talking.turn(), ...replies.map((reply) => talking.reply(reply)), talking.save()];
  talking.free();
  return turns.map((turn) => JSON.stringify(turn)).join("\t");
};

const lines = readFileSync(questions, "utf8").split("\n");
writeFileSync(answers, lines.map(asks[what]).join("\n"));
