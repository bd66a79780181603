// What a message of Matrix says, and how a turn of the chat becomes one.

/** What is longer is no answer; the field of the chat's page ends there too. */
const LONGEST = 500;

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** What was written, without the words that are only quoted; null where it is no text. */
export const said = ({ content }) => {
  const { msgtype, body } = content["m.new_content"] ?? content;
  if (!["m.text", "m.emote"].includes(msgtype) || typeof body !== "string") return null;
  if (!content["m.relates_to"]?.["m.in_reply_to"]) return body.slice(0, LONGEST);
  // Older programs repeat what is replied to, as lines that begin with ">".
  return body.replace(/^(> .*\n)+\n?/, "").slice(0, LONGEST);
};

/** The message that this one is the edited form of, if it is one. */
export const edited = ({ content }) => {
  const { rel_type, event_id } = content["m.relates_to"] ?? {};
  return rel_type === "m.replace" && typeof event_id === "string" ? event_id : null;
};

/** A turn as the content of a message; `before` is said first, `event` is what it is a reply to, where others read. */
export const content = (render, turn, before, event) => {
  const all = { ...turn, say: [...before, ...turn.say] };
  const listed = all.choices.map(({ label }) => `<li>${escaped(label)}</li>`).join("");
  return {
    msgtype: "m.notice",
    body: render.plainText(all),
    format: "org.matrix.custom.html",
    formatted_body: `${all.say.map((line) => `<p>${escaped(line)}</p>`).join("")}<ol>${listed}</ol>`,
    ...(event && {
      "m.relates_to": { "m.in_reply_to": { event_id: event.event_id } },
      "m.mentions": { user_ids: [event.sender] },
    }),
  };
};
