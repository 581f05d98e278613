import {curves} from "../charts/curves.js";
import {profile} from "../charts/profile.js";
import {found} from "./places.js";

/** @import {Plot} from "./lesson.js" */

/**
 * The chart of a lesson: curves where its lines have an `x`, else the gradient over the layers.
 *
 * @param {HTMLElement} element
 * @param {Plot} plot
 * @param {Record<string, unknown>} answers
 * @param {AbortSignal} signal
 */
export function plot(element, {title, quantity = "", across = "", log, lines}, answers, signal) {
  /** @param {string} place */
  const numbers = (place) => /** @type {number[]} */ (found(answers, place));
  if (lines.some(({x}) => x === undefined)) {
    const series = lines.map(({name, y}) => seriesOf(name, numbers(y)));
    profile(element, {title, series}, signal);
    return;
  }
  const drawn = lines.map(({name, x = "", y}, i) => ({
    name,
    look: i,
    dash: i,
    x: numbers(x),
    y: numbers(y),
  }));
  curves(element, {title, quantity, across, log, curves: drawn}, signal);
}

/**
 * @param {string} name
 * @param {number[]} values of the layers from the first on
 */
function seriesOf(name, values) {
  return {name, layers: values.map((_, i) => i + 1), values};
}
