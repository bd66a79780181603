// Starts the page: loads the WASM and the words, and hands over. It decides nothing.
//
// The build replaces the name of the glue, "TEXTS" by the text file of each language, and "ARTICLES" by the file of
// each article in each language, "PLACES" by that of the names of Finland's municipalities.
// The glue is imported in the function, so that a browser too old for it gets the fallback page.

const texts = "TEXTS";
const articles = "ARTICLES";
const places = "PLACES";

const load = async (file) => {
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new Error(response.statusText);
  return response.text();
};

// What an authority sets for itself lies beside the page, under the same name in every build; without it the page
// goes on.
const loadLocal = async (name) => {
  let text = "";
  try {
    const response = await fetch(new URL(`local/${name}`, import.meta.url));
    if (response.ok) text = await response.text();
    if (text) JSON.parse(text);
    return text;
  } catch {
    // What is there and is no JSON is told as a file of the wrong form.
    return text && '"no JSON"';
  }
};

// The text of the file that was chosen; a receipt is small, and what is not is none.
const readFile = async (field) => {
  const [file] = field.files;
  return file && file.size < 100_000 ? file.text() : "";
};

// What stands in each field of a form, by name; several choices of one with spaces between them.
const readFields = (form) => {
  const all = {};
  for (const [name, value] of new FormData(form)) all[name] = name in all ? `${all[name]} ${value}` : value;
  return JSON.stringify(all);
};

// A calendar is text; everything else is kept as JSON.
const saveFile = (name, content) => {
  const calendar = typeof content === "string";
  const text = calendar ? content : JSON.stringify(content, null, 2);
  const type = calendar ? "text/calendar" : "application/json";
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

const loadPlaces = () => load(places);

// The time in the country, wherever the device thinks it is: 2026-11-21T14:05.
const zones = { se: "Europe/Stockholm", fi: "Europe/Helsinki" };
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

// Fills the place of an article; where it does not come, the place says so in words that it already has.
const fill = async (place, policy) => {
  try {
    const html = await load(articles[`${place.dataset.article}.${place.lang}`]);
    place.innerHTML = policy.createHTML(html);
  } catch {
    for (const words of place.children) words.hidden = !words.hidden;
  }
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

// The small WASM of a first visit begins; the whole client is loaded behind it and goes on as soon as it is there.
const start = async () => {
  const root = document.documentElement;
  const policy = makePolicy();
  const isKiosk = root.dataset.channel === "kiosk";
  const loadWords = (folder) => (lang) => load(texts[`${folder}${lang}`]);
  const loadText = loadWords(isKiosk ? "kiosk/" : "");
  const setMarkup = (element, html) => {
    element.innerHTML = policy.createHTML(html);
    const place = element.querySelector("[data-article]");
    if (place) fill(place, policy);
  };
  const begin = (vagval, host) => {
    if (!vagval.start({ setMarkup, now, ...host })) throw new Error("the page could not start");
  };

  const loadWhole = async () => {
    const { lang } = root;
    const [vagval, contact, kiosk, device, words] = await Promise.all([
      import("./vagval.js").then(async (vagval) => (await vagval.default(), vagval)),
      loadLocal("contact.json"),
      isKiosk ? loadLocal("kiosk.json") : undefined,
      isKiosk ? import("./kiosk.js") : undefined,
      loadText(root.lang),
    ]);
    return async (done) => {
      begin(vagval, {
        done,
        text: root.lang === lang ? words : await loadText(root.lang),
        loadText,
        loadPlaces,
        loadLocal,
        readFile,
        readFields,
        saveFile: (name, content) =>
          saveFile(name, typeof content === "string" ? content : { ...content, wasm: vagval.WASM_SHA256 }),
        copy: (words) => navigator.clipboard.writeText(words).then(() => "true", () => "false"),
        contact,
        kiosk,
        device: device?.carryOut ?? (() => {}),
        seconds: () => Math.floor(performance.now() / 1000),
        complain: (message) => reportError(new TypeError(message)),
      });
      return device;
    };
  };
  // What did not come is asked for anew with the next thing that happens.
  let whole;
  const isWhole = () => root.dataset.whole === "true";
  const getWhole = () => {
    whole ??= loadWhole().then((goOn) => ((root.dataset.whole = "true"), goOn));
    whole.catch(() => (whole = undefined));
    return whole;
  };

  let device;
  if (isKiosk) {
    device = await (await getWhole())("[]");
  } else {
    const loadOpening = loadWords("opening/");
    const [text, vagval] = await Promise.all([loadOpening(root.lang), import("./vagval-opening.js")]);
    await vagval.default();
    begin(vagval, {
      text,
      loadText: loadOpening,
      isWhole: () => {
        getWhole();
        return isWhole();
      },
      handOver: async (done) => {
        try {
          await (await getWhole())(JSON.stringify(done));
          return "true";
        } catch {
          return "false";
        }
      },
    });
  }
  root.dataset.ready = "true";
  pressAgain();
  device?.watch();
  // A first visit has all that it waits for; now the rest.
  getWhole();
  const registration = await keep(policy);
  if (registration) device?.renew(registration);
};

start().catch(() => {
  document.getElementById("fallback").hidden = false;
  for (const dead of document.querySelectorAll(".actions, .languages")) dead.hidden = true;
});
