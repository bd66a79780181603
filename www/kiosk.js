// The device of an office's terminal: timers, the warning, the device's own voices, no way out, and the new version
// when nobody is here. What happens when is decided by the client; this only carries it out, and tells what was done.

const root = document.documentElement;
const warning = document.getElementById("warning");

// A shaking hand taps twice at the same place: within this time, and this near, the second tap is none.
const REPEAT_MS = 500;
const REPEAT_PX = 40;

const tell = (kind) => document.dispatchEvent(new Event(kind));

let timer;
const wake = (second) => {
  clearTimeout(timer);
  timer = setTimeout(() => tell("tick"), Math.max(0, second * 1000 - performance.now()) + 5);
};

const warn = (left) => {
  if (left > 0 && !warning.open) {
    warning.showModal();
    warning.querySelector("[data-event=stay]").focus();
  }
  // The browser gives the focus back to where it was.
  if (left === 0 && warning.open) warning.close();
  document.getElementById("left").textContent = left || "";
  if (left === 0) document.getElementById("warned").textContent = "";
};

const say = (words) => {
  document.getElementById(warning.open ? "warned" : "status").textContent = words;
};

/** The voice of the device's own for a language: one that sends what it says over a network is none. */
export const voiceFor = (voices, lang) =>
  voices.find((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === lang) ?? null;

const hush = () => speechSynthesis.cancel();

const read = () => {
  if (speechSynthesis.speaking) return hush();
  const voice = voiceFor(speechSynthesis.getVoices(), root.lang);
  if (!voice) return tell("no-voice");
  // Sentence by sentence: a long text is cut off by some voices. A code is spelled, group by group.
  const spelled = (code) => code.replaceAll("-", ".").split("").join(" ");
  const words = document.getElementById("main").innerText.replace(/\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/g, spelled);
  for (const sentence of words.match(/[^.?!\n]+[.?!]?/g) ?? []) {
    const utterance = new SpeechSynthesisUtterance(sentence);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    speechSynthesis.speak(utterance);
  }
};

let size = "";
const look = (which) => {
  const [large, contrast] = ["large", "contrast"].map((one) => which.split(" ").includes(one));
  root.classList.toggle("contrast", contrast);
  root.classList.toggle("large", large);
  root.style.fontSize = large ? `${size}px` : "";
};

// The new version comes when nobody is here: never in the middle of somebody's answers.
let registration = null;
let nobody = true;
// The page scrolls up and a key is let go of after the press that ended it: that is nobody.
const LEAVING_MS = 1000;
let left = -LEAVING_MS;
// A browser forgets that a version was told to take over where the one before is woken just then: asked anew by a page
// that is loaded anew, it does.
const TAKEN_OVER_MS = 10_000;
// Whether the worker is of another version than this page.
let isOld = false;
const takeOver = () => {
  if (!nobody || !registration) return;
  if (registration.waiting) {
    registration.waiting.postMessage("take-over");
    setTimeout(() => {
      if (nobody && registration.waiting) location.reload();
    }, TAKEN_OVER_MS);
  }
  // A first visit is not yet served by the worker: from now on it is.
  else if (isOld || (registration.active && !navigator.serviceWorker.controller)) location.reload();
};

const forget = () => {
  nobody = true;
  left = performance.now();
  clearTimeout(timer);
  getSelection()?.removeAllRanges();
  scrollTo(0, 0);
  document.body.scrollTop = 0;
  takeOver();
  registration?.update().catch(() => {});
};

const acts = {
  wake: (value) => wake(Number(value)),
  warn: (value) => warn(Number(value)),
  say,
  read,
  hush,
  look,
  forget,
  size: (value) => (size = value),
  band: (value) => {
    root.classList.toggle("low", value !== "100");
    root.style.setProperty("--reach", `${value}dvh`);
  },
};

export const carryOut = (kind, value) => acts[kind]?.(value);

export const renew = (found) => {
  registration = found;
  found.addEventListener("updatefound", () => {
    const coming = found.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed") takeOver();
    });
  });
  const growOld = () => {
    isOld = true;
    takeOver();
  };
  navigator.serviceWorker.addEventListener("controllerchange", growOld);
  // The worker may have changed while this page was loading: then it has another page at this address.
  if (navigator.serviceWorker.controller) {
    const script = document.querySelector("script[data-start]").getAttribute("src");
    fetch(location.pathname)
      .then((response) => response.text())
      .then((html) => html.includes(script) || growOld())
      .catch(() => {});
  }
  takeOver();
};

export const watch = () => {
  let last = { at: -REPEAT_MS, x: 0, y: 0 };
  let repeated = false;
  const capture = (kind, act) => document.addEventListener(kind, act, { capture: true, passive: false });
  capture("pointerdown", (event) => {
    nobody = false;
    const [at, x, y] = [performance.now(), event.clientX, event.clientY];
    repeated = at - last.at < REPEAT_MS && Math.hypot(x - last.x, y - last.y) < REPEAT_PX;
    if (!repeated) last = { at, x, y };
  });
  capture("click", (event) => {
    if (repeated && event.detail > 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  });
  // Any of these is an act of somebody who is here; a press is one only when it has reached its button.
  let told = 0;
  const act = ({ type }) => {
    // A page scrolls by itself too, and tells it late: who scrolls also turns a wheel, touches or presses.
    if (type !== "scroll" && performance.now() - left >= LEAVING_MS) nobody = false;
    if (performance.now() - told < 500 && !warning.open) return;
    told = performance.now();
    tell("seen");
  };
  for (const kind of ["click", "keyup", "wheel", "touchmove", "scroll"]) capture(kind, act);
  warning.addEventListener("cancel", (event) => event.preventDefault());
  // No way out.
  for (const kind of ["contextmenu", "dragstart", "drop", "auxclick"]) capture(kind, (event) => event.preventDefault());
  // Who comes back to a page that was left meets nobody's answers.
  addEventListener("pagehide", () => tell("leave"));
};
