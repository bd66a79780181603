// A hand-over goes to the officers' room: what the person confirmed as readable text, and the same as a file.

import { Refused } from "./client.mjs";
import { escaped, parts } from "./messages.mjs";

/** The largest message that a homeserver takes is 65,536 bytes, with what it adds itself. */
const LARGEST = 60_000;
/** Somebody waits for the answer: what does not arrive by these tries is told to have not arrived. */
const TRIES = { tries: 4 };

/** Sends what was confirmed, nothing else; false where it did not arrive. Done twice it arrives once. */
export const handOver = async ({ client, settings, render, event, packet, voice, suffix = "" }) => {
  const bytes = new TextEncoder().encode(JSON.stringify(packet.data));
  const [name, txn] = [`vagval-${packet.data.check}.json`, `vagval-${event.event_id}-handover${suffix}`];
  try {
    const url = await client.upload(bytes, "application/json", name, TRIES);
    const info = { mimetype: "application/json", size: bytes.length };
    await client.send(settings.officers, { msgtype: "m.file", body: name, filename: name, url, info }, `${txn}-file`, TRIES);
    for (const [at, message] of readable(settings, render, packet, voice).entries())
      await client.send(settings.officers, message, at ? `${txn}-${at}` : txn, TRIES);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status !== 401) return false;
    throw error;
  }
};

/** The text as it was shown, in as many messages as it needs; and a link that carries the same data to the officer's page. */
const readable = ({ "officer-page": page }, render, { text, data }, voice) => {
  const messages = parts(text).map((body) => ({ msgtype: "m.text", body }));
  const link = page && render.handoverLink(page, data);
  if (!link || messages.length > 1) return messages;
  const whole = {
    ...messages[0],
    format: "org.matrix.custom.html",
    formatted_body: `<p><a href="${escaped(link)}">${escaped(voice.say("open"))}</a></p><p>${escaped(text).replaceAll("\n", "<br>")}</p>`,
  };
  return JSON.stringify(whole).length < LARGEST / 2 ? [whole] : messages;
};
