// What a message of Matrix says, and how a turn of the chat becomes one or more.

/** What is longer is not read as an answer; the field of the chat's page ends there too. */
export const LONGEST = 500;
/** A message is at most this long, in bytes; longer texts become several. An event may have 65,536 in all. */
const LARGEST = 16_000;

export const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** What was written, without the words that are only quoted; null where it is no text. */
export const said = ({ content }) => {
  const { msgtype, body } = content["m.new_content"] ?? content;
  if (!["m.text", "m.emote"].includes(msgtype) || typeof body !== "string") return null;
  if (!content["m.relates_to"]?.["m.in_reply_to"]) return body;
  // Older programs repeat what is replied to, as lines that begin with ">".
  return body.replace(/^(> .*\n)+\n?/, "");
};

/** The message that this one is the edited form of, if it is one. */
export const edited = ({ content }) => {
  const { rel_type, event_id } = content["m.relates_to"] ?? {};
  return rel_type === "m.replace" && typeof event_id === "string" ? event_id : null;
};

const size = (text) => Buffer.byteLength(text, "utf8");

/** A text in parts of at most `largest` bytes: between lines, else between words, else between letters. */
export const parts = (text, largest = LARGEST) => {
  const done = [];
  let rest = text;
  while (size(rest) > largest) {
    let end = Buffer.from(rest, "utf8").subarray(0, largest).toString("utf8").replace(/\uFFFD$/, "").length;
    const head = rest.slice(0, end);
    const at = Math.max(head.lastIndexOf("\n"), head.lastIndexOf(" ", end - 1));
    if (at > 0) end = at + 1;
    done.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...done, rest];
};

/** Who a message is for, where others read along. */
const addressed = (event) =>
  event && {
    "m.relates_to": { "m.in_reply_to": { event_id: event.event_id } },
    "m.mentions": { user_ids: [event.sender] },
  };

/** Words as messages: "m.text" for what must be noticed, "m.notice" for what is only said beside. */
export const plain = (words, event, msgtype = "m.text") =>
  parts(words).map((body) => ({ msgtype, body, ...addressed(event) }));

/** A turn as messages; `before` is said first, `event` is what it is a reply to, where others read. */
export const content = (render, turn, before, event) => {
  const all = { ...turn, say: [...before, ...turn.say] };
  const body = render.plainText(all);
  const listed = all.choices.map(({ label }) => `<li>${escaped(label)}</li>`).join("");
  const html = `${all.say.map((line) => `<p>${escaped(line)}</p>`).join("")}<ol>${listed}</ol>`;
  if (size(body) > LARGEST || size(html) > LARGEST) return plain(body, event);
  return [{ msgtype: "m.text", body, format: "org.matrix.custom.html", formatted_body: html, ...addressed(event) }];
};
