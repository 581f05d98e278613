import {isNumber, number, powerOfTen} from "../charts/format.js";
import {extentOf} from "../charts/plane.js";
import {h, svg} from "../ui/dom.js";
import {foreseenValues} from "./foreseen.js";

/**
 * @import {Forecast, Measure, Measurement} from "../api/contract.js"
 */

const WIDTH = 420;
const HEIGHT = 132;
const RIM = {left: 46, right: 12, top: 10, bottom: 30};

/** Points are marked on lines over at most so many layers. */
const FEW = 16;

/**
 * What there is to see at a glance: numbers, and the gradient's way to the first layer, measured and
 * foreseen.
 *
 * @param {Measurement | undefined} measured undefined without data
 * @param {Forecast | undefined} forecast undefined before it is there
 */
export function glanceOf(measured, forecast) {
  const own = measured?.layers.map(({deltaLog10}) => deltaLog10) ?? [];
  const foreseen = forecast ? foreseenValues(forecast, measured) : [];
  return [h("dl", {class: "figures-row"}, figures(measured, forecast)), way(own, foreseen)];
}

/**
 * @param {Measurement | undefined} measured
 * @param {Forecast | undefined} forecast
 */
function figures(measured, forecast) {
  return [
    measured && figure("loss", number(measured.loss)),
    measured && figure("‖δ‖ of layer 1", powerOfTen(measured.layers[0].deltaLog10)),
    measured && figure("decades lost per hidden layer", rounded(measured.flow.slopePerLayer)),
    figure("forecast", forecast ? rounded(forecast.slopePerLayerForecast) : "…"),
    figure("regime", forecast ? (forecast.regime ?? "unknown") : "…"),
  ];
}

/**
 * @param {string} name
 * @param {string} value
 */
function figure(name, value) {
  return h("div", {}, [h("dt", {}, name), h("dd", {}, value)]);
}

/**
 * Rounding leaves a trace where nothing is lost.
 *
 * @param {Measure} value
 */
function rounded(value) {
  return number(Math.abs(Number(value)) < 1e-12 && value !== null ? 0 : value, 3);
}

/**
 * log₁₀ ‖δ‖ over the layers.
 *
 * @param {Measure[]} own
 * @param {Measure[]} foreseen
 */
function way(own, foreseen) {
  const depth = Math.max(own.length, foreseen.length);
  const [low, high] = framed([...own, ...foreseen]);
  /** @param {number} i */
  const x = (i) =>
    RIM.left + (depth === 1 ? 0.5 : i / (depth - 1)) * (WIDTH - RIM.left - RIM.right);
  /** @param {number} value */
  const y = (value) => RIM.top + ((high - value) / (high - low)) * (HEIGHT - RIM.top - RIM.bottom);
  /** @param {Measure[]} values */
  const d = (values) => pathThrough(values, x, y);
  const dots = own.length <= FEW ? own : [];
  const foot = HEIGHT - RIM.bottom;
  const attributes = {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "glance", role: "img"};
  return svg("svg", {...attributes, "aria-label": inWords(own, foreseen)}, [
    svg("path", {class: "axes", d: `M${RIM.left} ${RIM.top}V${foot}H${WIDTH - RIM.right}`}),
    [low, high].map((value) =>
      svg("text", {class: "tick end", x: RIM.left - 5, y: y(value) + 4}, number(value, 2)),
    ),
    svg("text", {class: "tick", x: RIM.left, y: foot + 13}, "layer 1"),
    svg("text", {class: "tick end", x: WIDTH - RIM.right, y: foot + 13}, String(depth)),
    svg(
      "text",
      {class: "tick", x: RIM.left, y: HEIGHT - 3},
      "log₁₀ ‖δ‖: measured, dashed foreseen",
    ),
    svg("path", {class: "foreseen", d: d(foreseen)}),
    svg("path", {class: "own", d: d(own)}),
    dots.map((value, i) =>
      isNumber(value) ? svg("circle", {class: "own", cx: x(i), cy: y(value), r: 3}) : null,
    ),
  ]);
}

/**
 * A line with gaps where there is no number.
 *
 * @param {Measure[]} values
 * @param {(i: number) => number} x
 * @param {(value: number) => number} y
 */
function pathThrough(values, x, y) {
  let pen = "M";
  return values
    .map((value, i) => {
      const step = isNumber(value) ? `${pen}${x(i).toFixed(1)} ${y(value).toFixed(1)}` : "";
      pen = isNumber(value) ? "L" : "M";
      return step;
    })
    .join("");
}

/**
 * @param {Measure[]} values
 * @returns {[low: number, high: number]}
 */
function framed(values) {
  const [low, high] = extentOf(values.filter(isNumber));
  if (!(high >= low)) {
    return [-1, 1];
  }
  return high - low < 1 ? [(low + high - 1) / 2, (low + high + 1) / 2] : [low, high];
}

/**
 * @param {Measure[]} own
 * @param {Measure[]} foreseen
 */
function inWords(own, foreseen) {
  const title = "The gradient’s way to the first layer, log₁₀ ‖δ‖.";
  return [title, ends("Measured", own), ends("Foreseen", foreseen)].filter(Boolean).join(" ");
}

/**
 * @param {string} name
 * @param {Measure[]} values
 */
function ends(name, values) {
  return (
    values.length > 0 &&
    `${name}: ${number(values[0], 3)} in layer 1, ${number(values.at(-1), 3)} in layer ${values.length}.`
  );
}
