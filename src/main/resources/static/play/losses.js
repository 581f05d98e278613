import {isNumber, number} from "../charts/format.js";
import {svg} from "../ui/dom.js";

/** @import {EpochEnd} from "./player.js" */

const WIDTH = 420;
const HEIGHT = 96;
const RIM = {left: 46, right: 8, top: 8, bottom: 18};

/**
 * Loss over the epochs so far, of training and validation.
 *
 * @param {EpochEnd[]} ends
 * @param {number} epochs of the whole training
 */
export function lossesOf(ends, epochs) {
  const own = ends.map(({trainingLoss}) => trainingLoss);
  const held = ends.map(({validationLoss}) => validationLoss ?? null);
  const most = Math.max(1e-9, ...[...own, ...held].filter(isNumber));
  /** @param {number} i */
  const x = (i) =>
    RIM.left + (ends[i].epoch / Math.max(1, epochs)) * (WIDTH - RIM.left - RIM.right);
  /** @param {number} value */
  const y = (value) => RIM.top + (1 - value / most) * (HEIGHT - RIM.top - RIM.bottom);
  /** @param {(number | null)[]} values */
  const d = (values) =>
    values
      .map((value, i) =>
        isNumber(value) ? `${i === 0 ? "M" : "L"}${x(i).toFixed(1)} ${y(value).toFixed(1)}` : "",
      )
      .join("");
  const foot = HEIGHT - RIM.bottom;
  const label = `Loss over ${epochs} epochs. Training: ${spoken(own)}. Validation: ${spoken(held)}.`;
  const attributes = {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "glance", role: "img"};
  return svg("svg", {...attributes, "aria-label": label}, [
    svg("path", {class: "axes", d: `M${RIM.left} ${RIM.top}V${foot}H${WIDTH - RIM.right}`}),
    svg("text", {class: "tick end", x: RIM.left - 5, y: RIM.top + 8}, number(most, 2)),
    svg("text", {class: "tick end", x: RIM.left - 5, y: foot}, "0"),
    svg("text", {class: "tick", x: RIM.left, y: HEIGHT - 4}, "loss; dashed: validation"),
    svg("text", {class: "tick end", x: WIDTH - RIM.right, y: HEIGHT - 4}, `epoch ${epochs}`),
    svg("path", {class: "foreseen", d: d(held)}),
    svg("path", {class: "own", d: d(own)}),
  ]);
}

/** @param {(number | null)[]} values */
function spoken(values) {
  const last = values.at(-1);
  return isNumber(last) ? `from ${number(values[0], 3)} to ${number(last, 3)}` : "none";
}
