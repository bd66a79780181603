// A hand-over goes to the officers' room: what the person confirmed as readable text, and the same as a file.

/** Sends what was confirmed, nothing else; false where it did not arrive. Done twice it arrives once. */
export const handOver = async ({ client, settings, event, packet, talk }) => {
  const json = JSON.stringify(packet.data);
  const txn = `vagval-${event.event_id}-handover`;
  try {
    const url = await client.upload(new TextEncoder().encode(json), "application/json", "vagval.json");
    await client.send(settings.officers, {
      msgtype: "m.file", body: `vagval-${packet.data.check}.json`, filename: `vagval-${packet.data.check}.json`, url,
      info: { mimetype: "application/json", size: new TextEncoder().encode(json).length },
    }, `${txn}-file`);
    await client.send(settings.officers, readable(settings, packet, json, talk), txn);
    return true;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return false;
  }
};

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** The text as it was shown, and a link that carries the same data to the officer's page. */
const readable = ({ "officer-page": page }, { text }, json, talk) => {
  const message = { msgtype: "m.text", body: text };
  if (!page) return message;
  const link = `${page}#handover=${Buffer.from(json).toString("base64url")}`;
  return {
    ...message,
    format: "org.matrix.custom.html",
    formatted_body: `<p><a href="${escaped(link)}">${escaped(talk.voice.say("open"))}</a></p><p>${escaped(text).replaceAll("\n", "<br>")}</p>`,
  };
};
