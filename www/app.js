// Starts the page: loads the WASM and the words, and hands over. It decides nothing.
//
// The build replaces the name of the glue, "TEXTS" by the text file of each language, and "ARTICLES" by the file of
// each article in each language, "PLACES" by that of the names of Finland's municipalities, "PRACTICE" by the cases, and
// "ZONES" by the time zone of each country.

import { fetchLocal, insist, isInForeignFrame, loadFile, loadModule, loadWasm, showFallback } from "./load.js";

const texts = "TEXTS";
const articles = "ARTICLES";
const places = "PLACES";
const practice = "PRACTICE";

// What an authority sets for itself lies beside the page, under the same name in every build; without it the page
// goes on.
const loadLocal = async (name) => {
  let text = "";
  try {
    const response = await fetchLocal(`local/${name}`);
    if (response.ok) text = await response.text();
    if (text) JSON.parse(text);
    return text;
  } catch {
    // What is there and is no JSON is told as a file of the wrong form.
    return text && '"no JSON"';
  }
};

// The text of the file that was chosen; what we write is small, and what is not is none. A page that was kept has what
// we read in a place of its own.
const readFile = async (field) => {
  const [file] = field.files;
  const text = file && file.size < 300_000 ? await file.text() : "";
  // The same file may be chosen again.
  field.value = "";
  const kept = /<script type="application\/json" id="vagval">(.*?)<\/script>/s.exec(text);
  // What is no JSON is told as a file that is not ours.
  return kept ? kept[1] : text;
};

// What stands in each field of a form, by name; several choices of one with spaces between them.
const readFields = (form) => {
  const all = {};
  for (const [name, value] of new FormData(form)) all[name] = name in all ? `${all[name]} ${value}` : value;
  return JSON.stringify(all);
};

// A draft lies under this name, and nothing else does. Where a browser keeps nothing, the page goes on.
const DRAFT = "vagval-draft";
const draft = () => {
  try {
    return localStorage.getItem(DRAFT) ?? "";
  } catch {
    return "";
  }
};
const drafts = {
  "keep-draft": (draft) => {
    try {
      localStorage.setItem(DRAFT, JSON.stringify(draft));
      return { type: "draft-kept", value: draft.until };
    } catch {
      return { type: "draft-kept", value: null };
    }
  },
  "read-draft": () => {
    try {
      return { type: "draft", value: JSON.parse(localStorage.getItem(DRAFT)) };
    } catch {
      return { type: "draft", value: null };
    }
  },
  "remove-draft": () => {
    try {
      localStorage.removeItem(DRAFT);
    } catch {
      // Nothing lies there.
    }
    return null;
  },
  "copy-text": (words) =>
    navigator.clipboard.writeText(words).then(
      () => ({ type: "copied", value: true }),
      () => ({ type: "copied", value: false }),
    ),
};
const hand = async (kind, value) => {
  if (drafts[kind]) return JSON.stringify(await drafts[kind](value));
  try {
    const { carryOut } = await loadModule("./export.js");
    return JSON.stringify(await carryOut(kind, value, saveFile));
  } catch {
    // Without a network, on a first visit.
    return JSON.stringify(failed[kind] ?? null);
  }
};
const failed = {
  lock: { type: "locked", value: null },
  unlock: { type: "unlocked", value: false },
  "save-locked": { type: "not-saved" },
  "save-page": { type: "not-saved" },
};

// A calendar is text; a page says so; everything else is kept as JSON.
const saveFile = (name, content, type = typeof content === "string" ? "text/calendar" : "application/json") => {
  const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

const loadPlaces = () => loadFile(places);
const loadPractice = () => loadFile(practice).catch(() => "");

// The JSON text in the address of a hand-over, which is base64 for addresses; empty where there is none.
const unpack = (address) => {
  try {
    const packed = address.split("#handover=")[1].replaceAll("-", "+").replaceAll("_", "/");
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(atob(packed), (byte) => byte.charCodeAt(0)));
  } catch {
    return "";
  }
};

// The time in the country, wherever the device thinks it is: 2026-11-21T14:05.
const zones = "ZONES";
const now = (country) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zones[country], dateStyle: "short", timeStyle: "short" })
    .format()
    .replace(" ", "T");

// The only way to turn a string into markup, or into the address of a script.
const makePolicy = () => {
  const rules = {
    createHTML: (html) => html,
    createScriptURL: (url) => {
      if (new URL(url, location.href).origin !== location.origin) throw new TypeError("foreign script");
      return url;
    },
  };
  return window.trustedTypes ? window.trustedTypes.createPolicy("vagval", rules) : rules;
};

// Fills the place of an article; until it comes, the place says so in words that it already has.
const fill = async (place, policy) => {
  let isTold = false;
  const tell = () => {
    if (!isTold) for (const words of place.children) words.hidden = !words.hidden;
    isTold = true;
  };
  // Who has gone on to another page waits for it no more.
  const html = await insist(() => place.isConnected && loadFile(articles[`${place.dataset.article}.${place.lang}`]), tell);
  if (html) place.innerHTML = policy.createHTML(html);
};

