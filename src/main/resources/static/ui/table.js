import {h} from "./dom.js";

/** @import {Attributes, Child} from "./dom.js" */

/**
 * A table of a row of heads and rows of cells.
 *
 * @param {Child} heads
 * @param {HTMLTableRowElement[]} rows
 * @param {Attributes} [attributes]
 */
export function tableOf(heads, rows, attributes = {}) {
  return h("table", attributes, [h("thead", {}, row(heads)), h("tbody", {}, rows)]);
}

/**
 * @param {Child} cells
 * @param {Attributes} [attributes]
 */
export function row(cells, attributes = {}) {
  return h("tr", attributes, cells);
}

/**
 * The head of a column.
 *
 * @param {Child} children
 */
export function column(children) {
  return h("th", {scope: "col"}, children);
}

/**
 * The head of a column of numbers.
 *
 * @param {Child} children
 */
export function numberColumn(children) {
  return h("th", {scope: "col", class: "number"}, children);
}

/**
 * A cell with a number, or what stands in its place.
 *
 * @param {Child} [children]
 */
export function numberCell(children) {
  return h("td", {class: "number"}, children);
}

/**
 * @param {Child} [children]
 */
export function cell(children) {
  return h("td", {}, children);
}
