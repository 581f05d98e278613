import {h} from "./dom.js";

/**
 * KaTeX, fetched with the first formula.
 *
 * @type {Promise<typeof globalThis.katex> | undefined}
 */
let library;

/**
 * A formula in LaTeX, within a line; it stands there as LaTeX until KaTeX is loaded.
 *
 * @param {string} latex
 */
export function formula(latex) {
  const element = h("span", {class: "formula"}, h("code", {}, latex));
  render(latex, element, false);
  return element;
}

/**
 * A formula that stands by itself. A long one scrolls, and what scrolls must be reached with the
 * keyboard.
 *
 * @param {string} latex
 */
export function displayedFormula(latex) {
  const attributes = {class: "formula", tabindex: 0, role: "group", "aria-label": "Formula"};
  const element = h("div", attributes, h("code", {}, latex));
  render(latex, element, true);
  return element;
}

/**
 * @param {string} latex
 * @param {HTMLElement} element
 * @param {boolean} displayMode
 */
async function render(latex, element, displayMode) {
  library ??= load();
  const katex = await library;
  katex.render(latex, element, {displayMode, throwOnError: false, strict: "ignore"});
}

async function load() {
  document.head.append(h("link", {rel: "stylesheet", href: "vendor/katex/katex.min.css"}));
  await import("../vendor/katex/katex.min.js");
  return globalThis.katex;
}