// What was told, or lies on an officer's desk, is kept for this tab: a page that is loaded anew by accident, or that the device had let go of, goes on
// where it was. Who opens the page anew, or a closed tab again, begins anew: that may be somebody else.
const TAB = `vagval-tab${root.dataset.channel ?? ""}`;
const TAB_MS = 3_600_000;
const tab = {
  take: () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(TAB));
      // What cannot be shown is not met a second time.
      sessionStorage.removeItem(TAB);
      const [{ type }] = performance.getEntriesByType("navigation");
      const isSame = type === "reload" || document.wasDiscarded;
      return isSame && programs[kept.program] && Date.now() - kept.at < TAB_MS ? kept : null;
    } catch {
      return null;
    }
  },
  keep: (program, done) => {
    try {
      if (done) sessionStorage.setItem(TAB, JSON.stringify({ at: Date.now(), lang: root.lang, program, done }));
      else sessionStorage.removeItem(TAB);
    } catch {
      // Where a browser keeps nothing, the page goes on.
    }
  },
};

// What was pressed before the page could answer, to be pressed again once it can.
let pressed;
const remember = ({ target }) => {
  pressed = target.closest("main [data-event], .languages [data-event]") ?? pressed;
};
document.addEventListener("click", remember);
const pressAgain = () => {
  document.removeEventListener("click", remember);
  if (!pressed) return;
  const { event, value } = pressed.dataset;
  document.querySelector(`[data-event="${event}"]${value ? `[data-value="${value}"]` : ""}`)?.click();
};

// The files of this version are kept for the next visit; where a browser keeps nothing, the page goes on.
const keep = async (policy) => {
  try {
    const worker = new URL("service-worker.js", import.meta.url).href;
    return await navigator.serviceWorker.register(policy.createScriptURL(worker));
  } catch {
    return null;
  }
};

// The programs, from the one that a first visit waits for to the largest. Each goes on where the one before left off.
const programs = {
  opening: () => loadWasm("./vagval-opening.js", "vagval-opening.wasm"),
  result: () => loadWasm("./vagval-result.js", "vagval-result.wasm"),
  whole: () => loadWasm("./vagval.js", "vagval.wasm"),
};

const start = async () => {
  const policy = makePolicy();
  const { channel } = root.dataset;
  const isKiosk = channel === "kiosk";
  // Never at a terminal, or in a frame.
  const isKept = !isKiosk && self === top;
  const setMarkup = (element, html) => {
    element.innerHTML = policy.createHTML(html);
    const place = element.querySelector("[data-article]");
    if (place) fill(place, policy);
  };

  // What a program needs of the page, once its files are there: it begins with what was done before.
  const loadProgram = async (name) => {
    const folder = name === "whole" ? (channel ? `${channel}/` : "") : `${name}/`;
    const loadText = (lang) => loadFile(texts[`${folder}${lang}`]);
    const { lang } = root;
    const [vagval, contact, kiosk, device, words] = await Promise.all([
      programs[name](),
      name === "opening" ? "" : loadLocal("contact.json"),
      isKiosk ? loadLocal("kiosk.json") : undefined,
      isKiosk ? loadModule("./kiosk.js") : undefined,
      loadText(lang),
    ]);
    return async (done) => {
      const host = {
        setMarkup,
        now,
        done,
        text: root.lang === lang ? words : await loadText(root.lang),
        loadText,
        loadPlaces,
        loadPractice,
        loadLocal,
        readFile,
        readFields,
        saveFile: (name, content) =>
          // A receipt says which WASM it is from.
          saveFile(name, content.kind === "vagval-receipt" ? { ...content, wasm: vagval.WASM_SHA256 } : content),
        draft: channel ? () => "" : draft,
        hand,
        keep: (done) => isKept && tab.keep(name, done),
        copy: (words) => navigator.clipboard.writeText(words).then(() => "true", () => "false"),
        contact,
        kiosk,
        officer: channel === "officer",
        unpack,
        device: device?.carryOut ?? (() => {}),
        seconds: () => Math.floor(performance.now() / 1000),
        complain: (message) => reportError(new TypeError(message)),
        // Behind the first program comes the next; a larger one than that is loaded when it is needed.
        isNext: () => name === "opening" && (getProgram("result"), root.dataset.program === "result"),
        // Until it is there the page says that it is busy.
        handOver: async (done, program) => {
          root.dataset.busy = "true";
          try {
            await (await getProgram(program))(JSON.stringify(done));
            return "true";
          } catch {
            return "false";
          } finally {
            delete root.dataset.busy;
          }
        },
      };
      if (!vagval.start(host)) throw new Error("the page could not start");
      return device;
    };
  };
  // What did not come is asked for anew with the next thing that happens.
  const loaded = {};
  const getProgram = (name) => {
    loaded[name] ??= loadProgram(name).then((goOn) => ((root.dataset.program = name), goOn));
    loaded[name].catch(() => delete loaded[name]);
    return loaded[name];
  };

  const kept = isKept ? tab.take() : null;
  if (kept) root.lang = kept.lang;
  // Who comes back to a draft is met by it, which only the whole program can read.
  const first = kept?.program ?? (channel || draft() ? "whole" : "opening");
  const goOn = await insist(() => getProgram(first), () => showFallback(true, ".actions, .languages"));
  const device = await goOn(JSON.stringify(kept?.done ?? []));
  showFallback(false, ".actions, .languages");
  root.dataset.ready = "true";
  pressAgain();
  device?.watch();
  // A first visit has all that it waits for; now what it comes to.
  if (first === "opening") getProgram("result").catch(() => {});
  const registration = await keep(policy);
  if (registration) device?.renew(registration);
};

// Beside a page that shows it in a frame nobody can tell whose page this is.
const framed = () => {
  for (const part of document.body.children) part.hidden = part.id !== "framed";
};

// The script may have been loaded a second time, where the first did not come in time.
if (root.dataset.begun !== "true") {
  root.dataset.begun = "true";
  if (isInForeignFrame()) framed();
  else start().catch(() => showFallback(true, ".actions, .languages"));
}
