import {horizontal, vertical} from "./axes.js";
import {Chart, framesOf, markedLine, marks} from "./chart.js";
import {isNumber, number, powerOfTen} from "./format.js";

/**
 * @import {LineSeriesOption} from "../vendor/echarts/echarts.common.min.js"
 * @import {Described, Inks} from "./chart.js"
 */

/**
 * A line over layers. `like` gives it the colour and marker of series number `like`, as a forecast
 * has those of its measurement.
 *
 * @typedef {{name: string, layers: number[], values: (number | null)[], dashed?: boolean,
 *     like?: number}} Series
 * @typedef {{title: string, series: Series[], marked?: number[], range?: [low: number,
 *     high: number]}} Profile `marked` are layers to point out
 */

/** Markers along a line of more layers. */
const MARKERS = 34;

/**
 * The gradient's way through the network: log₁₀ ‖δˡ‖ over layers, one line for each series.
 *
 * @param {HTMLElement} element
 * @param {Profile} data
 * @param {AbortSignal} signal
 */
export function profile(element, data, signal) {
  const chart = new Chart(element, describe, signal);
  chart.update(data);
  return chart;
}

/**
 * @param {Profile} data
 * @param {Inks} inks
 * @returns {Described}
 */
function describe({title, series, marked = [], range}, inks) {
  const depth = Math.max(1, ...series.flatMap((one) => one.layers));
  const markArea = marks(framesOf(marked), inks);
  return {
    title,
    label: `${title}. ${series.map(inWords).join(" ")}`,
    option: {
      xAxis: horizontal("layer (input side on the left)", inks, {
        type: "value",
        min: 1,
        max: depth === 1 ? 2 : depth,
        minInterval: 1,
        splitLine: {show: false},
        axisPointer: {label: {formatter: ({value}) => `layer ${Math.round(Number(value))}`}},
      }),
      yAxis: vertical(
        "log₁₀ ‖δ‖",
        inks,
        range && {min: Math.floor(range[0]), max: Math.ceil(range[1])},
      ),
      tooltip: {
        trigger: "axis",
        valueFormatter: valueInWords,
      },
      series: series.flatMap((one, i) =>
        line({...one, like: one.like ?? i}, depth, i === 0 ? markArea : undefined),
      ),
    },
    table: () => ({
      columns: ["layer", ...series.map((one) => one.name)],
      rows: Array.from({length: depth}, (_, i) => [
        i + 1,
        ...series.map((one) => one.values[one.layers.indexOf(i + 1)] ?? null),
      ]),
    }),
  };
}

/** @param {unknown} value */
function valueInWords(value) {
  return typeof value === "number"
    ? `${number(value)}  (‖δ‖ = ${powerOfTen(value)})`
    : "0 or not finite";
}

/**
 * @param {Series & {like: number}} series
 * @param {number} depth
 * @param {LineSeriesOption["markArea"]} markArea
 */
function line({name, layers, values, dashed = false, like}, depth, markArea) {
  return markedLine({
    name,
    look: like,
    points: layers.map((layer, at) => [layer, values[at]]),
    markers: dashed ? 0 : Math.min(depth, MARKERS),
    lineStyle: {width: dashed ? 1.5 : 2.5, type: dashed ? [3 + 3 * like, 4] : "solid"},
    markArea,
  });
}

/** @param {Series} series */
function inWords({name, layers, values}) {
  const known = layers.filter((_, i) => isNumber(values[i]));
  if (known.length === 0) {
    return `${name}: nothing finite.`;
  }
  /** @param {number} layer */
  const value = (layer) => number(values[layers.indexOf(layer)], 3);
  const [first] = known;
  const last = known.at(-1) ?? first;
  return `${name}: ${value(first)} in layer ${first}, ${value(last)} in layer ${last}.`;
}
