// The network gives wrong answers: the person is told, goes on by waiting or by one press, and loses nothing.
//
// `VAGVAL_FAULTS=all node --test tests/browser/faults.test.mjs` gives every file every fault on every occasion, on page,
// chat and terminal; VAGVAL_FAULTS may also be a pattern, as `page .* html first`. Without it only the two below run.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, url } from "./support.mjs";
import { FAULTS, OCCASIONS, startProxy, SURFACES, worst } from "./faults.mjs";

const manifest = await (await fetch(`${url}manifest.json`)).json();
const paths = { page: "", chat: "chat.html", terminal: "kiosk.html" };
const AT_ONCE = Number(process.env.VAGVAL_AT_ONCE ?? 4);

const all = [];
for (const [surface, { files, later }] of Object.entries(SURFACES)) {
  for (const file of files) {
    for (const fault of Object.keys(FAULTS)) {
      for (const occasion of Object.keys(OCCASIONS)) {
        if (occasion === "mid-flow" && !later.includes(file)) continue;
        all.push({ surface, file, fault, occasion });
      }
    }
  }
}
const wanted = process.env.VAGVAL_FAULTS;
const pattern = wanted && wanted !== "all" ? new RegExp(wanted) : null;
const nameOf = ({ surface, file, fault, occasion }) => `${surface} ${file} ${fault} ${occasion}`;
const chosen = pattern ? all.filter((one) => pattern.test(nameOf(one))) : wanted ? all : [];

const run = async (t, { surface, file, fault, occasion }) => {
  const proxy = await startProxy();
  const { page } = await openPage(t, { site: "about:blank" });
  try {
    const wrong = { file: manifest[file] ?? file, fault };
    const { seen } = await OCCASIONS[occasion](page, proxy, wrong, SURFACES[surface].walk, paths[surface]);
    return proxy.hits ? worst(seen) : "not asked for";
  } finally {
    await page.context().close();
    await proxy.stop();
  }
};

test(`${chosen.length} of ${all.length} faults: told, and mended by waiting or one press`, { timeout: 14_400_000, skip: chosen.length === 0 }, async (t) => {
  const counts = {};
  const failed = [];
  const waiting = [...chosen];
  const next = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const outcome = await run(t, one).catch((error) => (failed.push(`${nameOf(one)}: ${error.message.split("\n")[0]}`), "failed"));
      const row = (counts[one.fault] ??= {});
      row[outcome] = (row[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  console.table(counts);
  assert.deepEqual(failed, []);
});

test("without a network that is well again the start page still says how to reach a human", async (t) => {
  const { page } = await openPage(t, {
    prepare: async (page) => {
      await page.clock.install();
      await page.route("**/app.*.js", (route) => route.abort());
    },
  });
  // By the page's own clock.
  await page.clock.runFor(10_000);
  assert.ok(await page.locator("#fallback").isVisible(), "within ten seconds");
  assert.ok(await page.locator("[data-again]:visible").first().isVisible());
});

test("what a worker of an earlier version kept wrong is fetched anew", async (t) => {
  const proxy = await startProxy();
  t.after(proxy.stop);
  const { page } = await openPage(t, { site: proxy.url });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  // As a worker without a check kept it.
  await page.evaluate(async (file) => {
    const [name] = (await caches.keys()).filter((name) => name !== "vagval-local");
    await (await caches.open(name)).put(file, new Response("<h1>portal</h1>", { headers: { "content-type": "text/javascript" } }));
  }, manifest["vagval-steps.js"]);
  await page.reload();
  await page.waitForSelector("html[data-ready=true]", { state: "attached" });
  await page.locator("[data-event=begin]").click();
  await page.locator("form[data-fact]").waitFor();
});

for (const path of ["index.html", "kiosk.html", "officer.html"]) {
  test(`${path} does not start inside a page of another site`, async (t) => {
    const proxy = await startProxy();
    t.after(proxy.stop);
    // A host that sends no headers.
    const { page } = await openPage(t, { site: "about:blank" });
    const frame = async (route) => {
      const response = await route.fetch();
      const { "content-security-policy": _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    };
    await page.route(`${url}${path}`, frame);
    await page.route("http://other.test/", (route) => route.fulfill({ contentType: "text/html", body: `<iframe src="${url}${path}"></iframe>` }));
    await page.goto("http://other.test/");
    const inside = page.frameLocator("iframe");
    await inside.locator("#framed").waitFor({ state: "visible" });
    assert.ok(await inside.locator("main").isHidden());
  });
}
