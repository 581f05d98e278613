import {axis, chart, look, markedLine, vertical} from "./chart.js";
import {number, powerOfTen} from "./format.js";

/** Markers along a line, however many points it has. */
const MARKERS = 9;

/**
 * Curves over epochs or steps, told apart by colour and marker (`look`) and by dash.
 *
 * @typedef {{name: string, look: number, dash?: number, faint?: boolean, x: number[], y: (number|null)[]}} Curve
 * @param {HTMLElement} element
 * @param {{title: string, quantity: string, across: string, curves: Curve[], log?: boolean, max?: number, at?: number|null,
 *     guide?: {name: string, value: number}}} data `at` points out a place on the horizontal axis, `guide` one on the vertical
 * @param {AbortSignal} signal
 */
export function curves(element, data, signal) {
  const figure = chart(element, describe, signal);
  figure.update(data);
  return figure;
}

function describe(
  {title, quantity, across, log = false, at = null, curves: lines, guide, max},
  inks,
) {
  return {
    title,
    label: `${title}. ${lines.map(inWords).join(" ")}`,
    option: {
      xAxis: axis(across, inks, {
        type: "value",
        min: "dataMin",
        max: "dataMax",
        splitLine: {show: false},
        axisPointer: {label: {formatter: ({value}) => `${across} ${number(value)}`}},
      }),
      yAxis: vertical(
        quantity,
        inks,
        log
          ? {axisLabel: {formatter: powerOfTen}, minInterval: decadesOf(lines) > 2 ? 1 : 0}
          : {max},
      ),
      tooltip: {trigger: "axis", valueFormatter: log ? powerOfTen : (value) => number(value)},
      series: lines.flatMap((line, i) =>
        drawn(
          line,
          log,
          i === 0
            ? pointers(
                at,
                guide && {...guide, value: log ? decade(guide.value) : guide.value},
                inks,
              )
            : undefined,
        ),
      ),
    },
    table: () => tableOf(across, lines),
  };
}

function drawn({name, look: i, dash = 0, faint = false, x, y}, log, markLine) {
  const points = x.map((at, k) => [at, log ? decade(y[k]) : y[k]]);
  const lineStyle = {width: faint ? 1 : 2.5, opacity: faint ? 0.4 : 1, type: look(dash).dash};
  return markedLine({
    name,
    look: i,
    points,
    markers: faint ? 0 : MARKERS,
    lineStyle,
    markLine,
    z: faint ? 1 : 2,
  });
}

/** A hairline at a place of the horizontal axis, and one at a guiding value. */
function pointers(at, guide, inks) {
  const data = [
    at !== null && {xAxis: at, label: {show: false}, lineStyle: {color: inks.muted, type: "solid"}},
    guide && {
      yAxis: guide.value,
      label: {formatter: guide.name, position: "insideStartTop", color: inks.ink},
      lineStyle: {color: inks.warning, type: "dashed", width: 2},
    },
  ].filter(Boolean);
  return {silent: true, symbol: "none", animation: false, data};
}

/** log₁₀, with nothing where there is none. A logarithmic axis of ECharts ends where its rounding does, far above 10⁻⁷⁰. */
function decade(value) {
  return value > 0 ? Math.log10(value) : null;
}

/** Decades between the smallest and the largest positive value. */
export function decadesOf(lines) {
  let [low, high] = [Infinity, 0];
  for (const {y} of lines) {
    for (const value of y) {
      if (value > 0) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  return high > 0 ? Math.log10(high) - Math.log10(low) : 0;
}

function tableOf(across, lines) {
  const places = [...new Set(lines.flatMap(({x}) => x))].sort((a, b) => a - b);
  const known = lines.map(({x, y}) => new Map(x.map((at, i) => [at, y[i]])));
  return {
    columns: [across, ...lines.map(({name}) => name)],
    rows: places.map((at) => [at, ...known.map((line) => (line.has(at) ? line.get(at) : ""))]),
  };
}

function inWords({name, y}) {
  return y.length === 0 ? "" : `${name}: from ${number(y[0])} to ${number(y.at(-1))}.`;
}
