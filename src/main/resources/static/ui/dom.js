/**
 * An element: `h("button", {class: "x", onclick: f, disabled: true}, "Run", child)`. Text is never read as markup.
 * Functions become listeners, true and false set or leave out an attribute, undefined and null leave it out.
 */
export function h(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/** The same for SVG elements. */
export function svg(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name.replace(/^on/, ""), value);
    } else if (name === "dataset") {
      Object.assign(element.dataset, value);
    } else if (
      name in element &&
      ["value", "checked", "selected", "indeterminate"].includes(name)
    ) {
      element[name] = value;
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(
    ...children
      .flat(Infinity)
      .filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

let ids = 0;

/** An id nothing else has, to tie labels and descriptions to fields. */
export function freshId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** Tells screen readers what happened elsewhere on the page. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

/** On a click: a file that was changed meanwhile can be chosen again, which a browser takes for no change otherwise. */
export function forgetFile({target}) {
  target.value = "";
}
