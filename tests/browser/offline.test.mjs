// Without a network, and with a new version: a version is kept whole, and never mixed with another.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openPage, started, until } from "./support.mjs";
import { tap, touchUntil } from "./kiosk.mjs";
import { answerUntil, assess, expectResult, now } from "./questionnaire.mjs";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const kinds = { html: "text/html", js: "text/javascript", css: "text/css", json: "application/json", wasm: "application/wasm", svg: "image/svg+xml" };

/** The finished site, by name. */
const thisVersion = () => {
  const files = new Map();
  for (const name of readdirSync(dist, { recursive: true }).map(String)) {
    const kind = name.split(".").pop();
    if (kind in kinds) files.set(name.replaceAll("\\", "/"), readFileSync(dist + name));
  }
  return files;
};

const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");
const integrityOf = (bytes) => createHash("sha256").update(bytes).digest("base64");

/** Another version: every program is another file, and so is all that names one; every page says `mark`. */
const nextVersion = (files, mark) => {
  // What stands for what in the new version: hashes in names, and those that vouch for a script.
  const renamed = new Map();
  const inNew = (name, bytes) => {
    if (!/\.(html|js|json)$/.test(name)) return bytes;
    let text = bytes.toString();
    for (const [was, is] of renamed) text = text.replaceAll(was, is);
    return Buffer.from(text);
  };
  const hashed = [...files].filter(([name]) => /\.[0-9a-f]{16,64}\.\w+$/.test(name));
  const programs = hashed.filter(([name]) => /^vagval(-opening|-result)?\.[0-9a-f]+\.wasm$/.test(name));
  assert.equal(programs.length, 3);
  const next = new Map();
  // A section of its own, which nothing reads, makes a module another file.
  const section = Buffer.from([0, 2, 1, mark.length]);
  for (const [name, bytes] of programs) next.set(name, Buffer.concat([bytes, section]));
  // A file that names one that is another now is another too, until nothing changes any more.
  for (let settled = false; !settled; ) {
    settled = true;
    for (const [name, bytes] of hashed) {
      const now = next.get(name) ?? inNew(name, bytes);
      const hash = /\.([0-9a-f]{16,64})\.\w+$/.exec(name)[1];
      const is = hashOf(now).slice(0, hash.length);
      if (now.equals(bytes) || renamed.get(hash) === is) continue;
      renamed.set(hash, is).set(integrityOf(bytes), integrityOf(now));
      settled = false;
    }
  }
  const other = new Map();
  for (const [name, bytes] of files) {
    const isPage = name.endsWith(".html") && !name.includes("/");
    const now = next.get(name) ?? inNew(name, bytes);
    const page = isPage ? Buffer.from(now.toString().replace("<body>", `<body data-mark="${mark}">`)) : now;
    other.set(inNew("name.js", Buffer.from(name)).toString(), page);
  }
  let worker = other.get("service-worker.js").toString().replace(/vagval-[0-9a-f]{16}/, `vagval-${hashOf(mark).slice(0, 16)}`);
  for (const [name, bytes] of files) {
    if (name.endsWith(".html") && !name.includes("/")) worker = worker.replace(hashOf(bytes), hashOf(other.get(name)));
  }
  other.set("service-worker.js", Buffer.from(worker));
  return other;
};

/** A server whose files can be exchanged, and that can go away. */
const serve = async (t, files) => {
  const site = { files, asked: new Set() };
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.slice(1) || "index.html";
    site.asked.add(name);
    const bytes = site.files.get(name);
    response.writeHead(bytes ? 200 : 404, {
      "Content-Type": kinds[name.split(".").pop()] ?? "text/plain",
      "Cache-Control": /\.[0-9a-f]{16,64}\./.test(name) ? "max-age=31536000, immutable" : "no-cache",
    });
    response.end(bytes);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  site.url = `http://127.0.0.1:${server.address().port}/`;
  site.stop = () => (server.closeAllConnections(), new Promise((done) => server.close(done)));
  t.after(site.stop);
  return site;
};

