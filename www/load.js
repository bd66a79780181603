// Fetches the files of this version for page, chat and terminal. What to fetch, and when, is decided by those who call.
//
// A file with a hash in its name is checked against it before it is used; what is wrong, or does not come, is fetched
// again past the cache with growing pauses. After five seconds the person is told, and one press tries again at once.
// The build puts this text into each script that imports it: so no script waits for another one.

const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];
const INSIST_MS = [2_000, 4_000, 8_000, 16_000, 30_000];
// A try that has brought nothing for this long is given up.
const SILENCE_MS = 15_000;
const LOCAL_MS = 5_000;
const TOLD_AFTER_MS = 5_000;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const root = document.documentElement;

// Loads that are under way, each with what its next press or byte does.
const underWay = new Set();
const loadingPanel = () => document.getElementById("loading");

// Shows the words in the page's language, with how much has come where that can be known.
const tellLoading = () => {
  const panel = loadingPanel();
  if (!panel) return;
  const late = [...underWay].filter((load) => load.late);
  panel.hidden = late.length === 0;
  const known = late.length > 0 && late.every((load) => load.total);
  const sum = (key) => late.reduce((total, load) => total + load[key], 0);
  for (const words of panel.children) {
    words.hidden = words.lang !== root.lang;
    const bar = words.querySelector("progress");
    if (known) Object.assign(bar, { max: sum("total"), value: sum("come") });
    else bar.removeAttribute("value");
  }
};
const pressedAgain = (event) => {
  if (!event.target.closest?.("[data-again]")) return;
  for (const load of [...underWay]) load.again();
};
document.addEventListener("click", pressedAgain);
addEventListener("online", () => [...underWay].forEach((load) => load.again()));

const isRight = async (name, bytes) => {
  const hash = /\.([0-9a-f]{16,64})\.\w+$/.exec(name)?.[1];
  // A page that came without TLS has no hashes: there the browser's own check of the scripts is all.
  if (!hash || !globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").startsWith(hash);
};

// One try: every byte that comes gives it more time.
const fetchOnce = async (url, cache, load) => {
  const abort = new AbortController();
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), SILENCE_MS);
  };
  load.again = () => abort.abort();
  wait();
  try {
    const response = await fetch(url, { cache, signal: abort.signal });
    if (!response.ok) throw new Error(`${response.status}`);
    const { headers } = response;
    load.total = headers.get("content-encoding") ? 0 : Number(headers.get("content-length")) || 0;
    load.come = 0;
    const parts = [];
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      load.come += part.value.length;
      wait();
      if (load.late) tellLoading();
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
};

// Runs a load that is told after some seconds.
const told = async (act) => {
  const load = { late: false, come: 0, total: 0, again: () => {} };
  underWay.add(load);
  const timer = setTimeout(() => ((load.late = true), tellLoading()), TOLD_AFTER_MS);
  try {
    return await act(load);
  } finally {
    clearTimeout(timer);
    underWay.delete(load);
    tellLoading();
  }
};
const pauseOrPress = (ms, load) => Promise.race([pause(ms), new Promise((done) => (load.again = done))]);

/** The bytes of a file, right by the hash in its name. */
export const loadBytes = (name) =>
  told(async (load) => {
    const url = new URL(name, import.meta.url);
    for (const ms of [...PAUSES_MS, null]) {
      try {
        const bytes = await fetchOnce(url, ms === PAUSES_MS[0] ? "default" : "reload", load);
        if (await isRight(name, bytes)) return bytes;
      } catch {
        // The next try, or the end of them.
      }
      if (ms !== null) await pauseOrPress(ms, load);
    }
    throw new Error(`${name} has not come`);
  });

/** The text of a file. */
export const loadFile = async (name) => new TextDecoder().decode(await loadBytes(name));

// What follows a `#` makes another module of the same file.
/** A module, once its bytes are right; under another name where the browser remembers that it failed. */
let times = 0;
export const loadModule = async (name) => {
  await loadBytes(name.split("#")[0]);
  const { href } = new URL(name, import.meta.url);
  try {
    return await import(href);
  } catch {
    times += 1;
    return import(`${href}#${times}`);
  }
};

/** A program: its glue, and its WASM that is being loaded, ready to start. */
export const loadWasm = async (glue, wasm) => {
  const [program, bytes] = await Promise.all([loadModule(glue), wasm]);
  await program.default({ module_or_path: bytes });
  return program;
};

/** What an authority sets for itself, which has no hash; it keeps nobody waiting. */
export const fetchLocal = (name) => fetch(new URL(name, import.meta.url), { signal: AbortSignal.timeout(LOCAL_MS) });

/** Does it until it succeeds, with growing pauses; `failed` says so in the meantime. */
export const insist = (act, failed) =>
  told(async (load) => {
    for (let at = 0; ; at += 1) {
      try {
        return await act();
      } catch {
        failed();
        load.late = true;
        tellLoading();
        await pauseOrPress(INSIST_MS[Math.min(at, INSIST_MS.length - 1)], load);
      }
    }
  });

/** How to reach a human, where the page cannot be used (`true`), instead of what cannot be pressed. */
export const showFallback = (shown, dead) => {
  document.getElementById("fallback").hidden = !shown;
  for (const part of document.querySelectorAll(dead)) part.hidden = shown;
};

/** Is the page shown by a site that is not ours? Where a host sends no headers, only the page itself can tell. */
export const isInForeignFrame = () => {
  if (window.top === window) return false;
  try {
    return window.top.location.origin !== location.origin;
  } catch {
    return true;
  }
};
