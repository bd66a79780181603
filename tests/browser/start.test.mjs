// The page starts: quietly, shut in, and readable where it cannot start.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectAccessible, expectQuiet, openPage, passUntilVisible, screenshot, started, url } from "./support.mjs";

test("the page loads, the WASM takes over, and nothing else happens", async (t) => {
  const { page, seen } = await openPage(t);
  await started(page);
  assert.ok(await page.locator("h1").isVisible());
  assert.ok(await page.locator("#fallback").isHidden());
  await expectAccessible(page);
  expectQuiet(seen);
  const behind = seen.requests.filter((request) => /\/(vagval(-result)?\.|later\.|whole\.|text\/(result\/)?sv\.|local\/)/.test(request));
  const first = [...new Set(seen.requests.filter((request) => !behind.includes(request)))];
  assert.ok(first.length <= 8, `a first visit waits for ${first.length} requests`);
  // When a browser asks for the icon is its own matter.
  const waitedFor = first.filter((request) => !request.includes("/icon."));
  const inOrder = [...new Set(seen.requests)].slice(0, waitedFor.length);
  assert.deepEqual(inOrder, waitedFor, "the next program comes after it");
  // A module or style is read to be checked, and then once more by the browser, from what it has kept.
  const twice = seen.requests.filter((request, at) => seen.requests.indexOf(request) !== at);
  assert.ok(twice.every((request) => /\/(vagval[^/]*\.js|later[^/]*\.css)$/.test(request)), `nothing else is loaded twice: ${twice}`);
  await screenshot(page, "start");
});

test("what is pressed before the page can answer is done once it can", async (t) => {
  let letGo;
  const free = new Promise((resolve) => (letGo = resolve));
  const late = async (route) => (await free, route.continue());
  const { page, seen } = await openPage(t, { prepare: (page) => page.route("**/*.wasm", late) });
  await page.locator("[data-event=begin]").click();
  assert.equal(await page.locator("form[data-fact]").count(), 0, "the WASM is not there yet");
  letGo();
  await page.locator("form[data-fact]").waitFor();
  expectQuiet(seen);
});

test("a planted inline script is blocked", async (t) => {
  const plant = async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("</head>", "<script>window.planted = true</script></head>");
    await route.fulfill({ response, body });
  };
  const { page, seen } = await openPage(t, { prepare: (page) => page.route(url, plant) });
  await started(page);
  assert.equal(await page.evaluate(() => window.planted), undefined);
  // The page says so in its header and in itself.
  assert.deepEqual([...new Set(seen.violations)], ["script-src-elem: inline"]);
});

test("markup that has not passed through the page's own policy is refused", async (t) => {
  const { page } = await openPage(t);
  await started(page);
  const [markup, policy] = await page.evaluate(() => {
    const name = (act) => {
      try {
        act();
        return "allowed";
      } catch (error) {
        return error.name;
      }
    };
    return [
      name(() => (document.body.innerHTML = "<p>planted</p>")),
      name(() => trustedTypes.createPolicy("vagval", {})),
    ];
  });
  assert.deepEqual([markup, policy], ["TypeError", "TypeError"]);
});

for (const [what, pattern] of [
  ["the WASM", "**/*.wasm"],
  ["the glue", "**/vagval-steps.*.js"],
  ["the text", "**/text/opening/*.json"],
]) {
  test(`without ${what} the page says how to reach a human`, async (t) => {
    const { page } = await openPage(t, {
      prepare: async (page) => {
        await page.clock.install();
        await page.route(pattern, (route) => route.abort());
      },
    });
    await passUntilVisible(page, "#fallback");
    assert.ok(await page.locator("h1").isVisible());
    await expectAccessible(page);
    await screenshot(page, "fallback");
  });
}

test("without JavaScript the page is readable", async (t) => {
  const { page, seen } = await openPage(t, { javaScriptEnabled: false });
  assert.ok(await page.locator("h1").isVisible());
  expectQuiet(seen);
});
