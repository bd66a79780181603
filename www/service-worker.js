// Keeps one version of the site whole, so that it works without a network. It decides nothing about people and
// sees no answers: none is ever in an address.
//
// The build fills in the names of all files, and the hash of every page. A version is kept only when all of it has
// come; and a page always gets the files of the version that the page itself is from.

const cacheName = "vagval-VERSION";
const localName = "vagval-local";
const LOCAL_MS = 4_000;
const files = "FILES";
const pages = "PAGES";
const local = "LOCAL";

const place = new URL("./", self.location.href);
const nameOf = (url) => {
  if (url.origin !== place.origin || !url.pathname.startsWith(place.pathname)) return null;
  return url.pathname.slice(place.pathname.length) || "index.html";
};

const hashOf = async (bytes) => {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

// A file is checked against the hash in its name before it is kept: a server may answer 200 with something else.
const shown = /\.([0-9a-f]{16,64})\.\w+$/;
const isRight = async (name, bytes) => {
  const hash = shown.exec(name)?.[1];
  return !hash || (await hashOf(bytes)).startsWith(hash);
};
const PAUSES_MS = [0, 500, 2_000];
const LIMIT_MS = 60_000;
const fetchRight = async (name, cache = "default") => {
  for (const ms of PAUSES_MS) {
    await new Promise((done) => setTimeout(done, ms));
    try {
      const how = { cache: ms ? "reload" : cache, signal: AbortSignal.timeout(LIMIT_MS) };
      const response = await fetch(new URL(name, place), how);
      const bytes = await response.clone().arrayBuffer();
      if (response.ok && (await isRight(name, bytes))) return response;
    } catch {
      // The next try, or the end of them.
    }
  }
  throw new Error(`${name} has not come`);
};
const keepFile = async (cache, name) => cache.put(new URL(name, place), await fetchRight(name));

// What an earlier version kept without a check may be wrong: that version then fetches it anew.
const healOthers = async () => {
  for (const name of await caches.keys()) {
    if (!name.startsWith("vagval-") || name === localName) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const file = nameOf(new URL(request.url));
      const response = shown.test(file ?? "") ? await cache.match(request) : null;
      if (response && !(await isRight(file, await response.arrayBuffer()))) await cache.delete(request);
    }
  }
};

// Pages keep their names from version to version: one of another version is none of ours.
const keepPage = async (cache, name) => {
  const response = await fetch(new URL(name, place), { cache: "no-store" });
  const bytes = await response.clone().arrayBuffer();
  if (!response.ok || (await hashOf(bytes)) !== pages[name]) throw new Error(`${name} is of another version`);
  await cache.put(new URL(name, place), response);
};

const keepLocal = async (name) => {
  const response = await fetch(new URL(name, place), { signal: AbortSignal.timeout(LOCAL_MS) });
  if (response.ok) await (await caches.open(localName)).put(new URL(name, place), response.clone());
  return response;
};

const keepAll = async () => {
  try {
    const cache = await caches.open(cacheName);
    await healOthers();
    // A few at a time: a page that is just loading goes first.
    const waiting = [...files];
    const keepNext = async () => {
      for (let name = waiting.shift(); name; name = waiting.shift()) await keepFile(cache, name);
    };
    await Promise.all([keepNext(), keepNext(), keepNext(), keepNext()]);
    await Promise.all(Object.keys(pages).map((name) => keepPage(cache, name)));
  } catch (error) {
    // No network, a full disk, or a version that is just being replaced: nothing is kept, and the next try is whole.
    await caches.delete(cacheName);
    throw error;
  }
  // What an authority sets for itself belongs to no version.
  await Promise.allSettled(local.map(keepLocal));
};

const dropOthers = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith("vagval-") && name !== cacheName && name !== localName) await caches.delete(name);
  }
};

const kept = async (cache, name) =>
  (await (await caches.open(cache)).match(new URL(name, place))) ?? fetch(new URL(name, place));

// A page that asks past the cache has been given something wrong: what comes now is kept instead, if it is right.
const renewed = async (name) => {
  const response = await fetch(new URL(name, place), { cache: "reload" });
  const bytes = await response.clone().arrayBuffer();
  if (response.ok && (await isRight(name, bytes))) {
    await (await caches.open(cacheName)).put(new URL(name, place), response.clone()).catch(() => {});
  }
  return response;
};

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
// A terminal asks for the new version when nobody is using it.
self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const name = event.request.method === "GET" ? nameOf(new URL(event.request.url)) : null;
  if (name === null) return;
  const past = event.request.cache === "reload" && files.includes(name);
  if (past) event.respondWith(renewed(name));
  else if (name in pages || files.includes(name)) event.respondWith(kept(cacheName, name));
  else if (local.includes(name)) event.respondWith(keepLocal(name).catch(() => kept(localName, name)));
});
