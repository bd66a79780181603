// The chat on another site's page: a button, and a frame made when it is first pressed. See docs/embedding.md.
(() => {
  const { dataset, src } = document.currentScript;
  const words = "LABELS";
  const lang = [dataset.lang, document.documentElement.lang.slice(0, 2)].find((tag) => words[tag]) ?? "sv";
  const title = dataset.label || words[lang];
  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const place = make("div", {});
  const root = place.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(`*{position:fixed;inset:auto 1rem 1rem auto;z-index:99999;border:2px solid #fff;border-radius:6px}
button{padding:.6rem 1.2rem;min-height:44px;background:#00558c;color:#fff;font:600 1rem/1.4 system-ui;cursor:pointer}
:focus-visible{outline:3px solid #16222e;box-shadow:0 0 0 6px #ffd23f}
iframe{bottom:5rem;width:25rem;height:min(40rem,100vh - 6rem);border-color:#00558c;background:#fff}
[hidden]{display:none}
@media(max-width:30rem),(max-height:25rem){iframe{inset:0;width:100%;height:100%;border:0}[aria-expanded=true]{visibility:hidden}}`);
  root.adoptedStyleSheets = [style];
  const button = make("button", { type: "button", ariaExpanded: "false", textContent: title });
  let frame;
  const tell = (type) => frame.contentWindow.postMessage({ vagval: 1, type, lang }, "*");
  const show = (open) => {
    frame.hidden = !open;
    button.ariaExpanded = `${open}`;
    (open ? frame : button).focus();
    if (open) tell("open");
  };
  button.onclick = () => {
    if (frame) return show(frame.hidden);
    frame = make("iframe", { title, referrerPolicy: "no-referrer", src: new URL("chat.html", src), onload: () => tell("hello") });
    frame.sandbox = "allow-scripts";
    root.append(frame);
    show(true);
  };
  addEventListener("message", ({ source, data }) => {
    if (source === frame?.contentWindow && !frame.hidden && data?.vagval === 1 && data.type === "close") show(false);
  });
  root.append(button);
  document.body.append(place);
})();
