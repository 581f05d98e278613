import {css, viridis} from "../charts/colour.js";
import {isNumber, number} from "../charts/format.js";
import {h, svg} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {cellTitle, shortly} from "./cells.js";
import {keyOf, measureOf} from "./quantity.js";

/**
 * @import {Cell} from "../api/contract.js"
 * @import {Factor} from "./heat.js"
 * @import {Quantity} from "./quantity.js"
 */

/**
 * An axis: where a cell crosses it, from 0 at its foot to 1, and what is written at its ends.
 *
 * @typedef {{name: string, at: (cell: Cell) => number | null, ticks: {share: number,
 *     text: string}[]}} Axis
 */

const STEP = 168;
const HEIGHT = 250;
const RIM = {left: 70, right: 90, top: 44, bottom: 18};

/**
 * Each cell as a line across an axis for each factor and each quantity, coloured by one of them.
 *
 * @param {Cell[]} cells
 * @param {Factor[]} factors
 * @param {Quantity[]} quantities
 * @param {string} quantity by which lines are coloured
 */
export function parallelCoordinates(cells, factors, quantities, quantity) {
  const axes = [
    ...factors.map(factorAxis),
    ...quantities.map((one) => quantityAxis(cells, one)).filter((axis) => axis !== null),
  ];
  const coloured = quantityAxis(cells, {value: quantity, text: ""});
  const width = RIM.left + RIM.right + (axes.length - 1) * STEP;
  const lines = cells.map((cell) => lineOf(cell, axes, coloured?.at(cell) ?? null));
  const label = `Parallel coordinates of ${cells.length} cells over ${axes.map(({name}) => name).join(", ")}. The table of figures has the numbers.`;
  const size = {viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT};
  const picture = svg("svg", {...size, class: "parallel", role: "img", "aria-label": label}, [
    lines,
    axes.map(axisOf),
  ]);
  return scrolling("Parallel coordinates", h("div", {}, picture));
}

/** @param {number} index of an axis */
function placeOf(index) {
  return RIM.left + index * STEP;
}

/** @param {number} share */
function heightAt(share) {
  return HEIGHT - RIM.bottom - share * (HEIGHT - RIM.top - RIM.bottom);
}

/**
 * @param {Factor} factor
 * @returns {Axis}
 */
function factorAxis({pointer, name, values}) {
  const keys = values.map(keyOf);
  /** @param {number} i */
  const shareOf = (i) => (keys.length > 1 ? i / (keys.length - 1) : 0.5);
  return {
    name,
    at: ({factors}) => shareOf(keys.indexOf(keyOf(factors[pointer]))),
    ticks: values.map((value, i) => ({share: shareOf(i), text: shortly(value).slice(0, 16)})),
  };
}

/**
 * @param {Cell[]} cells
 * @param {Quantity} quantity
 * @returns {Axis | null} null where nothing is measured
 */
function quantityAxis(cells, {value, text}) {
  const known = cells.map((cell) => measureOf(cell, value).mean).filter(isNumber);
  if (known.length === 0) {
    return null;
  }
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return {
    name: text,
    at: (cell) => {
      const {mean} = measureOf(cell, value);
      const span = high - low || 1;
      return isNumber(mean) ? (high > low ? mean - low : 0.5) / span : null;
    },
    ticks: [
      {share: 0, text: number(low, 3)},
      ...(high > low ? [{share: 1, text: number(high, 3)}] : []),
    ],
  };
}

/**
 * @param {Cell} cell
 * @param {Axis[]} axes
 * @param {number | null} share of the colours
 */
function lineOf(cell, axes, share) {
  const d = axes
    .map(({at}, i) => ({x: placeOf(i), y: at(cell)}))
    .filter(({y}) => y !== null)
    .map(({x, y}, i) => `${i === 0 ? "M" : "L"}${x} ${heightAt(Number(y)).toFixed(1)}`)
    .join("");
  const stroke = share === null ? "var(--muted)" : css(viridis(0.9 * share));
  return svg("path", {class: "cell-line", d, style: `stroke: ${stroke}`}, [
    svg("title", {}, cellTitle(cell)),
  ]);
}

/**
 * @param {Axis} axis
 * @param {number} index
 */
function axisOf({name, ticks}, index) {
  const x = placeOf(index);
  const words = name.length > 24 ? `${name.slice(0, 23)}…` : name;
  return svg("g", {}, [
    svg("path", {class: "axis", d: `M${x} ${heightAt(0)}V${heightAt(1)}`}),
    svg("text", {x, y: index % 2 === 0 ? 14 : 30, class: "name"}, words),
    ticks.map(({share, text}) =>
      svg("text", {x: x + 6, y: heightAt(share) + 4, class: "tick"}, text),
    ),
  ]);
}
