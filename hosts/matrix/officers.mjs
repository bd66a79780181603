// A hand-over goes to the officers' room: what the person confirmed as readable text, and the same as a file.

/** The largest message that a homeserver takes is 65,536 bytes, with what it adds itself. */
const LARGEST = 60_000;

/** Sends what was confirmed, nothing else; false where it did not arrive. Done twice it arrives once. */
export const handOver = async ({ client, settings, render, event, packet, voice }) => {
  const bytes = new TextEncoder().encode(JSON.stringify(packet.data));
  const [name, txn] = [`vagval-${packet.data.check}.json`, `vagval-${event.event_id}-handover`];
  try {
    const url = await client.upload(bytes, "application/json", name);
    const info = { mimetype: "application/json", size: bytes.length };
    await client.send(settings.officers, { msgtype: "m.file", body: name, filename: name, url, info }, `${txn}-file`);
    await client.send(settings.officers, readable(settings, render, packet, voice), txn);
    return true;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return false;
  }
};

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** The text as it was shown, and a link that carries the same data to the officer's page. */
const readable = ({ "officer-page": page }, render, { text, data }, voice) => {
  const message = { msgtype: "m.text", body: text };
  const link = page && render.handoverLink(page, data);
  if (!link) return message;
  const whole = {
    ...message,
    format: "org.matrix.custom.html",
    formatted_body: `<p><a href="${escaped(link)}">${escaped(voice.say("open"))}</a></p><p>${escaped(text).replaceAll("\n", "<br>")}</p>`,
  };
  return JSON.stringify(whole).length < LARGEST / 2 ? whole : message;
};
