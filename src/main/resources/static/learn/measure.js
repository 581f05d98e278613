import {number} from "../charts/format.js";
import {found} from "./places.js";

/** @import {Measurement, Prediction, Reading} from "./lesson.js" */

/** @type {Record<Reading, (...values: any[]) => number>} */
const READINGS = {
  value: (value) => value,
  ratio: (value, to) => value / to,
  difference: (value, from) => value - from,
  distinct: (rows) => new Set(rows.map((/** @type {unknown} */ row) => JSON.stringify(row))).size,
  ones: (values) => values.filter((/** @type {unknown} */ value) => value === 1).length,
};

/**
 * A number that a lesson reads from the answers to its requests.
 *
 * @param {Measurement} measurement
 * @param {Record<string, unknown>} answers by the names of the requests
 * @returns {number} NaN where an answer has no such number
 */
export function measured({of = "value", at}, answers) {
  const values = at.map((place) => found(answers, place));
  return values.every(isThere) ? Number(READINGS[of](...values)) : Number.NaN;
}

/**
 * Whether a number is what is expected of it.
 *
 * @param {Measurement} measurement
 * @param {number} n
 */
export function isExpected({value, tolerance}, n) {
  return Math.abs(n - value) <= tolerance;
}

/**
 * A number as a lesson writes it, with its unit.
 *
 * @param {Pick<Measurement, "unit" | "digits">} measurement
 * @param {number} n
 */
export function written({unit, digits = 3}, n) {
  if (unit === "%") {
    return `${number(100 * n, digits)} %`;
  }
  return [number(n, digits), unit].filter(Boolean).join(" ");
}

/**
 * A text with the measured numbers in the places that it has for them.
 *
 * @param {string} text such as `{0} times as much`
 * @param {string[]} numbers
 */
export function filled(text, numbers) {
  return text.replace(/\{(?<i>\d)\}/g, (_, i) => numbers[Number(i)]);
}

/**
 * Whether what was predicted came true.
 *
 * @param {Prediction} prediction
 * @param {number} guess the index of a choice, or a place on the slider
 * @param {number} n what was measured
 */
export function cameTrue({choices, slider}, guess, n) {
  if (slider) {
    return Math.abs(guess - n) <= slider.near;
  }
  return Boolean(choices) && guess === rightOf(choices ?? [], n);
}

/**
 * The choice that a number belongs to.
 *
 * @param {{below?: number}[]} choices
 * @param {number} n
 */
export function rightOf(choices, n) {
  return choices.findIndex(({below = Number.POSITIVE_INFINITY}) => n < below);
}

/** @param {unknown} value */
function isThere(value) {
  return value !== undefined && value !== null;
}
