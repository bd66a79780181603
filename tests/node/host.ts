// A host program, to be compiled by `tsc --strict` against dist/vagval.d.ts: it is never run.

import init, {
  assess,
  questions,
  Session,
  version,
  WASM_SHA256,
  type Assessment,
  type Case,
  type Failure,
  type Question,
  type Reply,
  type Saved,
  type SessionEvent,
  type Text,
} from "./vagval.js";

const isFailure = (answer: object): answer is Failure => "problems" in answer;

/** Everything that a host may do, once. */
export const host = async (bytes: BufferSource, swedish: Text, english: Text): Promise<string[]> => {
  await init({ module_or_path: bytes });
  const told: string[] = [WASM_SHA256];

  const about = version();
  if (!isFailure(about)) told.push(about.engine, ...about.policy);
  const catalogue: Question[] | Failure = questions("fi");
  if (!isFailure(catalogue)) told.push(...catalogue.map((question) => `${question.id} ${question.choices.join()}`));
  questions();

  const case_: Case = { v: 1, jurisdiction: "se", on: "2026-11-21T14:05", facts: { age: 34, sex: "declined" } };
  const assessment: Assessment | Failure = assess(case_);
  if (isFailure(assessment)) {
    told.push(...assessment.problems.map((problem) => `${problem.key}: ${problem.at}`));
  } else {
    const { track, job_chance } = assessment;
    told.push(track ? `${track.most_likely} ${track.chances["too-far"]}` : (assessment.why ?? ""));
    told.push(`${job_chance?.by_month[5]}`);
    for (const { id, outcome, reasons } of assessment.eligibility) {
      told.push(id, outcome, ...reasons.map((reason) => reason.area?.name ?? reason.rule));
    }
    for (const step of assessment.next_steps) told.push(step.every ?? step.id);
    for (const way of assessment.contact) told.push(...way.other_numbers);
  }

  const session = new Session({ channel: "chat", on: "2026-11-21T14:05", text: swedish });
  new Session({ channel: "kiosk", lang: "en", on: "2026-11-21", text: english, jurisdiction: "fi" }).free();
  const events: SessionEvent[] = [
    { type: "begin", on: "2026-11-21T14:06" },
    { type: "answer", fact: "municipality", given: "typed", value: "malmo" },
    { type: "answer", fact: "age", given: "declined" },
    { type: "speak", value: "en" },
    { type: "visit", value: 1 },
    { type: "clock", on: "2026-11-21T14:07" },
    { type: "country", value: "se" },
    { type: "save-receipt", value: "without-sensitive" },
  ];
  for (const event of events) {
    const reply: Reply | Failure = session.step(event);
    if (isFailure(reply)) continue;
    told.push(reply.view.title, ...reply.view.regions.map((region) => region.markup));
    for (const effect of reply.effects) {
      if (effect.type === "load-text") session.speak(english);
      if (effect.type === "load-providers") session.provide({ v: 1, providers: [] });
      if (effect.type === "save-receipt" && effect.value) {
        told.push(...effect.value.lines, effect.value.result.most_likely ?? "");
        session.step({ type: "open-receipt", value: effect.value });
      }
    }
  }
  const saved: Saved | Failure = session.save();
  if (!isFailure(saved)) Session.restore(saved, swedish).view();

  // @ts-expect-error: there is no such channel
  new Session({ channel: "fax", on: "2026-11-21", text: swedish });
  // @ts-expect-error: the words are missing
  new Session({ channel: "web", on: "2026-11-21" });
  // @ts-expect-error: an answer is to a question
  session.step({ type: "answer", given: "unknown" });
  // @ts-expect-error: a case says of which form it is
  assess({ jurisdiction: "se", on: "2026-11-21", facts: {} });
  // @ts-expect-error: a failure has no track
  assess(case_).track;
  return told;
};
