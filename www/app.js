// Starts the page: loads the WASM and the words, and hands over. It decides nothing.
//
// The build replaces the names of glue and WASM, "TEXTS" by the text file of each language, "ARTICLES" by the file of
// each article in each language, "STYLE" by the style that a first visit does without, with its hash, "PLACES" by the
// file of the names of municipalities of each country that loads them, "PRACTICE" by the cases, "ZONES" by the time zone
// of each country, and "PIECES" by which bytes of the first program and of the file beside it make the program with the
// result.

import { fetchLocal, insist, isInForeignFrame, loadBytes, loadFile, loadModule, loadWasm, showFallback } from "./load.js";

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

// A draft lies under this name, and nothing else does. Where a browser keeps nothing, the page goes on.
const DRAFT = "vagval-draft";
const draft = () => {
  try {
    return localStorage.getItem(DRAFT) ?? "";
  } catch {
    return "";
  }
};

const loadPlaces = (country) => loadFile(places[country]);
const loadPractice = () => loadFile(practice).catch(() => "");

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

// What the page of a first visit looks like comes with it; everything else once, with the next program.
const [style, integrity] = "STYLE";
let styled;
const loadStyle = async () => {
  await loadBytes(style);
  await new Promise((onload, onerror) =>
    document.head.append(
      Object.assign(document.createElement("link"), { rel: "stylesheet", crossOrigin: "", integrity, href: style, onload, onerror }),
    ),
  );
};
const getStyle = () => {
  styled ??= loadStyle();
  styled.catch(() => (styled = null));
  return styled;
};

// The program with the result is put together of the first one and of what it has besides.
const pieces = "PIECES";
let opening;
const loadOpening = () => {
  opening ??= loadBytes("vagval-opening.wasm");
  opening.catch(() => (opening = null));
  return opening;
};
const joinResult = async () => {
  const files = await Promise.all([loadOpening(), loadBytes("vagval-result.wasm")]);
  return new Blob(pieces.map(([file, from, to]) => files[file].subarray(from, to))).arrayBuffer();
};

// The programs, from the one that a first visit waits for to the largest. Each goes on where the one before left off.
const programs = {
  opening: () => loadWasm("./vagval-steps.js", loadOpening()),
  // The same glue, and its own variables.
  result: () => loadWasm("./vagval-steps.js#result", joinResult()),
  whole: () => loadWasm("./vagval.js", loadBytes("vagval.wasm")),
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
    const [vagval, more, contact, kiosk, device, words] = await Promise.all([
      programs[name](),
      name === "whole" ? loadModule("./whole.js") : undefined,
      name === "opening" ? "" : loadLocal("contact.json"),
      isKiosk ? loadLocal("kiosk.json") : undefined,
      isKiosk ? loadModule("./kiosk.js") : undefined,
      loadText(lang),
      // Terminal and desk have all of it from the beginning.
      name === "opening" || channel ? undefined : getStyle(),
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
        draft: channel ? () => "" : draft,
        keep: (done) => isKept && tab.keep(name, done),
        contact,
        kiosk,
        officer: channel === "officer",
        device: device?.carryOut ?? (() => {}),
        seconds: () => Math.floor(performance.now() / 1000),
        ...more?.hostOf({ draft: DRAFT, wasm: vagval.WASM_SHA256, loadModule }),
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
      const start = name === "result" ? vagval.start_result : vagval.start;
      if (!start(host)) throw new Error("the page could not start");
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
