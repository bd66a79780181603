// What a person keeps and carries along, in a real browser: drafts in its storage, files locked by its cryptography, a
// QR code read from a picture of the screen, packets, and what paper looks like.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openKiosk, tap, touchUntil } from "./kiosk.mjs";
import { readQr } from "./qr.mjs";
import { expectAccessible, expectQuiet, openPage, screenshot, started, textOf, url } from "./support.mjs";
import { answerUntil, backToResult, expectHeadingFocused, focused, now, openResult, openSite, question, show } from "./questionnaire.mjs";

const phrase = "häst båt lampa moln";

const openTake = async (t, options) => {
  const opened = await openResult(t, options);
  await show(opened.page, "take");
  return opened;
};

/** The answers as the check page lists them. */
const answers = (page) => page.locator("dl.answers > div").evaluateAll((rows) =>
  rows.map((row) => [...row.querySelectorAll("dt, dd:not(.change)")].map((part) => part.textContent).join(": ")),
);

// What a tab keeps for itself while it is open is told by reload.test.mjs.
const stored = (page) => page.evaluate(() => JSON.stringify({ ...localStorage }));

const downloaded = async (page, press) => {
  const downloading = page.waitForEvent("download");
  await press();
  const download = await downloading;
  return { name: download.suggestedFilename(), text: await textOf(download) };
};

/** At this width nothing scrolls sideways. */
const expectNarrow = async (page) => {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), "nothing scrolls sideways");
  await page.setViewportSize(size);
};

const fileOf = (text, name = "vagval.json") => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });

const at = (day) => (page) => page.clock.setFixedTime(`${day}T09:15:00Z`);

test("a draft is kept when asked for, offered at the next start until its day, and gone after it", async (t) => {
  const { page, seen } = await openSite(t);
  await answerUntil(page, "education");
  assert.equal(await stored(page), "{}");
  await page.locator("footer [data-event=show][data-value=take]").click();
  await expectHeadingFocused(page);
  assert.match(await page.locator("[data-event=keep-draft]").first().textContent(), /7 dagar, till 30 november 2026/);
  await page.locator("[data-event=keep-draft]").first().click();
  assert.equal(await focused(page), "opened");
  assert.equal(await page.locator("#opened").textContent(), "Utkastet är sparat.");
  assert.match(await page.locator("main").textContent(), /Det tas bort 30 november 2026/);
  assert.match(await stored(page), /"vagval-draft".*2026-11-30/);
  await expectAccessible(page);
  await expectNarrow(page);
  await screenshot(page, "draft-kept");

  // The next start: nothing is opened by itself.
  await page.goto(url);
  await started(page);
  assert.match(await page.locator("main .panel").textContent(), /Det tas bort 30 november 2026/);
  assert.equal(await page.locator("footer [data-value=start-over]").count(), 0, "no answer is open");
  await expectAccessible(page);
  await expectNarrow(page);
  await screenshot(page, "draft-found");
  await page.locator("[data-event=go-on]").click();
  await expectHeadingFocused(page);
  assert.deepEqual(await answers(page), ["kommun: Umeå", "ålder: 58 år", "kön: Kvinna"]);
  await page.locator("[data-event=begin]").click();
  await expectHeadingFocused(page);
  assert.equal(await question(page), "education", "and on with the next question");

  // The last day, and the day of its end.
  await at("2026-11-29")(page);
  await page.goto(url);
  await started(page);
  assert.equal(await page.locator("[data-event=go-on]").count(), 1);
  await at("2026-11-30")(page);
  await page.goto(url);
  await started(page);
  assert.equal(await page.locator("[data-event=go-on]").count(), 0);
  assert.equal(await stored(page), "{}");
  // The page says what a first visit will need; who comes back to a draft needs something else, and the browser remarks it.
  seen.console = seen.console.filter((line) => !line.includes("was preloaded using link preload but not used"));
  expectQuiet(seen);
});

