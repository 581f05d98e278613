import {isNumber, number} from "../charts/format.js";
import {shortly} from "./cells.js";
import {keyOf, measureOf} from "./quantity.js";

/**
 * @import {Cell} from "../api/contract.js"
 * @import {Factor} from "./heat.js"
 * @import {Quantity} from "./quantity.js"
 */

/**
 * An axis: where a cell crosses it, from 0 at its foot to 1; what is there, in words; and in how
 * many steps one gets along it, none where there is a single place.
 *
 * @typedef {{key: string, name: string, steps: number, at: (cell: Cell) => number | null,
 *     text: (share: number) => string, ticks: number[]}} Axis
 */

/** Steps along an axis of numbers. */
const FINE = 100;

/**
 * An axis for each factor and each quantity that was measured.
 *
 * @param {Cell[]} cells
 * @param {Factor[]} factors
 * @param {Quantity[]} quantities
 * @returns {Axis[]}
 */
export function axesOf(cells, factors, quantities) {
  return [
    ...factors.map(factorAxis),
    ...quantities.flatMap((one) => quantityAxis(cells, one) ?? []),
  ];
}

/**
 * @param {Factor} factor
 * @returns {Axis}
 */
function factorAxis({pointer, name, values}) {
  const keys = values.map(keyOf);
  const steps = keys.length - 1;
  /** @param {number} i */
  const shareOf = (i) => (steps > 0 ? i / steps : 0.5);
  return {
    key: pointer,
    name,
    steps,
    at: ({factors}) => shareOf(keys.indexOf(keyOf(factors[pointer]))),
    text: (share) => shortly(values[Math.round(share * steps)]).slice(0, 16),
    ticks: keys.map((_, i) => shareOf(i)),
  };
}

/**
 * @param {Cell[]} cells
 * @param {Quantity} quantity
 * @returns {Axis | null} null where nothing is measured
 */
export function quantityAxis(cells, {value, text: name}) {
  const known = cells.map((cell) => measureOf(cell, value).mean).filter(isNumber);
  if (known.length === 0) {
    return null;
  }
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const isOne = low === high;
  return {
    key: value,
    name,
    steps: isOne ? 0 : FINE,
    at: (cell) => {
      const {mean} = measureOf(cell, value);
      const span = isOne ? 1 : high - low;
      return isNumber(mean) ? (mean - low) / span + (isOne ? 0.5 : 0) : null;
    },
    text: (share) => number(low + share * (high - low), 3),
    ticks: isOne ? [0.5] : [0, 1],
  };
}
