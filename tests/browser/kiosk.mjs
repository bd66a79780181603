// The terminal of an office, as a finger meets it: the page at its own size, with a clock that the test moves.

import assert from "node:assert/strict";
import { openPage, started, url } from "./support.mjs";
import { facts, now, question } from "./questionnaire.mjs";

/** The terminal at the first page. The office's own settings are those of `settings`, as far as they are given. */
export const openKiosk = async (t, settings = {}, options = {}) => {
  const opened = await openPage(t, {
    viewport: { width: 1080, height: 1920 },
    hasTouch: true,
    path: "kiosk.html",
    ...options,
    prepare: async (page) => {
      await page.clock.install({ time: now.utc });
      await page.route(`${url}local/kiosk.json`, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...(await response.json()), ...settings } });
      });
      await options.prepare?.(page);
    },
  });
  await started(opened.page);
  return opened;
};

/** A tap, later than any that it could be the repetition of. */
export const tap = async (page, target) => {
  await page.clock.runFor(600);
  await (typeof target === "string" ? page.locator(target) : target).click();
};

export const key = (page, ...values) =>
  values.reduce((before, value) => before.then(() => tap(page, `#key-${value}`)), Promise.resolve());

/** Answers the question that is shown, by touch alone. */
export const answerByTouch = async (page) => {
  const fact = await question(page);
  if (fact === "municipality") {
    await key(page, "u");
    await tap(page, page.locator(".meant button", { hasText: "Umeå" }));
    return fact;
  }
  if (fact === "age") await key(page, "5", "8");
  else if (fact === "registered-since") await key(page, "2026", "2", "1");
  else await tap(page, `label[for="given-${facts[fact]}"]`);
  await tap(page, "button[type=submit]");
  return fact;
};

/** Begins, and answers by touch until the question `last` or the check page is shown. */
export const touchUntil = async (page, last, visit = async () => {}) => {
  await tap(page, "[data-event=begin]");
  for (let steps = 0; steps < 20; steps += 1) {
    const fact = await question(page);
    await visit(fact);
    if (fact === last || fact === null) return;
    await answerByTouch(page);
  }
  assert.fail("the questions never end");
};

/** Everything that can be touched is large enough and far enough from the next. */
export const expectLargeTargets = async (page) => {
  const wrong = await page.evaluate(() => {
    const targets = [...document.querySelectorAll("button, summary, a[href], .option label, input[type=text]")].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(".skip"),
    );
    const boxes = targets.map((element) => ({ name: element.textContent.trim() || element.id, box: element.getBoundingClientRect() }));
    const small = boxes.filter(({ box }) => box.width < 59.5 || box.height < 59.5).map(({ name, box }) => `${name}: ${box.width}×${box.height}`);
    const near = [];
    boxes.forEach((one, at) => {
      for (const other of boxes.slice(at + 1)) {
        const [a, b] = [one.box, other.box];
        const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
        const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
        if (Math.max(across, down) < 7.5) near.push(`${one.name} | ${other.name}: ${Math.max(across, down)}`);
      }
    });
    return { small, near };
  });
  assert.deepEqual(wrong, { small: [], near: [] });
};