test("a draft goes by its own button, and by starting over", async (t) => {
  const { page, seen } = await openSite(t);
  await answerUntil(page, "sex");
  for (const remove of [
    () => page.locator("[data-event=remove-draft]").click(),
    async () => {
      await page.locator("footer [data-value=start-over]").click();
      await page.locator("[data-event=wipe]").click();
    },
  ]) {
    await page.locator("footer [data-event=show][data-value=take]").click();
    await page.locator("[data-event=keep-draft]").last().click();
    assert.match(await stored(page), /Umeå|2480/);
    await remove();
    await page.waitForFunction(() => localStorage.length === 0);
    await page.goto(url);
    await started(page);
    assert.equal(await page.locator("[data-event=go-on]").count(), 0);
    await answerUntil(page, "sex");
  }
  expectQuiet(seen);
});

test("what lies in the storage and is no draft goes, and the page works", async (t) => {
  for (const foreign of ["{", "null", "{}", '{"kind":"vagval-draft","until":"2026-13-01"}']) {
    const { page, seen } = await openPage(t, {
      prepare: async (page) => {
        await at("2026-11-23")(page);
        await page.addInitScript((foreign) => localStorage.setItem("vagval-draft", foreign), foreign);
      },
    });
    await started(page);
    assert.equal(await page.locator("[data-event=go-on]").count(), 0);
    if (foreign !== "null") assert.equal(await stored(page), "{}", foreign);
    expectQuiet(seen);
  }
});

test("where the browser stores nothing the flow works, and only saving says so", async (t) => {
  const { page, seen } = await openResult(t, {});
  await page.evaluate(() =>
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } }),
  );
  await show(page, "take");
  await page.locator("[data-event=keep-draft]").first().click();
  assert.equal(await focused(page), "opened");
  assert.match(await page.locator("#opened").textContent(), /Webbläsaren sparar inget här/);
  assert.match(await page.title(), /^Fel: /);
  await expectAccessible(page);
  await screenshot(page, "draft-blocked");
  await page.locator("footer [data-value=start-over]").click();
  await page.locator("[data-event=wipe]").click();
  await expectHeadingFocused(page);
  expectQuiet(seen);
});

