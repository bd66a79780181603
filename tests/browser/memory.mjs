// Looking for what a person has told: in the page, in what the browser keeps, in the heap and in the WASM memory.

import assert from "node:assert/strict";

/** The letters of a text as numbers, so that no script of the page has the text itself. */
export const codesOf = (text) => [...text].map((letter) => letter.charCodeAt(0));

export const heapSnapshot = async (cdp) => {
  const chunks = [];
  cdp.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await cdp.send("HeapProfiler.enable");
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await cdp.send("HeapProfiler.disable");
  return chunks.join("");
};

/** How often the bytes stand in the whole memory of every WASM of the page. */
export const inWasm = async (cdp, text) => {
  const { result } = await cdp.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await cdp.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const search = `function (codes) {
    let found = 0, size = 0;
    for (const memory of this) {
      const bytes = new Uint8Array(memory.buffer);
      size += bytes.length;
      for (let at = bytes.indexOf(codes[0]); at >= 0; at = bytes.indexOf(codes[0], at + 1))
        if (codes.every((code, i) => bytes[at + i] === code)) found += 1;
    }
    return { found, size, memories: this.length };
  }`;
  const found = await cdp.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: search,
    arguments: [{ value: [...new TextEncoder().encode(text)] }],
    returnByValue: true,
  });
  return found.result.value;
};

/** Where in the page and in what the browser keeps for it a text stands. */
export const inPage = (page, text) =>
  page.evaluate(async (codes) => {
    const wanted = String.fromCharCode(...codes);
    const fields = [...document.querySelectorAll("input, textarea, select")].map((field) => field.value);
    const cached = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) cached.push(request.url);
    }
    const places = {
      dom: document.documentElement.outerHTML,
      fields: fields.join(),
      title: document.title,
      address: location.href,
      history: JSON.stringify(history.state),
      storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
      cookies: document.cookie,
      databases: JSON.stringify(await indexedDB.databases()),
      caches: cached.join(),
    };
    return Object.entries(places).filter(([, content]) => content.includes(wanted)).map(([place]) => place);
  }, codesOf(text));

/** Nothing of the text is left anywhere. */
export const expectNothingLeft = async (page, text, context) => {
  const cdp = await page.context().newCDPSession(page);
  const snapshot = await heapSnapshot(cdp);
  assert.ok(snapshot.length > 100_000, "a snapshot was taken");
  assert.equal(snapshot.split(text).length - 1, 0, `${context}: in the heap`);
  const wasm = await inWasm(cdp, text);
  assert.ok(wasm.memories >= 1 && wasm.size > 1_000_000, JSON.stringify(wasm));
  assert.equal(wasm.found, 0, `${context}: in the WASM memory`);
  assert.deepEqual(await inPage(page, text), [], context);
  const history = await cdp.send("Page.getNavigationHistory");
  assert.ok(!JSON.stringify(history).includes(text), `${context}: in the history`);
  await cdp.detach();
};

/** The search finds what is there. */
export const expectFound = async (page, text, context) => {
  const cdp = await page.context().newCDPSession(page);
  assert.ok((await inWasm(cdp, text)).found > 0, `${context}: in the WASM memory`);
  await cdp.detach();
};
