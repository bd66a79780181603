// The page of the chat: shows turns, and hands over what is replied. It decides nothing, and sends nothing.
//
// The build replaces the name of the glue, "TEXTS" by the text file of each language, "LEXICONS" by that of the chat,
// and "ZONE" by the time zone of the country that the chat is for. The glue is imported in the function, so that a
// browser too old for it gets the fallback.

import { fetchLocal, insist, loadBytes, loadFile, loadWasm, showFallback } from "./load.js";

const texts = "TEXTS";
const lexicons = "LEXICONS";
// What cannot be used while the chat is not there.
const DEAD = "#replies, #form, .languages, .sign:not(#close)";
const framed = window.parent !== window;
const byId = (id) => document.getElementById(id);
const [log, replies, form, field] = ["log", "replies", "form", "say"].map(byId);

const load = async (file) => JSON.parse(await loadFile(file));
const loadWords = async (lang) => {
  const [text, lexicon] = await Promise.all([load(texts[lang]), load(lexicons[lang])]);
  return { lang, text, lexicon };
};
// The chat's own words come first.
const message = ({ text, lexicon }, key) => {
  const of = (words) => key.split(".").reduce((branch, part) => branch?.[part], words);
  return [of(lexicon), of(text)].find((found) => typeof found === "string");
};

// The time in the country, wherever the device thinks it is: 2026-11-21T14:05.
const now = () =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "ZONE", dateStyle: "short", timeStyle: "short" })
    .format()
    .replace(" ", "T");

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** A new entry at the end of the log; those before it stay as they are. `told` is how it is to look, line by line. */
const append = (who, by, { lang, text }, lines, told = []) => {
  // What is told may be in another direction than the language: a name, a number, another language's words.
  const said = lines.map((line, at) => element("p", { dir: "auto", className: told[at] ?? "" }, line));
  const properties = { className: `entry ${who}`, tabIndex: -1, lang, dir: text.meta.dir };
  const entry = element("div", properties, element("p", { className: "by quiet" }, by), ...said);
  log.append(entry);
  return entry;
};

// Where the newest message begins, the log begins, unless everything of it can be seen anyway: also where a keyboard
// or more choices come, until the person scrolls.
let newest;
const align = () => newest?.scrollIntoView({ block: "start" });
new ResizeObserver(align).observe(log);
for (const scrolls of ["wheel", "touchmove", "keydown"]) log.addEventListener(scrolls, () => (newest = null), { passive: true });

// The talk is kept for this tab, and goes on where the page is loaded anew: never in a frame, which may be in anybody's
// hands, and never for longer than an hour.
const TAB = "vagval-tab-chat";
const TAB_MS = 3_600_000;
const tab = {
  take: () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(TAB));
      sessionStorage.removeItem(TAB);
      const [{ type }] = performance.getEntriesByType("navigation");
      return (type === "reload" || document.wasDiscarded) && Date.now() - kept.at < TAB_MS ? kept : null;
    } catch {
      return null;
    }
  },
  keep: (talk) => {
    try {
      if (talk) sessionStorage.setItem(TAB, JSON.stringify({ at: Date.now(), ...talk }));
      else sessionStorage.removeItem(TAB);
    } catch {
      // Where a browser keeps nothing, the page goes on.
    }
  },
};
// What nobody keeps, of what somebody wrote.
const UNKEPT = ["crisis", "contact-details"];
// What is beside the answers to a question.
const OTHERS = ["unknown", "declined", "human", "start-over", "more", "cancel", "keep"];

/** What the page around the frame says, if it is that page and says it in the agreed form. */
const heard = ({ source, origin, data }) =>
  source === window.parent && data?.vagval === 1 && typeof data.type === "string" ? { origin, type: data.type, lang: data.lang } : {};

// It is listened to from the first moment, since it greets as soon as the frame has loaded.
const greeting = new Promise((resolve) => {
  const listen = (event) => {
    const message = heard(event);
    if (message.type !== "hello") return;
    removeEventListener("message", listen);
    resolve(message);
  };
  addEventListener("message", listen);
});