test("a locked file opens elsewhere with its passphrase, and says what is wrong with another", async (t) => {
  const { page, seen } = await openTake(t);
  await page.locator("#passphrase").fill("för kort");
  await page.locator("form[data-event=lock] [type=submit]").click();
  assert.equal(await focused(page), "opened");
  assert.match(await page.locator("#opened").textContent(), /för kort/);
  assert.equal(await page.locator("#passphrase").inputValue(), "för kort", "what was typed stays");
  await page.locator("#reveal").click();
  assert.equal(await page.locator("#passphrase").getAttribute("type"), "text");
  await expectAccessible(page);
  await page.locator("#passphrase").fill(phrase);
  const file = await downloaded(page, () => page.keyboard.press("Enter"));
  assert.equal(file.name, "vagval-2026-11-23-last.json");
  await page.waitForFunction(() => document.getElementById("opened")?.textContent.startsWith("Filen är låst"));
  const form = JSON.parse(file.text);
  assert.deepEqual([form.kind, form.v, form.iterations], ["vagval-locked", 1, 600_000]);
  for (const told of ["2480", "Umeå", "woman", "sweden"]) assert.ok(!file.text.includes(told), told);
  await screenshot(page, "locked");
  await page.goBack();
  await page.goBack();
  await page.locator("dl.answers").first().waitFor();
  const told = await answers(page);

  const other = await openSite(t);
  await show(other.page, "code");
  const choose = (text) => other.page.locator("#file").setInputFiles(fileOf(text));
  const says = async (words) => {
    await other.page.waitForFunction((words) => document.getElementById("opened")?.textContent.includes(words), words);
    assert.equal(await focused(other.page), "opened");
  };
  await choose("hello");
  await says("kommer inte från Vägval");
  await expectAccessible(other.page);
  await screenshot(other.page, "file-foreign");
  await choose(file.text.replace('"v": 1', '"v": 2'));
  await says("nyare version");
  await choose(file.text.replace(/"data": "(....)/, (_, start) => `"data": "${start === "AAAA" ? "BBBB" : "AAAA"}`));
  await says("skadad");
  await choose(file.text);
  await says("Skriv lösenfrasen");
  await expectAccessible(other.page);
  await expectNarrow(other.page);
  await other.page.locator("#passphrase").fill("häst båt lampa sten");
  await other.page.locator("form[data-event=unlock] [type=submit]").click();
  await says("Lösenfrasen är fel");
  assert.equal(await other.page.locator("#passphrase").inputValue(), "häst båt lampa sten");
  await expectAccessible(other.page);
  await screenshot(other.page, "passphrase-wrong");
  // Typed on a device that writes å as two characters.
  await other.page.locator("#passphrase").fill(phrase.normalize("NFD"));
  await other.page.locator("form[data-event=unlock] [type=submit]").click();
  await other.page.locator("dl.answers").waitFor();
  await expectHeadingFocused(other.page);
  assert.deepEqual(await answers(other.page), told);
  assert.equal(await stored(other.page), "{}");
  expectQuiet(other.seen);
  expectQuiet(seen);
});

test("two hundred damaged ciphers are refused by the browser, and change nothing", async (t) => {
  const { page, seen } = await openTake(t);
  const script = await page.evaluate(async () => {
    let script = [...document.scripts].find((script) => /\/app\.[0-9a-f]+\.js$/.test(script.src)).src;
    for (const next of [/whole\.[0-9a-f]+\.js/, /export\.[0-9a-f]+\.js/])
      script = new URL(next.exec(await (await fetch(script)).text())[0], script).href;
    return script;
  });
  const outcome = await page.evaluate(async (script) => {
    const { carryOut } = await import(script);
    const wanted = { passphrase: "häst båt lampa moln", header: "h", iterations: 1000 };
    const { value } = await carryOut("lock", { ...wanted, content: { answer: 42 } });
    const whole = await carryOut("unlock", { ...wanted, ...value });
    const again = (await carryOut("lock", { ...wanted, content: { answer: 42 } })).value;
    const refused = [];
    for (let at = 0; at < 200; at += 1) {
      const part = ["data", "iv", "salt"][at % 3];
      const bytes = [...atob(value[part])];
      const place = Math.floor((at * bytes.length) / 200);
      bytes[place] = String.fromCharCode(bytes[place].charCodeAt(0) ^ (1 << at % 8));
      refused.push((await carryOut("unlock", { ...wanted, ...value, [part]: btoa(bytes.join("")) })).value);
    }
    refused.push((await carryOut("unlock", { ...wanted, ...value, header: "i" })).value);
    refused.push((await carryOut("unlock", { ...wanted, ...value, data: value.data.slice(0, -8) })).value);
    return {
      whole: whole.value,
      refused: refused.every((value) => value === null) && refused.length,
      fresh: again.salt !== value.salt && again.iv !== value.iv && again.data !== value.data,
    };
  }, script);
  assert.deepEqual(outcome, { whole: { saved: { answer: 42 } }, refused: 202, fresh: true });
  expectQuiet(seen);
});

/** Opens what a QR code says, on a phone; the answers are those told, without what a code leaves out. */
const expectOpened = async (t, link, told) => {
  const [page, fragment] = link.split("#");
  assert.ok(fragment.length + 1 <= 300, fragment);
  assert.match(fragment, /^code=[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  assert.equal(page, url);
  const phone = await openSite(t, { path: `#${fragment}`, viewport: { width: 390, height: 844 } });
  await expectHeadingFocused(phone.page);
  assert.equal(phone.page.url(), url, "the code does not stay in the address");
  assert.match(await phone.page.locator("main .note").textContent(), /Koden har inte med: .*nedsättning.*behöver/i);
  const opened = await answers(phone.page);
  const same = (row) => !/nedsättning|behöver/i.test(row);
  assert.deepEqual(opened.filter(same), told.filter(same));
  assert.deepEqual(opened.filter((row) => !same(row)).map((row) => row.split(": ")[1]), ["Vill inte svara", "Vill inte svara"]);
  await screenshot(phone.page, "qr-opened");
  expectQuiet(phone.seen);
};

test("the QR code is read from a picture of the page, and opens the equal case without disability and needs", async (t) => {
  const { page, seen } = await openSite(t);
  await answerUntil(page, null);
  const told = await answers(page);
  await page.locator("footer [data-event=show][data-value=take]").click();
  await expectHeadingFocused(page);
  const link = await readQr(page);
  assert.equal(link.split("#code=")[1], await page.locator(".code").textContent(), "the code is also there as text");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await readQr(page), link, "in dark as well");
  await page.emulateMedia({ colorScheme: "light" });
  await expectNarrow(page);
  await screenshot(page, "take-qr");
  await expectOpened(t, link, told);
  // Followed while the page is open: no new page is loaded.
  await page.evaluate((link) => (location.href = link), link);
  await page.locator("main .note").waitFor();
  assert.equal(page.url(), url);
  expectQuiet({ ...seen, requests: seen.requests.filter((request) => !request.includes("#code=")) });
});

test("a terminal shows the QR code of the public page, once it knows its address", async (t) => {
  const address = "https://vagval.example/start/";
  const { page, seen } = await openKiosk(t, { address });
  await touchUntil(page, null);
  const told = await answers(page);
  await tap(page, "[data-event=finish]");
  await tap(page, "main [data-event=show][data-value=take]");
  const link = await readQr(page);
  assert.ok(link.startsWith(`${address}#code=`), link);
  const text = await page.locator("main").innerText();
  assert.ok(text.includes(address) && text.includes(link.split("#code=")[1]), "the address and the code are there as text");
  await expectAccessible(page);
  await screenshot(page, "kiosk-qr");
  expectQuiet(seen);
  await expectOpened(t, link.replace(address, url), told);
});

test("a terminal without the address shows no QR code, and says how to go on with the code", async (t) => {
  const { page, seen } = await openKiosk(t);
  await touchUntil(page, null);
  await tap(page, "[data-event=finish]");
  await tap(page, "main [data-event=show][data-value=take]");
  assert.equal(await page.locator(".qr").count(), 0);
  assert.match(await page.locator("main").innerText(), /Skriv av koden/);
  assert.equal(await page.locator("[data-event=keep-draft], [data-event=lock], [data-event=save-page]").count(), 0);
  await screenshot(page, "kiosk-no-qr");
  expectQuiet(seen);
});

test("a packet holds the lines that were chosen, is copied and kept as shown, and is read by who gets it", async (t) => {
  const { page, seen } = await openTake(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await show(page, "packet");
  assert.equal(await page.locator("input:checked").count(), 0);
  assert.equal(await page.locator(".letter").count(), 0);
  await expectAccessible(page);
  await expectNarrow(page);
  await page.locator("label[for=for-municipality]").click();
  await page.locator('[id="line-fact.age"]').focus();
  await page.keyboard.press("Space");
  assert.equal(await focused(page), "line-fact.age", "the focus stays where it was");
  await page.locator('label[for="line-track"]').click();
  await page.locator('label[for="line-fact.birth-region"]').click();
  await page.locator('label[for="line-fact.education"]').click();
  await page.locator('label[for="line-fact.education"]').click();
  assert.equal(await page.locator("input[type=checkbox]:checked").count(), 3);
  assert.equal(await page.locator(".sensitive input:checked").count(), 1, "sensitive lines stand apart");
  await expectAccessible(page);
  await screenshot(page, "packet");
  const lines = await page.locator(".letter li").allTextContents();
  assert.equal(lines.length, 3);
  assert.match(lines.join(), /Ålder: 58 år/);
  await page.locator("[data-event=copy-packet]").click();
  await page.waitForFunction(() => document.getElementById("opened")?.textContent === "Texten är kopierad.");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.deepEqual(copied.split("\n").filter((line) => line.startsWith("– ")).map((line) => line.slice(2)), lines);
  const file = await downloaded(page, () => page.locator("[data-event=save-packet]").click());
  assert.equal(file.name, "vagval-municipality-2026-11-23.html");

  // It reads without the client, and runs nothing.
  const plain = await page.context().newPage();
  await plain.setContent(file.text);
  assert.deepEqual(await plain.locator("li").allTextContents(), lines);
  assert.equal(await plain.locator("script:not([type='application/json'])").count(), 0);
  await screenshot(plain, "packet-file");

  // The municipality opens it in the client.
  const receiver = await openSite(t);
  await show(receiver.page, "code");
  await receiver.page.locator("#file").setInputFiles(fileOf(file.text, "x.html"));
  await receiver.page.locator(".letter").waitFor();
  assert.deepEqual(await receiver.page.locator(".letter li").allTextContents(), lines);
  assert.equal(await focused(receiver.page), "opened");
  await expectAccessible(receiver.page);
  await expectNarrow(receiver.page);
  await screenshot(receiver.page, "packet-opened");
  expectQuiet(receiver.seen);
  expectQuiet(seen);
});

test("the result is kept as a page that reads without the client", async (t) => {
  const { page, seen } = await openTake(t);
  const file = await downloaded(page, () => page.locator("[data-event=save-page]").click());
  assert.equal(file.name, "vagval-2026-11-23.html");
  const plain = await (await page.context().browser().newContext({ javaScriptEnabled: false, offline: true })).newPage();
  await plain.setContent(file.text);
  const text = await plain.locator("body").innerText();
  for (const words of [/inget beslut/, /Umeå/, /58 år/, /0771-416 416/, /Källor|Period/]) assert.match(text, words);
  assert.equal(await plain.locator("button, script, [href], [src], form").count(), 0);
  assert.ok(await plain.evaluate(() => document.querySelector("main").getBoundingClientRect().width < 800), "it has its style");
  await screenshot(plain, "result-file");
  await plain.setViewportSize({ width: 320, height: 800 });
  assert.ok(await plain.evaluate(() => document.documentElement.scrollWidth <= 320));
  await plain.context().close();
  expectQuiet(seen);
});

test("a file that could not be kept is said to be, and nothing is lost", async (t) => {
  const { page, seen } = await openTake(t);
  // What makes files is fetched when it is first needed; the network is gone.
  await page.route("**/export.*.js", (route) => route.abort());
  await page.locator("[data-event=save-page]").click();
  await page.locator("#opened.mistake").waitFor();
  assert.equal(await focused(page), "opened");
  assert.match(await page.locator("#opened").innerText(), /kunde inte sparas/);
  await expectAccessible(page);
  await page.unroute("**/export.*.js");
  const file = await downloaded(page, () => page.locator("[data-event=save-page]").click());
  assert.match(file.text, /Umeå/, "once more, and it is there");
  assert.equal(seen.console.filter((line) => !line.includes("ERR_FAILED")).length, 0);
});

test("the pages are printed whole, and nothing to press is on paper", async (t) => {
  const folder = fileURLToPath(new URL("../../target/print/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const { page, seen } = await openResult(t);
  const print = async (name) => {
    const pdf = await page.pdf({ format: "A4", margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
    writeFileSync(`${folder}${name}.pdf`, pdf);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".actions button:visible, main form:visible").count(), 0, name);
    await page.emulateMedia({ media: null });
    return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  };
  assert.ok((await print("result")) <= 12);
  await show(page, "take");
  assert.ok((await print("take")) <= 2);
  await show(page, "packet");
  await page.locator("label[for=for-provider]").click();
  for (const line of await page.locator("label[for^=line-]").all()) await line.click();
  assert.ok((await print("packet")) <= 2);
  await backToResult(page);
  await show(page, "letters");
  await page.locator("[data-event=letter][data-fact=registered-since]").click();
  assert.ok((await print("letters")) <= 2);
  const file = await downloaded(page, async () => {
    await backToResult(page);
    await show(page, "take");
    await page.locator("[data-event=save-page]").click();
  });
  const plain = await page.context().newPage();
  await plain.setContent(file.text);
  writeFileSync(`${folder}result-file.pdf`, await plain.pdf({ format: "A4", margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } }));
  expectQuiet(seen);
});

test("a terminal reads the code aloud letter by letter, to a headset", async (t) => {
  const { page, seen } = await openKiosk(t, { speech: "headset", address: "https://vagval.example/" }, {
    prepare: (page) =>
      page.addInitScript(() => {
        window.said = [];
        const voice = { localService: true, lang: "sv-SE" };
        Object.defineProperty(window, "speechSynthesis", {
          value: { speaking: false, getVoices: () => [voice], speak: (words) => said.push(words.text), cancel: () => {} },
        });
        window.SpeechSynthesisUtterance = class {
          constructor(text) {
            this.text = text;
          }
        };
      }),
  });
  await touchUntil(page, null);
  await tap(page, "[data-event=finish]");
  await tap(page, "main [data-event=show][data-value=take]");
  await tap(page, "#read-aloud");
  assert.deepEqual(await page.evaluate(() => said), [], "nothing is said to the room");
  await tap(page, "[data-event=touch][data-value=headset]");
  const code = await page.locator(".code").textContent();
  const said = (await page.evaluate(() => said)).join("").replaceAll(/\s+/g, " ");
  assert.ok(said.includes(code.split("-").map((group) => group.split("").join(" ")).join(" . ")), said);
  assert.ok(!said.includes(code));
  expectQuiet(seen);
});
