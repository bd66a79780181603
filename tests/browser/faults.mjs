// A proxy that gives wrong answers for one file, and the walks that must succeed all the same.

import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { url } from "./support.mjs";
import { answer, question } from "./questionnaire.mjs";

const HTML = "<!doctype html><title>Welcome</title><h1>Log in to this network</h1>";
const flip = (bytes) => {
  const wrong = Buffer.from(bytes);
  wrong[wrong.length >> 1] ^= 1;
  return wrong;
};

/** What can be wrong with an answer: each gets the response, the right bytes and the right headers. */
export const FAULTS = {
  404: (response) => response.writeHead(404).end("not found"),
  500: (response) => response.writeHead(500).end("error"),
  // As a portal or a host with a fallback page does it, and to be kept for a year.
  html: (response, _, headers) => response.writeHead(200, { ...headers, "content-type": "text/html" }).end(HTML),
  mime: (response, bytes, headers) => response.writeHead(200, { ...headers, "content-type": "application/octet-stream" }).end(bytes),
  half: (response, bytes, headers) => response.writeHead(200, headers).end(bytes.subarray(0, bytes.length >> 1)),
  bit: (response, bytes, headers) => response.writeHead(200, headers).end(flip(bytes)),
  stall: (response, bytes, headers) => response.writeHead(200, headers).write(bytes.subarray(0, bytes.length >> 1)),
  slow: async (response, bytes, headers) => {
    response.writeHead(200, headers);
    const step = Math.ceil(bytes.length / 12);
    for (let at = 0; at < bytes.length; at += step) {
      await new Promise((later) => setTimeout(later, 800));
      response.write(bytes.subarray(at, at + step));
    }
    response.end();
  },
  reset: (response) => response.socket.destroy(),
};

const originals = new Map();
const original = async (path) => {
  if (!originals.has(path)) {
    const response = await fetch(url + path, { headers: { "accept-encoding": "identity" } });
    const headers = {};
    for (const name of ["content-type", "cache-control", "content-security-policy", "x-content-type-options", "access-control-allow-origin"]) {
      if (response.headers.has(name)) headers[name] = response.headers.get(name);
    }
    originals.set(path, { status: response.status, headers, bytes: Buffer.from(await response.arrayBuffer()) });
  }
  return originals.get(path);
};

/** A proxy before the site; `wrong` is `{ file, fault }`, or null while all is well. */
export const startProxy = async () => {
  const proxy = { wrong: null, worker: (bytes) => bytes, hits: 0 };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname.slice(1);
    const { status, headers, bytes } = await original(path);
    const right = path === "service-worker.js" ? proxy.worker(bytes) : bytes;
    if (proxy.wrong && path === proxy.wrong.file) {
      proxy.hits += 1;
      return FAULTS[proxy.wrong.fault](response, right, headers);
    }
    // Compressed, as hosts do it: how long a file is, is not known then.
    response.writeHead(status, { ...headers, "content-encoding": "gzip" });
    response.end(gzipSync(right, { level: 1 }));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  proxy.url = `http://127.0.0.1:${server.address().port}/`;
  proxy.stop = () => (server.closeAllConnections(), new Promise((done) => server.close(done)));
  return proxy;
};

/** A person reads one of these where something has not come. */
const TOLD = "#loading, #fallback, #missing, #article p, #status";
const isTold = (page) =>
  page.evaluate((told) => [...document.querySelectorAll(told)].some((place) => place.checkVisibility() && place.innerText.trim()), TOLD);

const comes = (page, selector, ms) =>
  page.waitForSelector(selector, { timeout: ms }).then(() => true, () => false);

/**
 * Does `act`, and waits for `outcome`. Where it does not come, the person must have been told by then; the network is
 * made well, and it must come by waiting or by one press. What happened is `right`, `waited` or `pressed`.
 */
export const step = async (page, proxy, act, outcome) => {
  await act();
  if (await comes(page, outcome, 9_500)) return "right";
  if (!(await isTold(page))) throw new Error(`nothing was told while waiting for ${outcome}`);
  proxy.wrong = null;
  if (await comes(page, outcome, 5_000)) return "waited";
  const again = page.locator("[data-again]:visible").first();
  if (await again.isVisible()) await again.click();
  else await act();
  if (await comes(page, outcome, 10_000)) return "pressed";
  throw new Error(`${outcome} did not come though the network was well again`);
};

/** What counts most of what happened on a walk. */
export const worst = (all) => ["pressed", "waited", "right"].find((one) => all.includes(one)) ?? "right";

