// The chat in a frame of another site: by keyboard and pointer, narrow, refused to strangers, and deaf to noise.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { drawn, eventually, expectAccessible, openPage, screenshot } from "./support.mjs";
import { now } from "./questionnaire.mjs";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

/** The page of a service that shows the chat, with a policy of its own; and the site, from another port. */
let host;
let site;
/** The same site from a server that sets no header but the one that is needed. */
let plain;
const stop = [];

before(async () => {
  const page = (site) => `<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>En tjänst</title><link rel="icon" href="data:,"></head><body><main><h1>En tjänst</h1>
    <p><a id="first" href="#first">En länk</a></p></main><script src="${site}embed.js"></script></body></html>`;
  const listen = async (answer) => {
    const server = createServer(answer);
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    stop.push(() => server.close());
    return `http://127.0.0.1:${server.address().port}/`;
  };
  host = await listen(({ url }, response) => {
    const from = url === "/plain" ? plain : site;
    const { origin } = new URL(from);
    const policy = `default-src 'none'; script-src ${origin}; frame-src ${origin}; img-src data:`;
    response.writeHead(200, { "Content-Type": "text/html", "Content-Security-Policy": policy }).end(page(from));
  });
  const folder = mkdtempSync(join(tmpdir(), "vagval-embed-"));
  stop.push(() => rmSync(folder, { recursive: true }));
  cpSync(dist, folder, { recursive: true });
  writeFileSync(join(folder, "local/embed.json"), JSON.stringify({ v: 1, origins: ["https://www.example.org", new URL(host).origin] }));
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml" };
  plain = await listen(({ url }, response) => {
    const name = url.slice(1);
    response.writeHead(200, { "Content-Type": types[extname(name)], "Access-Control-Allow-Origin": "*" }).end(readFileSync(join(folder, name)));
  });
  const serving = spawn(process.env.VAGVAL_COMMAND, ["serve", folder], { env: { ...process.env, PORT: "0" }, stdio: ["ignore", "pipe", "inherit"] });
  stop.push(() => serving.kill());
  for await (const line of createInterface(serving.stdout)) {
    site = line;
    break;
  }
});
after(() => stop.forEach((each) => each()));

