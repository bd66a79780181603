// The way through the questions, by pointer and by keyboard, and what must hold on each page of it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { openPage, settled, started, until } from "./support.mjs";

/** A Monday morning in Sweden: what the page takes for now. */
export const now = { utc: "2026-11-23T09:15:00Z", local: "2026-11-23T10:15" };

/** Somebody's answers, as in a case file. */
export const facts = {
  municipality: "2480",
  age: 58,
  sex: "woman",
  education: "upper-secondary",
  "birth-region": "sweden",
  disability: "no",
  "registration-channel": "digital",
  "registered-since": "2026-02-01",
  "work-status": "unemployed",
  programme: "none",
  "start-within-3-months": "no",
  "own-estimate": "within-6-months",
};

/** How they are typed, where they are typed. */
export const typed = { municipality: "Umeå", age: "58", "registered-since": "1 februari 2026" };

/** The site at the first page, at a fixed time. */
export const openSite = async (t, options = {}) => {
  const opened = await openPage(t, { ...options, prepare: (page) => page.clock.setFixedTime(now.utc) });
  await started(opened.page);
  return opened;
};

/** The question that is shown, if one is. */
export const question = (page) =>
  page.evaluate(() => document.querySelector("form[data-fact]")?.dataset.fact ?? null);

export const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);

/** A new page begins at its heading, also where the program that has it comes first. */
export const expectHeadingFocused = (page) => until(page, () => document.activeElement.id === "heading");

/** Answers the question that is shown, by pointer. */
export const answer = async (page, given = facts, words = typed) => {
  const fact = await question(page);
  if (words[fact] !== undefined) await page.locator("#given").fill(words[fact]);
  else await page.locator(`label[for="given-${given[fact]}"]`).click();
  await page.locator("button[type=submit]").click();
  return fact;
};

/** Begins, and answers by pointer until the question `last` or the check page is shown. */
export const answerUntil = async (page, last, visit = async () => {}, words = typed) => {
  await page.locator("[data-event=begin]").click();
  for (let steps = 0; steps < 20; steps += 1) {
    const fact = await question(page);
    await visit(fact);
    if (fact === last || fact === null) return;
    await answer(page, facts, words);
  }
  assert.fail("the questions never end");
};

/** The result of somebody's answers, given by pointer. */
export const openResult = async (t, options) => {
  const opened = await openSite(t, options);
  await answerUntil(opened.page, null);
  await opened.page.locator("[data-event=finish]").click();
  await expectHeadingFocused(opened.page);
  return opened;
};

/** The element that has the focus is seen: in view, not covered, with a ring of at least 2 px. */
const expectFocusSeen = async (page) => {
  const seen = await page.evaluate(() => {
    const element = document.activeElement;
    // The ring of a choice stands around its label.
    const ringed = ["radio", "checkbox"].includes(element.type) ? element.nextElementSibling : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(ringed);
    const box = ringed.getBoundingClientRect();
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
    const inView = box.top >= 0 && box.top < innerHeight;
    const ring = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    return { what: ringed.outerHTML.slice(0, 80), ring, inView, covered: !ringed.contains(at) && !at?.contains(ringed) };
  });
  assert.deepEqual(seen, { what: seen.what, ring: true, inView: true, covered: false });
};

/** Presses Tab until an element that fits has the focus. */
export const tabTo = async (page, selector) => {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    await expectFocusSeen(page);
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
  }
  assert.fail(`Tab never comes to ${selector}`);
};

/** Answers the question that is shown, by keyboard alone. */
export const answerByKeyboard = async (page) => {
  const fact = await question(page);
  if (fact === "municipality") {
    await tabTo(page, "#given");
    await page.keyboard.type("umea");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
  } else if (typed[fact] !== undefined) {
    await tabTo(page, "#given");
    await page.keyboard.type(typed[fact]);
    await page.keyboard.press("Enter");
  } else {
    await tabTo(page, "input[type=radio]");
    const wanted = `#given-${facts[fact]}`;
    const chosen = () => page.locator(wanted).isChecked();
    await page.keyboard.press("Space");
    for (let presses = 0; !(await chosen()) && presses < 10; presses += 1) await page.keyboard.press("ArrowDown");
    await tabTo(page, "button[type=submit]");
    await page.keyboard.press("Enter");
  }
};

/** What the command says of the same case. */
export const assess = (given = facts, on = now.local) => {
  const command = process.env.VAGVAL_COMMAND ?? "target/debug/vagval";
  const input = JSON.stringify({ v: 1, jurisdiction: "se", on, facts: given });
  return JSON.parse(execFileSync(command, ["assess", "-"], { input, encoding: "utf8" }));
};

const ofHundred = (thousandths) => {
  const n = Math.floor((thousandths + 5) / 10);
  return n === 0 ? "mindre än 1 av 100" : n === 100 ? "nästan 100 av 100" : `${n} av 100`;
};

/** Which page behind the result leads on to a page. */
const leadsTo = {
  evidence: "reach",
  explore: "why",
  letters: "wrong",
  meetings: "when",
  model: "about",
  opinion: "wrong",
  participant: "wrong",
  provider: "when",
  providers: "when",
  receipt: "about",
  who: "support",
  without: "why",
};

/** Opens a page that this one leads to; from the result by way of the page behind it. */
export const show = async (page, name) => {
  const isResult = (await page.locator("nav.behind").count()) > 0;
  for (const step of isResult && leadsTo[name] ? [leadsTo[name], name] : [name]) {
    await page.locator(`main [data-event=show][data-value=${step}]`).first().click();
    await settled(page);
    await expectHeadingFocused(page);
  }
};

/** Back to the result from a page behind it, or behind one of those. */
export const backToResult = async (page) => {
  while ((await page.locator("nav.behind").count()) === 0) {
    const was = await page.title();
    await page.locator(".back button").click();
    await until(page, (was) => document.title !== was, was);
  }
};

/** The result and the pages behind it show what the command computes. */
export const expectResult = async (page, assessment) => {
  const read = {
    why: () => {
      const tracks = [...document.querySelectorAll(".tracks li")];
      return {
        first: document.querySelector(".tracks .first").dataset.track,
        chances: Object.fromEntries(tracks.map((track) => [track.dataset.track, track.querySelector(".chance").textContent])),
        chance: document.querySelector("[aria-labelledby=chance] .answer").textContent,
        dots: document.querySelectorAll(".dot.sure").length,
      };
    },
    about: () => ({ engine: document.querySelector("main dl div:last-child > dd").textContent }),
    when: () => ({ steps: document.querySelectorAll(".steps li").length }),
    support: () => ({ programmes: document.querySelectorAll(".programmes > details").length }),
    reach: () => ({ ways: document.querySelectorAll(".ways > li").length }),
  };
  const shown = {};
  for (const [name, part] of Object.entries(read)) {
    await show(page, name);
    Object.assign(shown, await page.evaluate(part));
    await backToResult(page);
  }
  const { track, job_chance } = assessment;
  assert.deepEqual(shown, {
    first: track.most_likely,
    chances: Object.fromEntries(Object.entries(track.chances).map(([id, chance]) => [id, ofHundred(chance)])),
    chance: `I den här modellen är din chans ${ofHundred(job_chance.six_months)} att få arbete inom sex månader.`,
    dots: Math.floor((job_chance.six_months + 5) / 10),
    engine: assessment.edition.engine,
    steps: assessment.next_steps.length,
    programmes: assessment.eligibility.length,
    ways: assessment.contact.length,
  });
};
