import {svg} from "../ui/dom.js";

/** @import {Layer, Network} from "../api/contract.js" */

/**
 * A column of the drawing: a layer, or the number of those that are left out.
 *
 * @typedef {{units: number, label: string, repeat: number}} LayerColumn
 * @typedef {LayerColumn | {left: number}} Column
 */

const COLUMN = 92;
const HEIGHT = 164;
const MIDDLE = 66;
const DISTANCE = 17;
const MOST_UNITS = 6;
const MOST_COLUMNS = 12;

/**
 * Places of the units of a wide layer, from the middle: the first and last few with a gap between.
 */
const ENDS = [-3, -2, -1, 1, 2, 3];

/**
 * A drawing of the network from input to output: a column of units per layer, a stack of sheets
 * where layers repeat.
 *
 * @param {Network} network
 */
export function diagramOf({inputs, layers}) {
  const columns = columnsOf({inputs, layers});
  const width = columns.length * COLUMN;
  const depth = depthOf(layers);
  const outputs = layers.at(-1)?.units;
  const label = `Network of ${inputs} inputs and ${depth} layers; the output has ${outputs} units.`;
  const attributes = {viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img"};
  /** @param {number} index */
  const middle = (index) => index * COLUMN + COLUMN / 2;
  return svg("svg", {...attributes, "aria-label": label}, [
    columns.slice(1).map((column, index) => edges(columns[index], column, middle(index))),
    columns.map((column, index) => drawn(column, middle(index))),
  ]);
}

/**
 * @param {Pick<Network, "inputs" | "layers">} network
 * @returns {Column[]}
 */
function columnsOf({inputs, layers}) {
  const all = [{units: inputs, label: "input", repeat: 1}, ...layers.map(columnOf)];
  if (all.length <= MOST_COLUMNS) {
    return all;
  }
  const shown = MOST_COLUMNS - 2;
  return [...all.slice(0, shown), {left: all.length - shown - 1}, ...all.slice(-1)];
}

/**
 * A block is drawn as its last layer, as wide as what enters it.
 *
 * @param {Layer} layer
 * @returns {LayerColumn}
 */
function columnOf({units, activation, residual, repeat = 1}) {
  return Array.isArray(residual)
    ? {units: residual.at(-1)?.units ?? 0, label: `x + F(x), ${residual.length}`, repeat}
    : {units, label: activation, repeat};
}

/**
 * How many layers there are, those inside of blocks among them.
 *
 * @param {Layer[]} layers
 * @returns {number}
 */
function depthOf(layers) {
  return layers.reduce((sum, {repeat = 1, residual}) => {
    const times = Math.max(1, Number(repeat) || 1);
    return sum + times * (Array.isArray(residual) ? depthOf(residual) : 1);
  }, 0);
}

/**
 * @param {Column} column
 * @param {number} x
 */
function drawn(column, x) {
  if ("left" in column) {
    return svg("text", {x, y: MIDDLE + 4, class: "note"}, `… ${column.left} more …`);
  }
  const {units, label, repeat} = column;
  return svg("g", {}, [
    repeat > 1 && [2, 1, 0].map((sheet) => sheetOf(sheet, x)),
    placesOf(units).map((y) => svg("circle", {cx: x, cy: y, r: 6, class: "unit"})),
    units > MOST_UNITS && svg("text", {x, y: MIDDLE + 4, class: "note"}, "⋮"),
    repeat > 1 && svg("text", {x: x + 30, y: 14, class: "times"}, `×${repeat}`),
    svg("text", {x, y: HEIGHT - 18, class: "count"}, `${units ?? "?"}`),
    svg("text", {x, y: HEIGHT - 4, class: "note"}, label),
  ]);
}

/**
 * @param {number} sheet of a stack, 0 in front
 * @param {number} x
 */
function sheetOf(sheet, x) {
  const place = {x: x - 17 + sheet * 6, y: 7 - sheet * 3, width: 34, height: 118};
  return svg("rect", {...place, rx: 6, class: "sheet"});
}

/**
 * @param {Column} from
 * @param {Column} to
 * @param {number} x of the first
 */
function edges(from, to, x) {
  if ("left" in from || "left" in to) {
    return null;
  }
  const ends = placesOf(to.units);
  return placesOf(from.units).map((y1) =>
    ends.map((y2) => svg("line", {x1: x, y1, x2: x + COLUMN, y2, class: "edge"})),
  );
}

/**
 * Where the units stand: all of them, or the first and last few with a gap between.
 *
 * @param {number} units
 */
function placesOf(units) {
  const count = Number.isInteger(units) && units > 0 ? units : 0;
  if (count > MOST_UNITS) {
    return ENDS.map((step) => MIDDLE + step * DISTANCE);
  }
  return Array.from({length: count}, (_, index) => MIDDLE + (index - (count - 1) / 2) * DISTANCE);
}
