/**
 * What an element may hold: nodes, text, nothing, or a list of them.
 *
 * @typedef {Node | string | number | false | null | undefined | Child[]} Child
 */

/**
 * Functions become listeners, records data attributes; true and false set or leave out an
 * attribute, undefined and null leave it out.
 *
 * @typedef {string | number | boolean | null | undefined | Record<string, string>
 *     | ((event: Event) => unknown)} Attribute
 * @typedef {Record<string, Attribute>} Attributes
 */

/** What a control is, which its attribute is only at first. */
const STATES = ["value", "checked", "selected", "indeterminate"];

/**
 * An element: `h("button", {class: "x", onclick: f, disabled: true}, ["Run", child])`. Text is
 * never read as markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {Child} [children]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, children = null) {
  return furnished(document.createElement(tag), attributes, children);
}

/**
 * The same for SVG elements.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {Child} [children]
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes = {}, children = null) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  return furnished(element, attributes, children);
}

/**
 * @template {HTMLElement | SVGElement} E
 * @param {E} element
 * @param {Attributes} attributes
 * @param {Child} children
 */
function furnished(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name.replace(/^on/, ""), value);
    } else if (typeof value === "object" && value !== null) {
      Object.assign(element.dataset, value);
    } else if (name in element && STATES.includes(name)) {
      Object.assign(element, {[name]: value});
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...nodesIn(children));
  return element;
}

/**
 * @param {Child} child
 * @returns {(Node | string)[]}
 */
export function nodesIn(child) {
  if (Array.isArray(child)) {
    return child.flatMap(nodesIn);
  }
  if (child === false || child === null || child === undefined) {
    return [];
  }
  return [typeof child === "number" ? String(child) : child];
}

/**
 * Replaces what an element holds.
 *
 * @param {Element} element
 * @param {Child} children
 */
export function fill(element, children) {
  element.replaceChildren(...nodesIn(children));
}

/**
 * An element of index.html.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  /** @type {HTMLElement | null} */
  const element = document.querySelector(`#${id}`);
  if (!element) {
    throw new Error(`The page has no #${id}.`);
  }
  return element;
}

let ids = 0;

/**
 * An id nothing else has, to tie labels and descriptions to fields.
 *
 * @param {string} prefix
 */
export function freshId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}

/**
 * Tells screen readers what happened elsewhere on the page.
 *
 * @param {string} text
 */
export function announce(text) {
  byId("announcer").textContent = text;
}

/**
 * On a click: a file that was changed meanwhile can be chosen again, which a browser takes for no
 * change otherwise.
 *
 * @param {Event} event of an input
 */
export function forgetFile({target}) {
  /** @type {HTMLInputElement} */ (target).value = "";
}

/**
 * Makes an element a picture that says in words what there is to see.
 *
 * @param {Element} element
 * @param {string} label
 */
export function pictured(element, label) {
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", label);
}
