import {h} from "./dom.js";

/** KaTeX, fetched with the first formula. */
let library;

/** A formula in LaTeX; it stands there as LaTeX until KaTeX is loaded. */
export function formula(latex, {display = false} = {}) {
  // A long one scrolls, and what scrolls must be reached with the keyboard.
  const element = display
    ? h("div", {class: "formula", tabindex: 0, role: "group", "aria-label": "Formula"}, [
        h("code", {}, latex),
      ])
    : h("span", {class: "formula"}, h("code", {}, latex));
  library ??= load();
  library.then(({render}) =>
    render(latex, element, {displayMode: display, throwOnError: false, strict: "ignore"}),
  );
  return element;
}

async function load() {
  document.head.append(h("link", {rel: "stylesheet", href: "vendor/katex/katex.min.css"}));
  return (await import("../vendor/katex/katex.mjs")).default;
}