const start = (page, proxy, path) => async () => {
  if (page.url().startsWith(proxy.url)) return;
  await page.goto(proxy.url + path, { waitUntil: "commit" });
};

/** From the start to the result and back to the answers, all of which must be there. */
const walkPage = async (page, proxy, { until = async () => {} } = {}) => {
  const seen = [await step(page, proxy, start(page, proxy, ""), "html[data-ready=true] [data-event=begin]")];
  seen.push(await step(page, proxy, () => page.locator("[data-event=begin]").click(), "form[data-fact]"));
  let given = 0;
  for (let asked = await question(page); asked; asked = await question(page)) {
    seen.push(await step(page, proxy, () => answer(page), `form[data-fact]:not([data-fact="${asked}"]), [data-event=finish]`));
    given += 1;
    if (given === 2) await until();
  }
  const finish = () => page.locator("[data-event=finish]").first().click();
  seen.push(await step(page, proxy, finish, ".outcome"));
  seen.push(await step(page, proxy, () => page.locator("footer [data-value=model]").click(), "#article section"));
  return { seen, given };
};

const walkChat = async (page, proxy, { until = async () => {} } = {}) => {
  const seen = [await step(page, proxy, start(page, proxy, "chat.html"), "html[data-ready=true] .entry.it")];
  const say = async (words) => {
    const before = await page.locator(".entry.it").count();
    await page.locator("#say").fill(words);
    await page.locator("[type=submit]").click();
    await page.waitForFunction((before) => document.querySelectorAll(".entry.it").length > before, before);
  };
  await say("58");
  await until();
  await say("kvinna");
  seen.push(await step(page, proxy, () => page.locator("#lang-en").click(), "html[lang=en]"));
  return { seen, given: await page.locator(".entry.you").count() };
};

const walkTerminal = async (page, proxy, { until = async () => {} } = {}) => {
  const seen = [await step(page, proxy, start(page, proxy, "kiosk.html"), "html[data-ready=true] [data-event=begin]")];
  seen.push(await step(page, proxy, () => page.locator("[data-event=begin]").click(), "form[data-fact]"));
  await until();
  seen.push(await step(page, proxy, () => page.locator("#lang-en").click(), "html[lang=en] form[data-fact]"));
  return { seen, given: 0 };
};

const PAGE = ["app.js", "watch.js", "style.css", "icon.svg", "vagval-steps.js", "vagval-opening.wasm", "text/opening/sv.json"];
const LATER = ["vagval-result.wasm", "text/result/sv.json", "later.css", "vagval.js", "vagval.wasm", "whole.js", "text/sv.json", "article/model.se.sv.html"];
const CHAT = ["chat.js", "watch.js", "whole.css", "vagval-chat.js", "vagval-chat.wasm", "text/sv.json", "chat/sv.json"];
const TERMINAL = ["app.js", "watch.js", "whole.css", "whole.js", "kiosk.css", "kiosk.js", "vagval.js", "vagval.wasm", "text/kiosk/sv.json"];

/** Every file of each surface, whether a first visit waits for it or it comes later. */
export const SURFACES = {
  page: { walk: walkPage, files: [...PAGE, ...LATER, "local/contact.json"], later: LATER },
  chat: { walk: walkChat, files: [...CHAT, "text/en.json", "chat/en.json"], later: ["text/en.json", "chat/en.json"] },
  terminal: { walk: walkTerminal, files: [...TERMINAL, "text/kiosk/en.json", "local/kiosk.json"], later: ["text/kiosk/en.json"] },
};

/** When the file is wrong. Each is told the page, the proxy, what is to be wrong, and the walk. */
export const OCCASIONS = {
  first: async (page, proxy, wrong, walk) => {
    proxy.wrong = wrong;
    return walk(page, proxy);
  },
  second: async (page, proxy, wrong, walk, path) => {
    await visit(page, proxy, path);
    proxy.wrong = wrong;
    return walk(page, proxy);
  },
  // A new worker fetches everything anew while the file is wrong.
  update: async (page, proxy, wrong, walk, path) => {
    await visit(page, proxy, path);
    proxy.worker = (bytes) => Buffer.from(bytes.toString().replace(/vagval-[0-9a-f]{16}/, "vagval-0123456789abcdef"));
    proxy.wrong = wrong;
    return walk(page, proxy);
  },
  "mid-flow": async (page, proxy, wrong, walk) => walk(page, proxy, { until: async () => (proxy.wrong = wrong) }),
};

const visit = async (page, proxy, path) => {
  await page.goto(proxy.url + path);
  await page.waitForSelector("html[data-ready=true]", { state: "attached" });
  if (path !== "chat.html") await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.goto("about:blank");
};
