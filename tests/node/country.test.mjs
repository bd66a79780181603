// Whose rules, time and phone number a conversation on a service's own server goes by.

import assert from "node:assert/strict";
import { test } from "node:test";
import { clockOf, loadTalks } from "../../hosts/matrix/talks.mjs";

const dist = process.env.VAGVAL_DIST;
const begin = (country) => loadTalks({ dist, page: "https://vagval.example/", lang: "sv", country, handovers: false });

test("each country's conversations go by its own time, wherever the server stands", async () => {
  // Half past eleven in the evening in Stockholm is the next day in Helsinki.
  const moment = new Date("2026-11-21T22:30:00Z");
  for (const [country, time] of [["se", "2026-11-21T23:30"], ["fi", "2026-11-22T00:30"]]) {
    assert.equal(clockOf(dist, country)(moment), time, country);
    const talk = (await begin(country)).open("!room:example.org");
    assert.equal(talk.kept().saved.case.jurisdiction, country);
  }
});

test("a country without one number for all gets no other country's", async () => {
  const [sweden, finland] = await Promise.all(["se", "fi"].map(begin));
  for (const lang of ["sv", "en", "ar"]) {
    assert.match(sweden.voiceIn(lang).say("nobody", { human: sweden.voiceIn(lang).human }), /0771-416 416/);
    const told = finland.voiceIn(lang).say("nobody", { human: finland.voiceIn(lang).human });
    assert.doesNotMatch(told, /\d|undefined|Arbetsförmedlingen|\{/, lang);
  }
});

test("a country that the site does not have is refused by name", () => {
  assert.throws(() => clockOf(dist, "xx"), /country: is se or fi/);
});