const open = async (t, site, path) => {
  const opened = await openPage(t, { viewport: { width: 1080, height: 1920 }, prepare: (page) => page.clock.install({ time: now.utc }) });
  await opened.page.goto(site.url + path);
  await started(opened.page);
  opened.seen.console.length = 0;
  return opened;
};
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
const mark = (page) => page.evaluate(() => document.body.dataset.mark ?? null);

test("after one visit the whole flow works without a network, also after a reload", async (t) => {
  const site = await serve(t, thisVersion());
  const { page, seen } = await open(t, site, "");
  await kept(page);
  await site.stop();
  await page.reload();
  await started(page);
  await answerUntil(page, null);
  await page.locator("[data-event=finish]").click();
  await expectResult(page, assess());
  await page.locator("#lang-en").click();
  await page.locator("html[lang=en]").waitFor();
  await page.locator("footer [data-value=model]").click();
  await page.locator("#article section").first().waitFor();
  await page.goto(`${site.url}kiosk.html`);
  await started(page);
  await touchUntil(page, null);
  await tap(page, "[data-event=finish]");
  await expectResult(page, assess());
  await page.reload();
  await started(page);
  assert.ok(await page.locator("[data-event=begin]").isVisible());
  assert.deepEqual(seen.console, []);
});

test("a version that has not come whole is not kept", async (t) => {
  const files = thisVersion();
  const other = nextVersion(files, "other");
  const mixed = new Map(files);
  // The pages of one version with the worker of another, as a server has while it is being renewed.
  mixed.set("kiosk.html", other.get("kiosk.html"));
  for (const [name, bytes] of other) if (!mixed.has(name)) mixed.set(name, bytes);
  const site = await serve(t, mixed);
  const { page } = await open(t, site, "");
  // Only the worker asks for this page: it has tried.
  while (!site.asked.has("kiosk.html")) await new Promise((later) => setTimeout(later, 50));
  await until(page, async () => (await navigator.serviceWorker.getRegistration()) === undefined && (await caches.keys()).length === 0);
});

test("at a terminal the new version comes with the next person, never in the middle", async (t) => {
  const first = thisVersion();
  const site = await serve(t, first);
  const { page, seen } = await open(t, site, "kiosk.html");
  await kept(page);
  // A first visit is not served by the worker; from the first wipe on it is.
  await tap(page, ".end");
  await until(page, () => navigator.serviceWorker.controller !== null);
  await started(page);
  await touchUntil(page, "age");
  site.files = nextVersion(first, "second");
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    const coming = registration.installing;
    if (coming) await new Promise((done) => coming.addEventListener("statechange", done));
  });
  assert.equal(await mark(page), null);
  assert.equal(await page.locator("form[data-fact=age]").count(), 1, "nobody is disturbed");
  // What is fetched late comes from the version that the page is from, though the server has it no more.
  await tap(page, "#lang-en");
  await page.locator("html[lang=en]").waitFor();
  await tap(page, "footer [data-value=model]");
  await page.locator("#article section").first().waitFor();
  // The page scrolls up by itself then, which is not somebody who has come.
  await page.evaluate(() => {
    document.querySelector(".end").click();
    document.querySelector("main [data-event=wipe]").click();
    document.dispatchEvent(new Event("scroll"));
  });
  await until(page, () => document.body.dataset.mark === "second");
  await started(page);
  // What came before may be of both versions, one page after the other.
  seen.requests.length = 0;
  await page.reload();
  await started(page);
  const names = seen.requests.map((request) => new URL(request).pathname.slice(1));
  // The glue is fetched to be checked, and then imported.
  const loaded = new Set(names.filter((name) => /^(app|vagval)\./.test(name)));
  assert.equal(loaded.size, 3, names.join());
  for (const name of loaded) assert.ok(site.files.has(name) && !first.has(name), `${name} is of the new version`);
  await site.stop();
  await page.reload();
  await started(page);
  assert.equal(await mark(page), "second");
  await touchUntil(page, null);
  assert.deepEqual(seen.console, []);
});
