// A service's own chat, to be compiled by `tsc --strict` against the types of dist: it is never run.

import init, { Chat, WASM_SHA256, type Failure, type Handover, type Saved, type Text, type Turn } from "./vagval-chat.js";
import { activity, adaptiveCard, cardReply, chatwoot, chatwootReply, handoverLink, plainText } from "./render.js";

const isFailure = (answer: object): answer is Failure => "problems" in answer;
const orThrow = <Value extends object>(answer: Value | Failure): Value => {
  if (isFailure(answer)) throw new Error(answer.problems.map((problem) => `${problem.key}: ${problem.at}`).join());
  return answer;
};

/** Everything that a service may do, once. */
export const chat = async (bytes: BufferSource, swedish: Text, lexicon: Text, english: Text, words: Text): Promise<string[]> => {
  await init({ module_or_path: bytes });
  const told: string[] = [WASM_SHA256];
  const talk = new Chat({ on: "2026-11-21T14:05", text: swedish, lexicon, server: "https://example.org/", handover: "!room:example.org" });
  let turn: Turn = orThrow(talk.turn());
  told.push(turn.id, turn.lang, ...turn.say, ...turn.choices.map(({ id, label }) => `${id} ${label}`));
  turn = orThrow(talk.reply("jag e 34 och bor i Umeå", "2026-11-21T14:06"));
  if (turn.notice?.type === "speak" && turn.notice.value === "en") turn = orThrow(talk.speak(english, words));
  if (turn.input?.kind === "choice" && turn.input.sensitive) told.push("may be skipped");
  // The message was edited.
  turn = orThrow(talk.amend("age", "35"));
  // Another one was removed.
  turn = orThrow(talk.retract("municipality"));

  told.push(plainText(turn), adaptiveCard(turn, lexicon).fallbackText, cardReply({ text: " 34 ", reply: "" }));
  told.push(activity(turn, lexicon, { card: true }).suggestedActions.actions[0]?.value ?? "");
  told.push(chatwoot(turn).content, chatwoot(turn, { options: false }).content_type);
  told.push(chatwootReply({ event: "message_created", message_type: "incoming", content: "2" }) ?? "");

  const packet = turn.handover;
  if (turn.notice?.type === "handover" && packet?.confirmed) {
    const sent: Handover = packet.data;
    told.push(packet.text, sent.check, handoverLink("https://example.org/officer.html", sent) ?? "", ...sent.transcript.map(({ by, say }) => `${by}: ${say}`));
  }
  const saved: Saved = orThrow(talk.save());
  new Chat({ on: saved.case.on, text: swedish, lexicon, server: "https://example.org/", saved }).free();

  // @ts-expect-error: the lexicon is missing
  new Chat({ on: "2026-11-21", text: swedish });
  // @ts-expect-error: a reply is words
  talk.reply(34);
  // @ts-expect-error: a turn has no answer in it
  turn.answer;
  return told;
};
