import {css, viridis} from "../charts/colour.js";
import {isNumber, number} from "../charts/format.js";
import {h} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {shortly} from "./cells.js";
import {keyOf, measureOf} from "./quantity.js";

/**
 * @import {Cell} from "../api/contract.js"
 */

/** @typedef {{pointer: string, name: string, values: unknown[]}} Factor */

/** Where the arrow keys lead, as rows and columns. @type {Map<string, [number, number]>} */
const STEPS = new Map([
  ["ArrowUp", [-1, 0]],
  ["ArrowDown", [1, 0]],
  ["ArrowLeft", [0, -1]],
  ["ArrowRight", [0, 1]],
]);

/** On a background of more relative luminance, black is read better than white. */
const BRIGHT = 0.18;

/**
 * A quantity over two factors as a table with colours: the mean of the cells that have both values.
 * Arrow keys move between its cells; Enter opens the runs of one.
 *
 * @param {Cell[]} cells
 * @param {{rows: Factor, columns: Factor, quantity: string, text: string,
 *     open: (cells: Cell[]) => void}} choice
 */
export function heatTable(cells, {rows, columns, quantity, text, open}) {
  const places = rows.values.map((down) =>
    columns.values.map((across) => placeOf(cells, [rows, down], [columns, across], quantity)),
  );
  const means = places.flat().map(({mean}) => mean);
  const known = means.filter(isNumber);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const body = places.map((line, i) =>
    h("tr", {}, [
      h("th", {scope: "row"}, shortly(rows.values[i])),
      line.map((place, j) => heatCell(place, {low, high}, i === 0 && j === 0, open)),
    ]),
  );
  const table = h("table", {class: "heat"}, [
    h("caption", {}, `${text}: ${rows.name} downwards, ${columns.name} across`),
    h("thead", {}, [
      h("tr", {}, [
        h("th", {scope: "col"}, `${rows.name} ↓  ${columns.name} →`),
        columns.values.map((value) => h("th", {scope: "col"}, shortly(value))),
      ]),
    ]),
    h("tbody", {}, body),
  ]);
  table.addEventListener("keydown", (event) => move(table, event));
  return scrolling("Heat map", table);
}

/**
 * The cells at a place, and what they have on average.
 *
 * @param {Cell[]} cells
 * @param {[Factor, unknown]} down
 * @param {[Factor, unknown]} across
 * @param {string} quantity
 */
function placeOf(cells, [rows, down], [columns, across], quantity) {
  const here = cells.filter(
    ({factors}) =>
      keyOf(factors[rows.pointer]) === keyOf(down) &&
      keyOf(factors[columns.pointer]) === keyOf(across),
  );
  const measures = here
    .map((cell) => measureOf(cell, quantity))
    .filter((one) => isNumber(one.mean));
  const mean =
    measures.length > 0
      ? measures.reduce((sum, one) => sum + Number(one.mean), 0) / measures.length
      : null;
  const sd = measures.length === 1 ? measures[0].sd : undefined;
  return {here, mean, sd};
}

/**
 * @param {{here: Cell[], mean: number | null, sd?: number | null}} place
 * @param {{low: number, high: number}} range
 * @param {boolean} isFirst which the Tab key leads to
 * @param {(cells: Cell[]) => void} open
 */
function heatCell({here, mean, sd}, {low, high}, isFirst, open) {
  const share = mean !== null && high > low ? (mean - low) / (high - low) : 0.5;
  const colours = mean === null ? "" : coloursAt(share);
  const several = here.length > 1 ? h("small", {}, `mean of ${here.length} cells`) : null;
  const button = h(
    "button",
    {type: "button", style: colours, tabindex: isFirst ? 0 : -1, onclick: () => open(here)},
    [number(mean, 3), isNumber(sd) ? h("small", {}, `± ${number(sd, 2)}`) : null, several],
  );
  return h("td", {}, button);
}

/** @param {number} share of viridis */
function coloursAt(share) {
  const background = viridis(share);
  const [red, green, blue] = background.map((channel) => linear(channel / 255));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return `background: ${css(background)}; color: ${luminance > BRIGHT ? "#000" : "#fff"}`;
}

/** @param {number} channel of sRGB */
function linear(channel) {
  return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/**
 * @param {HTMLTableElement} table
 * @param {KeyboardEvent} event
 */
function move(table, event) {
  const step = STEPS.get(event.key);
  const at = event.target instanceof HTMLElement && event.target.closest("td");
  const line = at ? at.closest("tr") : null;
  if (!(step && at && line)) {
    return;
  }
  const [body] = table.tBodies;
  const next = body.rows[line.sectionRowIndex + step[0]]?.cells[at.cellIndex + step[1]];
  const button = next?.querySelector("button");
  if (button) {
    event.preventDefault();
    at.querySelector("button")?.setAttribute("tabindex", "-1");
    button.setAttribute("tabindex", "0");
    button.focus();
  }
}
