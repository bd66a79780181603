// What only somebody who keeps something needs: locking and unlocking by the browser's own cryptography, and pages to
// keep. What may be locked and what is wrong is decided by the client; this only carries it out.

const style = "keep.css";

const base64 = (octets) => btoa(String.fromCharCode(...new Uint8Array(octets)));
const octets = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const encoded = (text) => new TextEncoder().encode(text);

// The same letters may be typed in two forms (å as one, or as a and a ring): both are one passphrase.
const keyOf = async ({ passphrase, iterations }, salt, use) => {
  const typed = await crypto.subtle.importKey("raw", encoded(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, [use]);
};

// The length of the file must not tell what was answered: spaces fill it up to the next whole block.
const BLOCK = 4096;
const filled = (text) => text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK);

const lock = async (wanted) => {
  if (!globalThis.crypto?.subtle) return { type: "locked", value: null };
  const [salt, iv] = [16, 12].map((length) => crypto.getRandomValues(new Uint8Array(length)));
  const key = await keyOf(wanted, salt, "encrypt");
  const how = { name: "AES-GCM", iv, additionalData: encoded(wanted.header) };
  const data = await crypto.subtle.encrypt(how, key, encoded(filled(JSON.stringify(wanted.content))));
  return { type: "locked", value: { salt: base64(salt), iv: base64(iv), data: base64(data) } };
};

const unlock = async (wanted) => {
  if (!globalThis.crypto?.subtle) return { type: "unlocked", value: false };
  const key = await keyOf(wanted, octets(wanted.salt), "decrypt");
  const how = { name: "AES-GCM", iv: octets(wanted.iv), additionalData: encoded(wanted.header) };
  let plain;
  try {
    plain = await crypto.subtle.decrypt(how, key, octets(wanted.data));
  } catch {
    return { type: "unlocked", value: null };
  }
  try {
    return { type: "unlocked", value: { saved: JSON.parse(new TextDecoder().decode(plain)) } };
  } catch {
    return { type: "unlocked", value: { saved: null } };
  }
};

// A page that needs nothing else: its style is in it, what the client reads in it too, and nothing in it runs.
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
export const pageOf = ({ title, lang, dir, markup, data }, css) => {
  const kept = data
    ? `<script type="application/json" id="vagval">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>\n`
    : "";
  return `<!doctype html>
<html lang="${escaped(lang)}" dir="${escaped(dir)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${css}</style>
<main>${markup}</main>
${kept}</html>
`;
};

const savePage = async (page, save) => {
  const response = await fetch(new URL(style, import.meta.url)).catch(() => null);
  save(page.name, pageOf(page, response?.ok ? await response.text() : ""), "text/html");
};

export const carryOut = async (kind, value, save) => {
  if (kind === "lock") return lock(value);
  if (kind === "unlock") return unlock(value);
  if (kind === "save-locked") save(value.name, value.file);
  if (kind === "save-page") await savePage(value, save);
  return null;
};
