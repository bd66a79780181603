
/** A fact as it may be given: a choice's id, a number, a date "2026-11-21", a municipality code. */
export type FactValue = string | number;

/** A case: facts at a moment. Any fact may be "unknown" or "declined"; a missing one is unknown. */
export interface Case {
  v: 1;
  jurisdiction: CountryId;
  /** "2026-11-21", or with the local time "2026-11-21T14:05". */
  on: string;
  facts: Record<string, FactValue>;
}

/** What an authority says of its own ways of contact (`local/contact.json`); `{ v: 1, channels: [] }` says nothing. */
export interface LocalContact {
  v: 1;
  jurisdiction?: CountryId;
  source?: string;
  read?: string;
  channels: {
    id: string; number?: string; languages?: string[];
    /** Days from 1 for Monday to 7 for Sunday, local times as "08:00"; on holidays too where it says so. */
    hours?: { days: number[]; open: string; close: string; holidays?: boolean }[];
  }[];
}

/** What was wrong with what was given. Nothing was changed. */
export interface Failure {
  v: 1;
  problems: { code: string; key: string; at: string; given: string; allowed: string }[];
}

/** Five tracks in the order in which a tie is settled; thousandths. */
export interface Chances { "too-close": number; a: number; b: number; c: number; "too-far": number }

export type TrackId = keyof Chances;
export type Outcome = "met" | "not-met" | "unknown" | "caseworker";
export type Basis = "published" | "derived" | "assumed";

/** Everything that is told about one case. An estimate, never the authority's decision. */
export interface Assessment {
  v: 1;
  jurisdiction: CountryId;
  on: string;
  /** The later day that estimate and steps count from, where the person is not registered yet and has told it. */
  registers: string | null;
  edition: { policy: string; in_force: string; engine: string; local: string | null };
  /** Thousandths of a logit; the points of all factors sum to it. */
  score: number | null;
  track: null | {
    most_likely: TrackId; chances: Chances; service: "self" | "levels" | "deeper" | null; level: "a" | "b" | "c" | null; next: { track: TrackId; behind: number } | null; edition: string;
    lowest: Chances; highest: Chances; is_robust: boolean; abstains: boolean; ask: string | null; basis: Basis;
  };
  /** Thousandths, in this model. */
  job_chance: null | { six_months: number; low: number; high: number; by_month: number[]; little_known: string[]; basis: Basis };
  why: null | WithoutTrack;
  factors: { fact: string; value: FactValue | null; category: string | null; points: number; chance_points: number }[];
  what_ifs: {
    id: string; is_comparison: boolean; changes: { fact: string; value: FactValue }[]; on: string; most_likely: TrackId | null;
    chances: Chances | null; six_months: number | null; eligibility: { id: string; outcome: Outcome }[];
  }[];
  later: { months: number; on: string; most_likely: TrackId | null; six_months: number | null }[];
  /** Every programme, with every rule. "met" still means that a caseworker decides. */
  eligibility: {
    id: string; outcome: Outcome; who: "authority" | "municipality" | "others";
    reasons: {
      rule: string; outcome: Outcome; used: string[]; missing: string[]; source: string; note: string | null;
      from: string; basis: Basis; message: string; numbers: [string, number][];
      area: null | { name: string; basis: Basis; source: string; note: string | null };
    }[];
    told: { id: string; source: string; note: string | null }[];
  }[];
  /** Best first. `open` is null where the hours, or the time of day, are not known. */
  contact: {
    id: string; open: boolean | null; next_open: string | null; reasons: string[]; number: string | null;
    other_numbers: string[]; message: string; human: boolean;
    serves: ("register" | "report" | "questions" | "planning" | "own-offer")[]; languages: string[];
    /** Does the authority's own file speak of it? */
    local: boolean; sources: string[]; basis: Basis; note: string | null;
  }[];
  next_steps: {
    id: string; from: string | null; by: string | null; programme: string | null; every: string | null; message: string;
    numbers: [string, number][]; source: string; basis: Basis; note: string | null;
  }[];
  sources: { id: string; title: string; address: string | null; read: string }[];
}

/** One row of the question catalogue. */
export interface Question {
  id: string; kind: "choice" | "several" | "number" | "day" | "municipality"; choices: string[];
  min: number | null; max: number | null; always: boolean; sensitive: boolean;
}

/** Which client this is. */
export interface Version { version: string; engine: string; policy: string[] }

/** The words of one language: the content of a file of dist/text, which manifest.json names. */
export interface Text { [key: string]: string | Text }

/**
 * How a conversation begins. The words are not in the WASM: hand over those of the language as `text`, which
 * then says what language it is; `lang` may be given as well, and must be the same.
 */
