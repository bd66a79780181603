// The page of the chat: shows turns, and hands over what is replied. It decides nothing, and sends nothing.
//
// The build replaces the name of the glue, "TEXTS" by the text file of each language, "LEXICONS" by that of the chat,
// and "ZONE" by the time zone of the country that the chat is for. The glue is imported in the function, so that a
// browser too old for it gets the fallback.

import { fetchLocal, insist, loadBytes, loadFile, loadWasm, showFallback } from "./load.js";

const texts = "TEXTS";
const lexicons = "LEXICONS";
// What cannot be used while the chat is not there.
const DEAD = "#replies, #form, .languages, #start-over";
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

/** A new entry at the end of the log; those before it stay as they are. */
const append = (who, by, { lang, text }, lines) => {
  // What is told may be in another direction than the language: a name, a number, another language's words.
  const said = lines.map((line) => element("p", { dir: "auto" }, line));
  const properties = { className: `entry ${who}`, tabIndex: -1, lang, dir: text.meta.dir };
  const entry = element("div", properties, element("p", { className: "by" }, by), ...said);
  log.append(entry);
  return entry;
};

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
  const first = document.documentElement.lang;
  const wanted = typeof host?.lang === "string" && Object.hasOwn(texts, host.lang) ? host.lang : first;
  const loadChat = () => Promise.all([loadWords(wanted), loadWasm("./vagval-chat.js", loadBytes("vagval-chat.wasm"))]);
  let [words, vagval] = await insist(loadChat, () => showFallback(true, DEAD));
  showFallback(false, DEAD);
  // A hand-over is a file of the person's own here; what it is found again by is the time. A frame may make no file.
  const id = now().replace(/\D/g, "");
  const chat = new vagval.Chat({ on: now(), text: words.text, lexicon: words.lexicon, handover: host ? null : id });

  // The receipt is kept on the person's own device, when they ask for it.
  const save = () => {
    const text = JSON.stringify({ ...chat.receipt(), wasm: vagval.WASM_SHA256 }, null, 2);
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    element("a", { href: address, download: `vagval-${now().slice(0, 10)}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };

  const offer = ({ id, choices, lang }) => {
    const buttons = choices.map(({ label }, at) =>
      element("button", { type: "button", className: "secondary", tabIndex: at ? -1 : 0, lang }, `${at + 1}. ${label}`),
    );
    buttons.forEach((button, at) => button.addEventListener("click", () => reply(`${at + 1}`, choices[at].label)));
    if (id === "result.receipt") {
      const keep = element("button", { type: "button", className: "secondary", tabIndex: -1, lang }, message(words, "page.save"));
      keep.addEventListener("click", save);
      buttons.push(keep);
    }
    replies.replaceChildren(...buttons);
  };

  const show = (turn, focus) => {
    if (turn.notice?.type === "wiped") log.replaceChildren();
    const entry = append("it", message(words, "page.it"), words, turn.say);
    if (turn.handover?.confirmed) keep(turn.handover, id, entry, (key) => message(words, key));
    offer(turn);
    if (focus) entry.focus();
    entry.scrollIntoView({ block: "nearest" });
  };

  const dress = () => {
    document.documentElement.lang = words.lang;
    document.documentElement.dir = words.text.meta.dir;
    document.title = `${message(words, "page.title")} – ${message(words, "product.name")}`;
    for (const place of document.querySelectorAll("[data-words]")) place.textContent = message(words, place.dataset.words);
    for (const place of document.querySelectorAll("[data-label]"))
      place.setAttribute("aria-label", message(words, place.dataset.label));
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
    append("you", message(words, "page.you"), words, [label]);
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
  byId("start-over").addEventListener("click", () => reply(message(words, "label.start-over")));
  for (const button of document.querySelectorAll(".languages button"))
    button.addEventListener("click", async () => {
      if (button.lang !== words.lang) show(await speak(button.lang), false);
    });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    field.focus();
  });

  if (words.lang !== first) dress();
  show(chat.turn(), false);
  if (host) {
    const close = byId("close");
    close.hidden = false;
    document.body.classList.add("framed");
    const leave = () => window.parent.postMessage({ vagval: 1, type: "close" }, host.origin);
    close.addEventListener("click", leave);
    addEventListener("keydown", ({ key }) => {
      if (key === "Escape") leave();
    });
    const arrive = () => log.lastElementChild.focus();
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