/** Waits for the greeting of a page that the authority lets show the chat. */
const admit = async () => {
  const [greeted, { origins }] = await Promise.all([greeting, fetchLocal("local/embed.json").then((response) => response.json())]);
  if (!Array.isArray(origins) || !origins.includes(greeted.origin)) throw new Error("not a site that may show the chat");
  return greeted;
};

/** Keeps what was confirmed as a file, and offers it as text to be copied. Nothing is sent. */
const keep = ({ text, data }, id, entry, word) => {
  const address = URL.createObjectURL(new Blob([JSON.stringify(data)], { type: "application/json" }));
  element("a", { href: address, download: `vagval-${id}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  const copy = element("button", { type: "button", className: "secondary" }, word("page.copy"));
  copy.addEventListener("click", async () => {
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
    copy.textContent = word(done ? "page.copied" : "page.not-copied");
  });
  entry.append(copy);
};

const start = async () => {
  const host = framed ? await admit() : null;
  const kept = host ? null : tab.take();
  const first = document.documentElement.lang;
  const wanted = [host?.lang, kept?.lang].find((lang) => typeof lang === "string" && Object.hasOwn(texts, lang)) ?? first;
  const loadChat = () => Promise.all([loadWords(wanted), loadWasm("./vagval-chat.js", loadBytes("vagval-chat.wasm"))]);
  let [words, vagval] = await insist(loadChat, () => showFallback(true, DEAD));
  showFallback(false, DEAD);
  // A hand-over is a file of the person's own here; what it is found again by is the time. A frame may make no file.
  const id = now().replace(/\D/g, "");
  const open = (saved) => new vagval.Chat({ on: now(), text: words.text, lexicon: words.lexicon, handover: host ? null : id, saved });
  let chat = open(kept?.saved);
  // What was kept by another version may not be read any more.
  const goesOn = Boolean(kept) && !chat.turn().problems;
  if (kept && !goesOn) chat = open();

  // The receipt is kept on the person's own device, when they ask for it.
  const save = () => {
    const text = JSON.stringify({ ...chat.receipt(), wasm: vagval.WASM_SHA256 }, null, 2);
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    element("a", { href: address, download: `vagval-${now().slice(0, 10)}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };

  const chip = (label, isOther, lang, press, stop) => {
    const made = element("button", { type: "button", className: isOther ? "chip other" : "chip", tabIndex: stop, lang }, label);
    made.addEventListener("click", press);
    return made;
  };
  const offer = ({ id, choices, lang }) => {
    const buttons = choices.map(({ id, label }, at) =>
      chip(`${at + 1}. ${label}`, OTHERS.includes(id), lang, () => reply(`${at + 1}`, label), at ? -1 : 0),
    );
    if (id === "result.receipt") buttons.push(chip(message(words, "page.save"), true, lang, save, -1));
    replies.replaceChildren(...buttons);
    replies.scrollTop = 0;
  };

  // What is said, as it is kept for the tab.
  let said = [];
  let shown = "";
  const put = (entry) => {
    const { who, lines, told, lang, dir } = entry;
    const by = message(words, who === "you" ? "page.you" : "page.it");
    said.push(entry);
    return append(who, by, { lang, text: { meta: { dir } } }, lines, told);
  };
  const speaks = () => ({ lang: words.lang, dir: words.text.meta.dir });
  const remember = () => host || tab.keep(said.length > 1 ? { lang: words.lang, saved: chat.save(), said, shown } : null);

  /** How the lines of a turn look: what was read back is quiet, and a result is a card. */
  const looks = ({ id, say, notice }) => {
    const before = notice?.type === "read" ? ["read"] : [];
    if (id === "check" && notice?.type !== "aside") return say.map((_, at) => before[at] ?? (at > before.length ? "line" : ""));
    if (before.length > 0) return before;
    return id === "result.track" && !notice && say.length > 1 ? [...Array(say.length - 1).fill(""), "quietly"] : [];
  };

  const show = (turn, focus) => {
    if (turn.notice?.type === "wiped") {
      for (const entry of log.querySelectorAll(".entry")) entry.remove();
      said = [];
    }
    const told = looks(turn);
    const entry = put({ who: told.includes("quietly") ? "it result" : "it", lines: turn.say, told, ...speaks() });
    if (turn.handover?.confirmed) keep(turn.handover, id, entry, (key) => message(words, key));
    shown = turn.id;
    offer(turn);
    // Of despair, and of what somebody is found by, nothing is kept: neither what was written, nor the answer.
    if (UNKEPT.includes(turn.notice?.value)) said = said.slice(0, -2);
    remember();
    newest = entry;
    if (focus) entry.focus({ preventScroll: true });
    align();
  };

  const dress = () => {
    document.documentElement.lang = words.lang;
    document.documentElement.dir = words.text.meta.dir;
    document.title = `${message(words, "page.title")} – ${message(words, "product.name")}`;
    for (const place of document.querySelectorAll("[data-words]")) place.textContent = message(words, place.dataset.words);
    for (const place of document.querySelectorAll("[data-label]"))
      place.setAttribute("aria-label", message(words, place.dataset.label));
    for (const place of document.querySelectorAll("[data-tip]")) place.title = message(words, place.dataset.tip);
    field.placeholder = message(words, field.dataset.hint);
    for (const button of document.querySelectorAll(".languages button"))
      if (button.lang === words.lang) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
  };
  // Where the words do not come, the language stays, and the person has been told.
  const speak = async (lang) => {
    words = await loadWords(lang).catch(() => words);
    dress();
    return chat.speak(words.text, words.lexicon);
  };

  const reply = async (text, label = text) => {
    put({ who: "you", lines: [label], ...speaks() });
    let turn = chat.reply(text, now());
    if (turn.notice?.type === "speak") turn = await speak(turn.notice.value);
    show(turn, true);
  };

  // Enter presses the button too. A frame may send no form, so the form itself never hears of it.
  form.querySelector("[type=submit]").addEventListener("click", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return field.focus();
    field.value = "";
    reply(text);
  });
  // One stop for the Tab key; the arrow keys go between the replies.
  replies.addEventListener("keydown", (event) => {
    const buttons = [...replies.children];
    const at = buttons.indexOf(document.activeElement);
    const last = buttons.length - 1;
    const [next, before] = [at === last ? 0 : at + 1, at ? at - 1 : last];
    const [right, left] = document.documentElement.dir === "rtl" ? [before, next] : [next, before];
    const to = { ArrowDown: next, ArrowRight: right, ArrowUp: before, ArrowLeft: left, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = -1;
    buttons[to].tabIndex = 0;
    buttons[to].focus();
  });
  for (const id of ["human", "start-over"]) byId(id).addEventListener("click", () => reply(message(words, `label.${id}`)));
  for (const button of document.querySelectorAll(".languages button"))
    button.addEventListener("click", async () => {
      if (button.lang !== words.lang) show(await speak(button.lang), false);
    });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    field.focus();
  });

  if (words.lang !== first) dress();
  const turn = chat.turn();
  if (goesOn) {
    newest = kept.said.map(put).at(-1);
    // What was shown but not kept (a hand-over that waits) is asked for anew.
    if (turn.id === kept.shown) {
      offer(turn);
      shown = turn.id;
      remember();
      align();
    } else show(turn, false);
  } else show(turn, false);
  if (host) {
    const close = byId("close");
    close.hidden = false;
    document.body.classList.add("framed");
    const leave = () => window.parent.postMessage({ vagval: 1, type: "close" }, host.origin);
    close.addEventListener("click", leave);
    addEventListener("keydown", ({ key }) => {
      if (key === "Escape") leave();
    });
    const arrive = () => log.lastElementChild.focus({ preventScroll: true });
    addEventListener("message", (event) => {
      const { origin, type } = heard(event);
      if (origin === host.origin && type === "open") arrive();
    });
    arrive();
  }
  document.documentElement.dataset.ready = "true";
};

if (root.dataset.begun !== "true") {
  root.dataset.begun = "true";
  start().catch(() => showFallback(true, DEAD));
}