export interface SessionOptions {
  channel: "web" | "chat" | "kiosk"; on: string; text: Text; lang?: string; jurisdiction?: CountryId;
}

/** Something that happened; `on` is when. After "speak", hand over the words by `speak(text)`. */
export type SessionEvent = { on?: string } & (
  | { type: "begin" | "finish" | "back" | "wipe" }
  | { type: "answer"; fact: string; given: "value" | "typed"; value: string }
  | { type: "answer"; fact: string; given: "unknown" | "declined" | "nothing" }
  | { type: "change"; fact: string }
  | { type: "show"; value: string }
  | { type: "visit"; value: number }
  | { type: "speak"; value: string }
  | { type: "country"; value: CountryId }
  | { type: "clock"; on: string }
  | { type: "save-receipt"; value: "all" | "without-sensitive" }
  | { type: "open-code"; value: string }
  /** Only at the terminal of an office: a key of a pad, and what makes the page easier to use. */
  | { type: "key"; value: string }
  | { type: "touch"; value: "larger" | "contrast" | "read-aloud" | "headset" | "no-headset" }
  | { type: "save-calendar" | "print" | "copy" }
  | { type: "letter"; value: "assess" | "object" | "complain" | "agree" | "survey" } | { type: "letter"; value: "correct"; fact: string }
  | { type: "open-receipt"; value: Receipt }
  /** The public address of the page, for the QR code; what lies in the storage of the device, or null. */
  | { type: "at"; value: string } | { type: "draft-found" | "draft"; value: Draft | null }
  /** For how many days; "draft-kept" answers the effect "keep-draft" with its day, or null where nothing is kept. */
  | { type: "keep-draft"; value: "7" | "30" } | { type: "draft-kept"; value: string | null }
  | { type: "go-on" | "remove-draft" | "save-packet" | "copy-packet" | "not-saved" }
  /** A passphrase; "locked" answers the effect "lock", and "unlocked" the effect "unlock": null where the passphrase
   *  does not fit, false where the device cannot do it. */
  | { type: "lock" | "unlock"; value: string } | { type: "locked"; value: LockedParts | null }
  | { type: "unlocked"; value: { saved: Saved } | null | false }
  /** Any file that this client has written. */
  | { type: "open-file"; value: object | null }
  | { type: "save-page"; value: "all" | "without-sensitive" }
  | { type: "for"; value: "provider" | "municipality" } | { type: "line"; value: string }
  | { type: "copied"; value: boolean }
  /** What was filled in on a page with several fields, by name; several choices of one with spaces between them. */
  | { type: "fill"; value: "opinion" | "period" | "entry" | "survey"; fields: { [name: string]: string } }
  /** Takes an entry out of the diary, by its place from 0. */
  | { type: "remove"; value: number | string }
  /** Tries another answer beside one's own, and goes back to one's own. */
  | { type: "try"; fact: string; given: "value" | "typed"; value: string } | { type: "own-again" }
  /** Several conversations side by side: "wipe" then forgets the one that is shown. Not at a terminal. */
  | { type: "open-conversation" | "end-conversations" } | { type: "switch-conversation"; value: number | string }
);

/** What is shown, and what the host must do. */
export interface Reply {
  view: { title: string; lang: string; dir: "ltr" | "rtl"; page: string; regions: { id: string; markup: string }[] };
  effects: (
    | { type: "focus" | "remember" | "load-text"; value: string }
    /** After "load-providers", hand over the authority's list, or null, by `provide(list)`. */
    | { type: "forget" | "load-providers"; value: null }
    /** The names of Finland's municipalities are wanted: hand over the words again by `speak`, with places/fi.json
     *  among them. Without them a code is typed. */
    | { type: "load-places"; value: null }
    /** Only at the terminal of an office. */
    | { type: "wake" | "warn" | "say" | "look"; value: string } | { type: "read" | "hush"; value: null }
    /** A file to keep where the person wants it; null where there is no result. */
    | { type: "save-receipt"; value: Receipt | null }
    /** A calendar file (iCalendar), or a wish to print the page. */
    | { type: "save-calendar"; value: string } | { type: "print"; value: null }
    /** A letter, or a packet, to be put on the clipboard. */
    | { type: "copy" | "copy-text"; value: string }
    /** A draft to keep on the device, or that is wanted or to be removed. */
    | { type: "keep-draft"; value: Draft } | { type: "read-draft" | "remove-draft"; value: null }
    /** To lock or unlock with PBKDF2 (SHA-256) and AES-256-GCM; `header` is sealed in as additional data. */
    | { type: "lock"; value: { passphrase: string; header: string; iterations: number; content: Saved } }
    | { type: "unlock"; value: { passphrase: string; header: string; iterations: number } & LockedParts }
    | { type: "save-locked"; value: { name: string; file: object } }
    /** A page that reads without the client; `data` is what the client reads in it, or null. */
    | { type: "save-page"; value: { name: string; title: string; lang: string; dir: string; markup: string; data: object | null } }
    /** What is shown in the form was filled in by the person: it need not be drawn. */
    | { type: "in-place"; value: null }
    /** What comes of the answers that are tried, to be told to those who listen. */
    | { type: "tell"; value: string }
    /** The conversation of that number is shown: nothing of the one before may stay on the page. */
    | { type: "conversation"; value: string }
  )[];
}

