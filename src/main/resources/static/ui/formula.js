import {h} from "./dom.js";
import {mathml} from "./mathml.js";

/**
 * KaTeX, once it is wanted.
 *
 * @type {Promise<typeof globalThis.katex> | undefined}
 */
let library;

/**
 * What KaTeX has not set yet.
 *
 * @type {{latex: string, element: HTMLElement, isDisplayed: boolean}[]}
 */
let waiting = [];

/**
 * A formula in LaTeX, within a line. Until `typeset` it is set by the browser, or stands there as
 * LaTeX.
 *
 * @param {string} latex
 */
export function formula(latex) {
  return held(latex, h("span", {class: "formula"}), false);
}

/**
 * A formula that stands by itself. A long one scrolls, and what scrolls must be reached with the
 * keyboard.
 *
 * @param {string} latex
 */
export function displayedFormula(latex) {
  const attributes = {class: "formula", tabindex: 0, role: "group", "aria-label": "Formula"};
  return held(latex, h("div", attributes), true);
}

/** Has KaTeX, which weighs as much as half of the page, set all formulas that there are and come. */
export async function typeset() {
  library ??= load();
  const katex = await library;
  const due = waiting;
  waiting = [];
  for (const {latex, element, isDisplayed: displayMode} of due) {
    katex.render(latex, element, {displayMode, throwOnError: false, strict: "ignore"});
  }
}

/**
 * @template {HTMLElement} E
 * @param {string} latex
 * @param {E} element
 * @param {boolean} isDisplayed
 */
function held(latex, element, isDisplayed) {
  element.append(mathml(latex, isDisplayed) ?? h("code", {}, latex));
  waiting.push({latex, element, isDisplayed});
  if (library) {
    typeset();
  }
  return element;
}

async function load() {
  document.head.append(h("link", {rel: "stylesheet", href: "vendor/katex/katex.min.css"}));
  await import("../vendor/katex/katex.min.js");
  return globalThis.katex;
}
