
/** A fact as it may be given: a choice's id, a number, a date "2026-11-21", a municipality code. */
export type FactValue = string | number;

/** A case: facts at a moment. Any fact may be "unknown" or "declined"; a missing one is unknown. */
export interface Case {
  v: 1;
  jurisdiction: "se" | "fi";
  /** "2026-11-21", or with the local time "2026-11-21T14:05". */
  on: string;
  facts: Record<string, FactValue>;
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
  jurisdiction: "se" | "fi";
  on: string;
  edition: { policy: string; in_force: string; engine: string; local: string | null };
  /** Thousandths of a logit; the points of all factors sum to it. */
  score: number | null;
  track: null | {
    most_likely: TrackId; chances: Chances; next: { track: TrackId; behind: number } | null; edition: string;
    lowest: Chances; highest: Chances; holds: boolean; abstains: boolean; ask: string | null; basis: Basis;
  };
  /** Thousandths, in this model. */
  job_chance: null | { six_months: number; low: number; high: number; by_month: number[]; basis: Basis };
  why: null | "no-tool-yet" | "not-in-finland";
  factors: { fact: string; value: FactValue | null; category: string | null; points: number; chance_points: number }[];
  what_ifs: {
    id: string; changes: { fact: string; value: FactValue }[]; on: string; most_likely: TrackId | null;
    chances: Chances | null; six_months: number | null; eligibility: { id: string; outcome: Outcome }[];
  }[];
  later: { months: number; on: string; most_likely: TrackId | null; six_months: number | null }[];
  eligibility: {
    id: string; outcome: Outcome;
    reasons: {
      rule: string; outcome: Outcome; used: string[]; missing: string[]; source: string; note: string | null;
      from: string; basis: Basis; say: string; numbers: [string, number][];
    }[];
  }[];
  contact: {
    id: string; open: boolean | null; next_open: string | null; reasons: string[]; number: string | null;
    human: boolean; source: string;
  }[];
  next_steps: {
    id: string; from: string | null; by: string | null; say: string; source: string; basis: Basis; note: string | null;
  }[];
  sources: { id: string; title: string; address: string | null; read: string }[];
}

/** One row of the question catalogue. */
export interface Question {
  id: string; kind: "choice" | "number" | "day" | "municipality"; choices: string[];
  min: number | null; max: number | null; always: boolean; sensitive: boolean;
}

/** Which client this is. */
export interface Version { version: string; engine: string; policy: string[] }

/** How a conversation begins. `text` is the content of a text file of dist/text. */
export interface SessionOptions {
  channel: "web" | "chat" | "kiosk"; on: string; text: Record<string, string>; jurisdiction?: "se" | "fi";
}

/** Something that happened; `on` is when. */
export type SessionEvent = { on?: string } & (
  | { type: "begin" | "finish" | "back" | "wipe" }
  | { type: "answer"; fact: string; given: "value" | "typed"; value: string }
  | { type: "answer"; fact: string; given: "unknown" | "declined" | "nothing" }
  | { type: "change"; fact: string }
  | { type: "show"; value: string }
  | { type: "visit"; value: number }
  | { type: "speak"; value: string }
  | { type: "clock"; on: string }
);

/** What is shown, and what the host must do. */
export interface Reply {
  view: { title: string; lang: string; dir: "ltr" | "rtl"; page: string; regions: { id: string; markup: string }[] };
  effects: { type: "focus" | "remember" | "forget" | "load-text"; value: string | null }[];
}

/** A conversation as it is kept. Treat it as one piece. */
export type Saved = object;