/** A conversation kept on the person's own device until a day. */
export interface Draft { v: 1; kind: "vagval-draft"; until: string; saved: Saved; check: string }

/** What locking gives, in base 64. */
export interface LockedParts { salt: string; iv: string; data: string }

/** A result as a person keeps it, to be laid beside a later one. */
export interface Receipt {
  v: 1; kind: "vagval-receipt";
  /** The same in words. */
  lines: string[];
  case: Case;
  /** Facts that were answered and left out of the file. */
  withheld: string[];
  edition: Assessment["edition"];
  result: {
    most_likely: TrackId | null; chances: Chances | null; six_months: number | null; programmes: [string, Outcome][];
  };
}

/** A conversation as it is kept: plain JSON. Treat it as one piece. */
export interface Saved {
  v: 1; channel: "web" | "chat" | "kiosk"; lang: string; page: string; case: Case; unknown: string[];
  /** Of a chat: what was said, for a hand-over. */
  said?: unknown[];
}

/**
 * How a chat begins. `lexicon` is the content of a file of dist/chat, `text` that of the same language in dist/text.
 * Where the chat runs on a server, `server` is the address of the page that keeps answers on the device: the first
 * turn then says that every reply reaches the server. Where the host takes hand-overs to an officer, `handover` is the
 * id that one gets, as the name of the room: 1 to 120 visible ASCII characters.
 */
export interface ChatOptions {
  on: string; text: Text; lexicon: Text; lang?: string; jurisdiction?: CountryId; server?: string; saved?: Saved;
  handover?: string;
}

/** One turn of the program's. */
export interface Turn {
  /** What is asked or told: "start", "question.age", "check", "result.chance", … */
  id: string;
  lang: string;
  /** What is said, one paragraph each. */
  say: string[];
  /** What may be replied, by its number from 1 or its label; anything else may be written too. */
  choices: { id: string; label: string }[];
  input: null | { kind: Question["kind"]; sensitive: boolean };
  /**
   * What became of the reply before: answers were taken ("read"), one could not be ("wrong"), it was not clear
   * ("again"), a question was answered ("aside"), everything was removed ("wiped"), another language is wanted
   * ("speak": hand over its words by `speak(text, lexicon)`), or a hand-over is confirmed ("handover": now the host
   * sends or keeps `handover`, and tells the person if that fails).
   */
  notice: null | { type: "read" | "wrong" | "again" | "aside" | "speak" | "wiped" | "handover"; value: string | null };
  /**
   * A hand-over: shown to be confirmed (`text` and `data` are what would go; `say` tells them in groups), or confirmed. Send it only when
   * it is confirmed, and nothing but `text` and `data` as they are.
   */
  handover: null | { confirmed: boolean; text: string; data: Handover };
}

/** What a person hands over to an officer. Compact JSON of this is what officer.html opens. */
export interface Handover {
  v: 3; kind: "vagval-handover"; id: string; channel: "web" | "chat" | "kiosk"; lang: string;
  /** What was struck is declined. */
  case: Case;
  /** The facts that the person told and keeps to themselves. */
  withheld: string[];
  /** The outcome that they read, sentence by sentence, in their language; empty where they struck it. */
  seen: string[];
  /** What judged it; `assessment` is a hash over the whole assessment. */
  edition: Assessment["edition"] & { assessment: string };
  result: {
    most_likely: TrackId | null; chances: Chances | null; six_months: number | null; programmes: [string, Outcome][];
  };
  transcript: { by: "person" | "program"; say: string }[];
  /** The places in `transcript` of what the person asked. */
  asked: number[];
  /** What an officer noted; null as the person sends it. */
  note: null | {
    overruled: null | "no" | "valid-reason" | "other-reason" | "administrative-error";
    deeper: null | "yes" | "no"; first_contact: string | null; worker: null | "same" | "changed" | "none";
  };
  /** Over all the other fields: finds damage, and proves nothing. */
  check: string;
}
