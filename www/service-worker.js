// Keeps one version of the site whole, so that it works without a network. It decides nothing about people and
// sees no answers: none is ever in an address.
//
// The build fills in the names of all files, and the hash of every page. A version is kept only when all of it has
// come; and a page always gets the files of the version that the page itself is from.

const cacheName = "vagval-VERSION";
const localName = "vagval-local";
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

// Pages keep their names from version to version: one of another version is none of ours.
const keepPage = async (cache, name) => {
  const response = await fetch(new URL(name, place), { cache: "no-store" });
  const bytes = await response.clone().arrayBuffer();
  if (!response.ok || (await hashOf(bytes)) !== pages[name]) throw new Error(`${name} is of another version`);
  await cache.put(new URL(name, place), response);
};

const keepLocal = async (name) => {
  const response = await fetch(new URL(name, place));
  if (response.ok) await (await caches.open(localName)).put(new URL(name, place), response.clone());
  return response;
};

const keepAll = async () => {
  try {
    const cache = await caches.open(cacheName);
    await cache.addAll(files.map((name) => new URL(name, place)));
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

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
// A terminal asks for the new version when nobody is using it.
self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const name = event.request.method === "GET" ? nameOf(new URL(event.request.url)) : null;
  if (name === null) return;
  if (name in pages || files.includes(name)) event.respondWith(kept(cacheName, name));
  else if (local.includes(name)) event.respondWith(keepLocal(name).catch(() => kept(localName, name)));
});
