import {isNumber} from "../charts/format.js";
import {memberInWords} from "../ui/words.js";
import {NAMES} from "./figures.js";
import {unitOf} from "./multiples.js";

/** @import {Cell, Spread} from "../api/contract.js" */

/**
 * A number that every cell may have: of the whole network, or a layer metric in a layer.
 *
 * @typedef {{value: string, text: string}} Quantity `value` names it in addresses
 */

/**
 * What can be shown of cells: figures that were measured, and a metric in the first and the last
 * layer.
 *
 * @param {Cell[]} cells
 * @param {string} metric the layer metric that was chosen
 * @returns {Quantity[]}
 */
export function quantitiesOf(cells, metric) {
  const figures = Object.keys(NAMES)
    .filter((name) => cells.some(({figures: has}) => isNumber(has[name]?.mean)))
    .map((name) => ({value: name, text: NAMES[name]}));
  const layers = ["first", "last"].map((end) => ({
    value: `${end}:${metric}`,
    text: `${unitOf(metric)} of the ${end} layer`,
  }));
  return [...figures, ...(cells.some(({layers: has}) => has.length > 0) ? layers : [])];
}

/**
 * @param {Cell} cell
 * @param {string} quantity
 * @returns {Spread}
 */
export function measureOf({figures, layers}, quantity) {
  const [end, metric] = quantity.split(":");
  const layer = end === "first" ? layers[0] : layers.at(-1);
  const found = metric === undefined ? figures[quantity] : layer?.metrics[metric];
  return found ?? {mean: null};
}

/**
 * The factors of an experiment and the values of each, in the order of the cells.
 *
 * @param {Cell[]} cells
 * @returns {{pointer: string, name: string, values: unknown[]}[]}
 */
export function factorsOf(cells) {
  const pointers = [...new Set(cells.flatMap(({factors}) => Object.keys(factors)))];
  return pointers.map((pointer) => {
    const texts = new Map(
      cells.map(({factors}) => [keyOf(factors[pointer]), factors[pointer] ?? null]),
    );
    return {pointer, name: nameOf(pointer, pointers), values: [...texts.values()]};
  });
}

/**
 * A value of a factor, to be compared by.
 *
 * @param {unknown} value
 */
export function keyOf(value) {
  return JSON.stringify(value ?? null);
}

/**
 * The last member of a pointer, or all of it where two end alike.
 *
 * @param {string} pointer
 * @param {string[]} pointers
 */
function nameOf(pointer, pointers) {
  const last = lastOf(pointer);
  const isAlone = pointers.filter((one) => lastOf(one) === last).length === 1;
  return isAlone ? memberInWords(last) : pointer;
}

/** @param {string} pointer */
function lastOf(pointer) {
  return pointer.split("/").at(-1) ?? pointer;
}