const openHost = async (t, options = {}) => {
  const opened = await openPage(t, { site: host, ...options, prepare: async (page) => {
    await page.clock.setFixedTime(now.utc);
    await options.prepare?.(page);
  } });
  const { page, seen } = opened;
  const button = page.getByRole("button", { name: "Chatta om ditt stöd" });
  /** The document in the frame, once the chat has begun. */
  const chat = async () => {
    const frame = await page.locator("iframe").elementHandle().then((element) => element.contentFrame());
    await frame.waitForSelector("html[data-ready=true]", { state: "attached" });
    return frame;
  };
  const quiet = () => {
    assert.deepEqual(seen.console, []);
    assert.deepEqual(seen.violations, []);
    const asked = seen.requests.filter((request) => request !== host && !request.startsWith("data:"));
    assert.deepEqual(asked.filter((request) => !request.startsWith(site) || /[?#]/.test(request)), [], "only static files of the site");
    return asked;
  };
  return { page, seen, button, chat, quiet };
};

/** Where the focus is, through the shadow of the widget. */
const focused = (page) =>
  page.evaluate(() => {
    const inner = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
    return inner.tagName;
  });
const lastEntry = async (chat) => (await chat.locator(".entry").last().innerText()).trim();
const focusedEntry = (chat) => chat.evaluate(() => document.activeElement === document.getElementById("log").lastElementChild);

test("the script that a site puts into its page is at most 2 kB", () => {
  const loader = readFileSync(join(dist, "embed.js"));
  assert.ok(loader.length <= 2000, `${loader.length} bytes`);
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  assert.deepEqual(readFileSync(join(dist, manifest["embed.js"])), loader, "the same with its hash");
});

test("by keyboard: open, answer, close and go on; the focus goes in and comes back", async (t) => {
  const { page, button, chat, quiet } = await openHost(t);
  assert.deepEqual(quiet(), [`${site}embed.js`], "nothing but the script is fetched before somebody opens the chat");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "BUTTON");
  assert.equal(await button.getAttribute("aria-expanded"), "false");
  await page.keyboard.press("Enter");
  const frame = await chat();
  assert.equal(await focused(page), "IFRAME");
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  assert.equal(await page.locator("iframe").getAttribute("sandbox"), "allow-scripts");
  assert.ok(await focusedEntry(frame), "the first message has the focus");
  assert.match(await lastEntry(frame), /datorprogram[^]*stannar på den här enheten/);
  const alone = await frame.evaluate(() => {
    try {
      return [origin, typeof localStorage];
    } catch (error) {
      return [origin, error.name];
    }
  });
  assert.deepEqual(alone, ["null", "SecurityError"], "an origin of its own, without storage");

  // One stop for the replies, the arrow keys between them, then the field.
  await page.keyboard.press("Tab");
  assert.ok(await frame.evaluate(() => document.activeElement.closest("#replies")));
  await page.keyboard.press("ArrowDown");
  assert.equal(await frame.locator("#replies [tabindex='0']").count(), 1);
  await page.keyboard.press("Tab");
  await page.keyboard.type("jag är 58 och bor i Umeå");
  await page.keyboard.press("Enter");
  assert.match(await lastEntry(frame), /Umeå; Ålder: 58 år/);
  assert.ok(await focusedEntry(frame));
  assert.equal(await frame.locator("[role=log][aria-live=polite]").count(), 1);
  assert.equal(await frame.locator("[aria-live], [role=status], [role=alert]:visible").count(), 1, "one polite log");
  const said = await frame.locator(".entry").allInnerTexts();

  await page.keyboard.press("Escape");
  await page.locator("iframe").waitFor({ state: "hidden" });
  assert.equal(await focused(page), "BUTTON", "the focus comes back to the opener");
  await page.keyboard.press("Enter");
  await page.locator("iframe").waitFor({ state: "visible" });
  await frame.waitForFunction(() => document.hasFocus() && document.activeElement === document.getElementById("log").lastElementChild);
  assert.deepEqual(await frame.locator(".entry").allInnerTexts(), said, "the conversation has been waiting");
  // Past the last stop of the frame, the focus leaves it.
  for (let stops = 0; stops < 12 && (await focused(page)) === "IFRAME"; stops += 1) await page.keyboard.press("Tab");
  assert.notEqual(await focused(page), "IFRAME", "no trap");
  const asked = quiet();
  await screenshot(page, "embed");
  // Axe itself reads the style sheets of a frame in ways that the page forbids, and says so.
  await expectAccessible(page);
  assert.ok(asked.includes(`${site}local/embed.json`));
  assert.equal(asked.filter((request) => request.endsWith(".wasm")).length, 1);
});

test("by pointer at 320 px: it fills the window, nothing scrolls sideways, and it closes by its own button", async (t) => {
  const { page, button, chat, quiet } = await openHost(t, { viewport: { width: 320, height: 568 }, hasTouch: true, colorScheme: "dark" });
  await screenshot(page, "embed-narrow-closed");
  await button.tap();
  const frame = await chat();
  const box = await page.locator("iframe").boundingBox();
  assert.deepEqual(box, { x: 0, y: 0, width: 320, height: 568 });
  assert.ok(!(await button.isVisible()), "nothing that can have the focus lies behind it");
  await frame.locator("#replies button").first().tap();
  assert.match(await lastEntry(frame), /kommun/);
  const wide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
  assert.ok(!(await frame.evaluate(wide)) && !(await page.evaluate(wide)), "no sideways scroll");
  const small = await frame.evaluate(() =>
    [...document.querySelectorAll("button, input")].map((it) => it.getBoundingClientRect()).filter((box) => box.height > 0 && box.height < 43.9).length,
  );
  assert.equal(small, 0, "targets of 44 px");
  await screenshot(page, "embed-narrow");
  await frame.locator("#close").tap();
  await page.locator("iframe").waitFor({ state: "hidden" });
  assert.equal(await focused(page), "BUTTON");
  quiet();
});

test("the page's own language is the chat's, where the chat has it", async (t) => {
  const { page, chat, quiet } = await openHost(t, {
    prepare: (page) => page.addInitScript(() => {
      const set = () => document.documentElement && (document.documentElement.lang = "en-GB");
      new MutationObserver(set).observe(document, { childList: true });
    }),
  });
  await page.getByRole("button", { name: "Chat about your support" }).click();
  const frame = await chat();
  assert.match(await lastEntry(frame), /computer program/);
  assert.equal(await frame.locator("h1").innerText(), "Chat: which support can you get?");
  assert.equal(await frame.evaluate(() => document.documentElement.lang), "en");
  quiet();
});

test("a site that is not on the list gets no chat: by the header, and without it by the frame itself", async (t) => {
  const stranger = host.replace("127.0.0.1", "localhost");
  const { page, seen } = await openPage(t, { site: stranger });
  await page.getByRole("button", { name: "Chatta om ditt stöd" }).click();
  await eventually(() => seen.console.some((line) => line.includes("frame-ancestors")), () => `${seen.console}`);
  assert.ok(!seen.requests.some((request) => request.endsWith(".wasm")), "the program is not even fetched");

  const { page: other, seen: there } = await openPage(t, { site: stranger, path: "plain" });
  await other.getByRole("button", { name: "Chatta om ditt stöd" }).click();
  const frame = await other.locator("iframe").elementHandle().then((element) => element.contentFrame());
  await frame.locator("#fallback").waitFor({ state: "visible" });
  assert.match(await frame.locator("#fallback").innerText(), /0771-416 416/);
  assert.equal(await frame.locator(".entry").count(), 0);
  assert.ok(!(await frame.locator("#form").isVisible()));
  assert.deepEqual(there.console, []);
});

/** Messages of no agreed form, made in the page that sends them: 5,000 from a seed. */
const noise = (seed) => {
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const pick = (list) => list[Math.floor(random() * list.length)];
  const cycle = {};
  cycle.type = cycle;
  const deep = Array.from({ length: 500 }).reduce((inner) => ({ vagval: inner }), {});
  const junk = [
    undefined, null, true, NaN, -1, 1, 2 ** 53, 10n, "", "close ", "hello", "\ud800", "😀".repeat(5000), [], [1], {}, cycle, deep, new Date(0),
    new Map([["vagval", 1]]), new Uint8Array(4), /x/, new Error("x"), "__proto__", "constructor", "toString", '{"vagval":1,"type":"close"}',
  ];
  const types = ["hello", "open", "close", "reply", "wipe", "handover", "speak", "__proto__"];
  return Array.from({ length: 5000 }, () => {
    if (random() < 0.3) return pick(junk);
    const message = { vagval: 1, type: pick(types), lang: pick(["sv", "en", ...junk]), text: pick(junk) };
    // One thing is always wrong: the mark, or the type.
    if (random() < 0.5) message.vagval = pick(junk.filter((it) => it !== 1));
    else message.type = pick([...junk.filter((it) => it !== "hello"), "reply", "wipe", "speak", "answer", "Close", "OPEN"]);
    if (random() < 0.2) message[pick(["say", "choices", "origin", "source"])] = pick(junk);
    return message;
  });
};

test("10,000 malformed messages change nothing and are not even mentioned", async (t) => {
  const { page, button, chat, quiet } = await openHost(t);
  await button.click();
  const frame = await chat();
  await frame.locator("#say").fill("jag är 34");
  await frame.locator("#say").press("Enter");
  await frame.locator("#say").fill("halvskrivet");
  const state = async () => [
    await frame.locator("body").innerHTML(), await frame.locator("#say").inputValue(), await page.locator("body").innerHTML(),
    await focused(page), await page.locator("iframe").isVisible(), frame.url(), page.url(),
  ];
  const before = await state();
  const hearLast = () => {
    window.allHeard = new Promise((heard) => addEventListener("message", ({ data }) => data?.last === true && heard()));
  };
  await Promise.all([frame.evaluate(hearLast), page.evaluate(hearLast)]);
  // From the page to the frame, from the frame to the page, and from the page to itself in the frame's own words.
  const sent = await page.evaluate((noise) => {
    const window_ = document.querySelector("body > div").shadowRoot.querySelector("iframe").contentWindow;
    const messages = eval(`(${noise})`)(1);
    // Messages come in the order in which they are sent: after this one the frame has dealt with all.
    for (const message of [...messages, { last: true }]) window_.postMessage(message, "*");
    window.postMessage({ vagval: 1, type: "close" }, "*");
    return messages.length;
  }, noise.toString());
  const answered = await frame.evaluate((noise) => {
    const messages = eval(`(${noise})`)(2).filter((message) => !(message?.vagval === 1 && message.type === "close"));
    for (const message of [...messages, { last: true }]) parent.postMessage(message, "*");
    return messages.length;
  }, noise.toString());
  assert.ok(sent + answered >= 9_900);
  assert.equal(sent, 5000);
  for (const each of [frame, page]) await each.evaluate(() => window.allHeard);
  await drawn(page);
  assert.deepEqual(await state(), before);
  await frame.locator("#say").fill("Umeå");
  await frame.locator("#say").press("Enter");
  assert.match(await lastEntry(frame), /Kommun: Umeå/, "the chat goes on");
  quiet();
});
