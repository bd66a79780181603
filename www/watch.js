// Runs beside the start script of each page: loads it anew where the browser refused it, and says how to reach a human
// where nothing has started after some seconds. The browser checks both scripts and the style by their hashes.

import { loadBytes, insist, loadModule, showFallback } from "./load.js";

const STARTED_MS = 8_000;
const begun = () => root.dataset.begun === "true";
const script = document.querySelector("script[data-start]");
const fileOf = (address) => new URL(address, location.href).pathname.split("/").pop();

const shown = () => {
  if (!begun()) showFallback(true, ".actions, .languages");
};
let mending;
const mend = () => {
  if (begun()) return;
  mending ??= insist(() => loadModule(fileOf(script.src)), shown).then(() => {
    if (begun()) showFallback(false, ".actions, .languages");
  });
};
script.addEventListener("error", mend);
setTimeout(() => {
  shown();
  mend();
}, STARTED_MS);

// A style that is wrong is left out by the browser.
const mendStyle = async (link) => {
  const name = fileOf(link.href);
  await insist(() => loadBytes(name), () => {});
  const again = link.cloneNode();
  again.href = `${link.getAttribute("href")}#1`;
  link.replaceWith(again);
};
for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
  if (!link.sheet) mendStyle(link);
}
