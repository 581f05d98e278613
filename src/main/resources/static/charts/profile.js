import {axis, chart, framesOf, markedLine, marks, vertical} from "./chart.js";
import {number, powerOfTen} from "./format.js";

/** Markers along a line of more layers. */
const MARKERS = 34;

/**
 * The gradient's way through the network: log₁₀ ‖δˡ‖ over layers, one line for each series.
 *
 * @typedef {{name: string, layers: number[], values: (number|null)[], dashed?: boolean, like?: number}} Series
 *     `like` gives it the colour and marker of series number `like`, as a forecast has those of its measurement
 * @param {HTMLElement} element
 * @param {{title: string, series: Series[], marked?: number[], range?: [number, number]}} data `marked` are layers to point out
 * @param {AbortSignal} signal
 */
export function profile(element, data, signal) {
  const drawn = chart(element, describe, signal);
  drawn.update(data);
  return drawn;
}

function describe({title, series, marked = [], range}, inks) {
  const depth = Math.max(1, ...series.flatMap((one) => one.layers));
  return {
    title,
    label: `${title}. ${series.map(inWords).join(" ")}`,
    option: {
      xAxis: axis("layer (input side on the left)", inks, {
        type: "value",
        min: 1,
        max: depth === 1 ? 2 : depth,
        minInterval: 1,
        splitLine: {show: false},
        axisPointer: {label: {formatter: ({value}) => `layer ${Math.round(value)}`}},
      }),
      yAxis: vertical(
        "log₁₀ ‖δ‖",
        inks,
        range && {min: Math.floor(range[0]), max: Math.ceil(range[1])},
      ),
      tooltip: {
        trigger: "axis",
        valueFormatter: (value) =>
          value === null || value === undefined
            ? "0 or not finite"
            : `${number(value)}  (‖δ‖ = ${powerOfTen(value)})`,
      },
      series: series.flatMap((one, i) =>
        line(one, one.like ?? i, i === 0 ? marks(framesOf(marked), inks) : undefined, depth),
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

function line({name, layers, values, dashed = false}, i, markArea, depth) {
  const points = layers.map((layer, at) => [layer, values[at]]);
  const lineStyle = {width: dashed ? 1.5 : 2.5, type: dashed ? [3 + 3 * i, 4] : "solid"};
  return markedLine({
    name,
    look: i,
    points,
    markers: dashed ? 0 : Math.min(depth, MARKERS),
    lineStyle,
    markArea,
  });
}

function inWords({name, layers, values}) {
  const known = layers
    .map((layer, i) => [layer, values[i]])
    .filter(([, value]) => value !== null && value !== undefined);
  if (known.length === 0) {
    return `${name}: nothing finite.`;
  }
  const [[first, low], [last, high]] = [known[0], known.at(-1)];
  return `${name}: ${number(low, 3)} in layer ${first}, ${number(high, 3)} in layer ${last}.`;
}
