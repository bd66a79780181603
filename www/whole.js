// What only the whole program needs of the page: files, drafts, forms with several fields, a hand-over in the address.
// It comes with that program, so that a first visit does not wait for it.

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

// A draft lies under one name, and nothing else does. Where a browser keeps nothing, the page goes on.
const drafts = (name) => ({
  "keep-draft": (draft) => {
    try {
      localStorage.setItem(name, JSON.stringify(draft));
      return { type: "draft-kept", value: draft.until };
    } catch {
      return { type: "draft-kept", value: null };
    }
  },
  "read-draft": () => {
    try {
      return { type: "draft", value: JSON.parse(localStorage.getItem(name)) };
    } catch {
      return { type: "draft", value: null };
    }
  },
  "remove-draft": () => {
    try {
      localStorage.removeItem(name);
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
});

// A calendar is text; a page says so; everything else is kept as JSON.
const saveFile = (name, content, type = typeof content === "string" ? "text/calendar" : "application/json") => {
  const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

const failed = {
  lock: { type: "locked", value: null },
  unlock: { type: "unlocked", value: false },
  "save-locked": { type: "not-saved" },
  "save-page": { type: "not-saved" },
};

// The JSON text in the address of a hand-over, which is base64 for addresses; empty where there is none.
const unpack = (address) => {
  try {
    const packed = address.split("#handover=")[1].replaceAll("-", "+").replaceAll("_", "/");
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(atob(packed), (byte) => byte.charCodeAt(0)));
  } catch {
    return "";
  }
};

/** What the program is given, besides what every program is: `draft` is the name of a draft, `wasm` tells which program
 * a receipt is from. */
export const hostOf = ({ draft, wasm, loadModule }) => ({
  readFile,
  readFields,
  unpack,
  saveFile: (name, content) =>
    saveFile(name, content.kind === "vagval-receipt" ? { ...content, wasm } : content),
  hand: async (kind, value) => {
    const act = drafts(draft)[kind];
    if (act) return JSON.stringify(await act(value));
    try {
      const { carryOut } = await loadModule("./export.js");
      return JSON.stringify(await carryOut(kind, value, saveFile));
    } catch {
      // Without a network, on a first visit.
      return JSON.stringify(failed[kind] ?? null);
    }
  },
  copy: (words) => navigator.clipboard.writeText(words).then(() => "true", () => "false"),
});
