import {horizontal, vertical} from "./axes.js";
import {Chart, look, markedLine} from "./chart.js";
import {number, powerOfTen} from "./format.js";

/**
 * @import {LineSeriesOption} from "../vendor/echarts/echarts.common.min.js"
 * @import {Described, Inks, Numbers} from "./chart.js"
 * @import {Value} from "./format.js"
 */

/**
 * A curve: `look` is its colour and marker.
 *
 * @typedef {{name: string, look: number, dash?: number, faint?: boolean, x: number[],
 *     y: (number | null)[]}} Curve
 */

/**
 * Curves over epochs, steps or rates. `guide` points out a place on the vertical axis, `places` names
 * some on the horizontal; `log` draws powers of ten upwards, `decades`
 * across; `max` is where the vertical axis ends.
 *
 * @typedef {{title: string, quantity: string, across: string, curves: Curve[], log?: boolean,
 *     decades?: boolean, max?: number, guide?: Guide, places?: Guide[]}} Curves
 * @typedef {{name: string, value: number}} Guide
 */

/** Markers along a line, however many points it has. */
const MARKERS = 9;

/**
 * @param {HTMLElement} element
 * @param {Curves} data
 * @param {AbortSignal} signal
 */
export function curves(element, data, signal) {
  const chart = new Chart(element, describe, signal);
  chart.update(data);
  return chart;
}

/**
 * @param {Curves} data
 * @param {Inks} inks
 * @returns {Described}
 */
function describe(data, inks) {
  const {title, across, curves: lines, log = false, decades = false} = data;
  const pointer = pointers(data, inks);
  const told = decades ? powerOfTen : number;
  return {
    title,
    label: `${title}. ${lines.map(inWords).join(" ")}`,
    option: {
      xAxis: horizontal(across, inks, {
        type: "value",
        min: "dataMin",
        max: "dataMax",
        splitLine: {show: false},
        axisPointer: {label: {formatter: ({value}) => `${across} ${told(Number(value))}`}},
        ...(decades && {axisLabel: {formatter: powerOfTen}, minInterval: 1}),
      }),
      yAxis: upwards(data, inks),
      tooltip: {trigger: "axis", valueFormatter: log ? asPower : asNumber},
      series: lines.flatMap((line, i) => drawn(line, data, i === 0 ? pointer : undefined)),
    },
    table: () => numbersOf(across, lines),
  };
}

/**
 * @param {Curves} data
 * @param {Inks} inks
 */
function upwards({quantity, curves: lines, log, max}, inks) {
  if (!log) {
    return vertical(quantity, inks, {max});
  }
  return vertical(quantity, inks, {
    axisLabel: {formatter: powerOfTen},
    minInterval: decadesOf(lines) > 2 ? 1 : 0,
  });
}

/**
 * What a tooltip says of a point.
 *
 * @param {unknown} value
 */
const asPower = (value) => powerOfTen(/** @type {Value} */ (value));

/** @param {unknown} value */
const asNumber = (value) => number(/** @type {Value} */ (value));

/**
 * @param {Curve} curve
 * @param {Curves} among
 * @param {LineSeriesOption["markLine"]} markLine
 */
function drawn({name, look: i, dash = 0, faint = false, x, y}, {log, decades}, markLine) {
  return markedLine({
    name,
    look: i,
    points: x.map((at, k) => [decades ? decade(at) : at, log ? decade(y[k]) : y[k]]),
    markers: faint ? 0 : MARKERS,
    lineStyle: {width: faint ? 1 : 2.5, opacity: faint ? 0.4 : 1, type: look(dash).dash},
    markLine,
    z: faint ? 1 : 2,
  });
}

/**
 * A line at a guiding value, and at each place that has a name.
 *
 * @param {Curves} curves
 * @param {Inks} inks
 * @returns {LineSeriesOption["markLine"]}
 */
function pointers({guide, log, decades, places = []}, inks) {
  const data = [];
  if (guide) {
    data.push({
      yAxis: (log ? decade(guide.value) : guide.value) ?? undefined,
      label: {
        formatter: guide.name,
        position: /** @type {const} */ ("insideStartTop"),
        color: inks.ink,
      },
      lineStyle: {color: inks.warning, type: /** @type {const} */ ("dashed"), width: 2},
    });
  }
  for (const {name, value} of places) {
    data.push({
      xAxis: (decades ? decade(value) : value) ?? undefined,
      label: {
        formatter: name,
        position: /** @type {const} */ ("insideEndTop"),
        color: inks.ink,
      },
      lineStyle: {color: inks.warning, type: /** @type {const} */ ("dashed"), width: 2},
    });
  }
  return {silent: true, symbol: "none", animation: false, data};
}

/**
 * log₁₀, with nothing where there is none. A logarithmic axis of ECharts ends where its rounding
 * does, far above 10⁻⁷⁰.
 *
 * @param {number | null} value
 */
function decade(value) {
  return value !== null && value > 0 ? Math.log10(value) : null;
}

/**
 * Decades between the smallest and the largest positive value.
 *
 * @param {{y: (number | null)[]}[]} lines
 */
export function decadesOf(lines) {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const value of lines.flatMap(({y}) => y)) {
    if (value !== null && value > 0) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return high > 0 ? Math.log10(high) - Math.log10(low) : 0;
}

/**
 * @param {string} across
 * @param {Curve[]} lines
 * @returns {Numbers}
 */
function numbersOf(across, lines) {
  const places = [...new Set(lines.flatMap(({x}) => x))].sort((a, b) => a - b);
  const known = lines.map(({x, y}) => new Map(x.map((at, i) => [at, y[i]])));
  return {
    columns: [across, ...lines.map(({name}) => name)],
    rows: places.map((at) => [at, ...known.map((line) => (line.has(at) ? line.get(at) : ""))]),
  };
}

/** @param {Curve} curve */
function inWords({name, y}) {
  return y.length === 0 ? "" : `${name}: from ${number(y[0])} to ${number(y.at(-1))}.`;
}
