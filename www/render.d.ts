import type { Handover, Text, Turn } from "./vagval-chat.js";

/** The words of a language as a country says them. */
export function wordsOf(words: Text, country: string): Text;
/** Plain text with numbered choices. */
export function plainText(turn: Turn): string;
/** An Adaptive Card 1.5: JSON for a system that draws cards. */
export function adaptiveCard(turn: Turn, lexicon: Text): { type: "AdaptiveCard"; version: "1.5"; lang: string; fallbackText: string; body: object[]; actions: object[] };
/** What a card's submit says. */
export function cardReply(submitted?: { text?: string; reply?: string }): string;
/** An activity of the Bot Framework; with `card`, the card is attached. */
export function activity(turn: Turn, lexicon: Text, options?: { card?: boolean }): {
  type: "message"; locale: string; text: string; textFormat: "plain"; inputHint: "expectingInput";
  suggestedActions: { to: string[]; actions: { type: "imBack"; title: string; value: string }[] };
  attachments: { contentType: string; content: object }[];
};
/** The body of Chatwoot's "create a message"; `options: false` for inboxes that draw no choices. */
export function chatwoot(turn: Turn, options?: { options?: boolean }): {
  message_type: "outgoing"; private: false; content: string;
  content_type: "input_select" | "text"; content_attributes: { items?: { title: string; value: string }[] };
};
/** What a webhook event of Chatwoot says; null where it is nothing of the person's. */
export function chatwootReply(event?: {
  event?: string; message_type?: string; private?: boolean; content?: string | null;
  content_attributes?: { submitted_values?: { title: string; value: string }[] };
}): string | null;
/** The address of officer.html that opens a hand-over; null where it would be too long: then send the JSON as a file. */
export function handoverLink(page: string, data: Handover): string | null;
