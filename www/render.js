// A turn of the chat in the forms that a service's own systems take: pure functions of the turn and the words of the
// lexicon. A button sends the number of its choice, which every form shows too, so that it can be typed as well.

const numbered = ({ choices }) => choices.map(({ label }, at) => `${at + 1}. ${label}`);

/**
 * The words of a language (a file of dist/text) as a country says them: its own, which stand below its id, go before
 * those for every country. For hosts that show words themselves; what takes `text` does this by itself.
 */
export const wordsOf = (words, country) => merged(words, words[country] ?? {});

const merged = (words, own) =>
  Object.entries(own).reduce((all, [key, word]) => ({ ...all, [key]: typeof word === "string" ? word : merged(all[key] ?? {}, word) }), words);

/** Plain text with numbered choices: SMS, e-mail, any system that shows text. */
export const plainText = (turn) => [...turn.say, numbered(turn).join("\n")].join("\n\n");

/** An Adaptive Card 1.5. Its submit sends `{ reply }`, what was chosen, and `{ text }`, what was written. */
export const adaptiveCard = (turn, lexicon) => ({
  type: "AdaptiveCard",
  $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
  version: "1.5",
  lang: turn.lang,
  fallbackText: plainText(turn),
  body: [
    ...turn.say.map((text) => ({ type: "TextBlock", text: plainMarkdown(text), wrap: true })),
    {
      type: "Input.ChoiceSet",
      id: "reply",
      style: "expanded",
      label: lexicon.page.replies,
      wrap: true,
      choices: numbered(turn).map((title, at) => ({ title: plainMarkdown(title), value: `${at + 1}` })),
    },
    { type: "Input.Text", id: "text", label: lexicon.page.field, maxLength: 500 },
  ],
  actions: [{ type: "Action.Submit", title: lexicon.page.send }],
});

/** What a card's submit says: what was written goes before what was chosen. */
export const cardReply = ({ text = "", reply = "" } = {}) => text.trim() || reply;

/** A Bot Framework activity: plain text with suggested actions, and the card for those who can show it. */
export const activity = (turn, lexicon, { card = false } = {}) => ({
  type: "message",
  locale: turn.lang,
  text: plainText(turn),
  textFormat: "plain",
  inputHint: "expectingInput",
  suggestedActions: {
    to: [],
    actions: turn.choices.map(({ label }, at) => ({ type: "imBack", title: `${at + 1}. ${label}`, value: `${at + 1}` })),
  },
  attachments: card
    ? [{ contentType: "application/vnd.microsoft.card.adaptive", content: adaptiveCard(turn, lexicon) }]
    : [],
});

/**
 * The body of Chatwoot's "create a message", with interactive choices. Only its website, API, Telegram and some WhatsApp
 * inboxes draw them, WhatsApp at most ten with titles of 24 characters; for the others (`options: false`) the choices
 * are numbered lines of the text.
 */
export const chatwoot = (turn, { options = true } = {}) => {
  const message = { message_type: "outgoing", private: false };
  if (!options) return { ...message, content: plainText(turn), content_type: "text", content_attributes: {} };
  const items = turn.choices.map(({ label }, at) => ({ title: `${at + 1}. ${label}`, value: `${at + 1}` }));
  return { ...message, content: turn.say.join("\n\n"), content_type: "input_select", content_attributes: { items } };
};

/**
 * What a webhook event of Chatwoot says: a message that somebody wrote, or the choice that was made in one of ours.
 * Null where it is neither, as for what an agent writes or notes. A choice is told again whenever its message changes
 * later: take each message (`id`) once.
 */
export const chatwootReply = ({ event, message_type, private: note, content, content_attributes } = {}) => {
  if (event === "message_updated") return content_attributes?.submitted_values?.[0]?.value ?? null;
  const written = event === "message_created" && message_type === "incoming" && !note;
  return written && typeof content === "string" && content.trim() ? content : null;
};

/** The longest address that is made: longer ones are cut off on their way by some systems. */
const LONGEST = 16_000;

/**
 * The address of the officer's page that opens a hand-over (`turn.handover.data`) with one click; null where it would
 * be too long: then send the JSON as a file, which that page opens as well. `page` is the address of officer.html. The
 * part after # does not reach any server.
 */
export const handoverLink = (page, data) => {
  const bytes = new TextEncoder().encode(JSON.stringify(data));
  let packed = "";
  for (const byte of bytes) packed += String.fromCharCode(byte);
  const address = `${page}#handover=${btoa(packed).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
  return address.length > LONGEST ? null : address;
};

// Cards read text as Markdown: what would be formatting there is shown as it is.
const plainMarkdown = (text) => text.replace(/^(\d+)\. /, "$1\\. ").replace(/[*_[\]]/g, "\\$&");
