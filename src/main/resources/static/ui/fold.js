import {h, nodesIn} from "./dom.js";

/** @import {Attributes, Child} from "./dom.js" */

/**
 * What folds that nobody has opened yet will hold.
 *
 * @type {WeakMap<HTMLDetailsElement, () => Child>}
 */
const unmade = new WeakMap();

/**
 * A fold whose content is made when it is first opened.
 *
 * @param {string} title
 * @param {Attributes} attributes `open` among them makes the content at once
 * @param {() => Child} content
 */
export function fold(title, {open, ...attributes}, content) {
  const element = h("details", attributes, h("summary", {}, title));
  unmade.set(element, content);
  element.addEventListener("toggle", () => make(element));
  if (open) {
    unfold(element);
  }
  return element;
}

/**
 * Opens a fold; its content is there at once.
 *
 * @param {HTMLDetailsElement} element
 */
export function unfold(element) {
  make(element);
  element.open = true;
}

/**
 * Makes the content of all folds within an element, which stay as they are.
 *
 * @param {HTMLElement} element
 */
export function makeFolds(element) {
  for (const one of element.querySelectorAll("details")) {
    make(one);
  }
}

/** @param {HTMLDetailsElement} element */
function make(element) {
  const content = unmade.get(element);
  if (content) {
    unmade.delete(element);
    element.append(...nodesIn(content()));
  }
}
