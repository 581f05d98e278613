import {number} from "../charts/format.js";
import {h, svg} from "../ui/dom.js";
import {cellTitle} from "./cells.js";

/**
 * @import {Cell} from "../api/contract.js"
 * @import {Child} from "../ui/dom.js"
 */

/**
 * @typedef {{layer: number, value: number, low: number, high: number}} Point of a line, with its
 *     band
 */

const WIDTH = 260;
const HEIGHT = 150;
const LEFT = 40;
const BOTTOM = 22;
const TOP = 8;
const RIGHT = 8;

/** Points are marked on lines over at most so many layers. */
const FEW = 12;

/** Metrics that are read as decades, so that a hundred layers fit on one axis. */
const NORMS = [
  "weightGradientNorm",
  "weightGradientMeanAbs",
  "biasGradientNorm",
  "deltaNorm",
  "weightNorm",
  "updateRatio",
  "gradientDiversity",
];

/** @param {string} metric */
export function unitOf(metric) {
  return NORMS.includes(metric) ? `log₁₀ ${metric}` : metric;
}

/**
 * One small picture for each cell, all on the same axes: a metric over the layers at the chosen
 * step, with the deviation over seeds as a band, the baseline behind it in grey.
 *
 * @param {Cell[]} cells of a comparison
 * @param {Cell} baseline the cell others are compared with
 * @param {string} metric
 * @param {(cell: Cell) => Child} caption
 */
export function smallMultiples(cells, baseline, metric, caption) {
  const lines = cells.map((cell) => lineOf(cell, metric));
  if (lines.every((line) => line.length === 0)) {
    return h("p", {class: "muted"}, `Nothing recorded of ${metric} yet.`);
  }
  const reference = lineOf(baseline, metric);
  const axes = new Axes([...lines.flat(), ...reference]);
  const figures = cells.map((cell, i) => {
    const isBaseline = cell === baseline;
    const label = inWords(cellTitle(cell), unitOf(metric), lines[i]);
    return h("figure", {class: isBaseline ? "card baseline" : "card"}, [
      h("figcaption", {}, [
        h("strong", {}, cellTitle(cell)),
        isBaseline && h("span", {class: "muted"}, " (baseline)"),
      ]),
      axes.picture(label, lines[i], isBaseline ? [] : reference),
      caption(cell),
    ]);
  });
  return h("div", {class: "multiples"}, figures);
}

/** The axes that all pictures share. */
class Axes {
  #depth;
  #low;
  #high;

  /** @param {Point[]} points of all lines */
  constructor(points) {
    const low = Math.min(...points.map((point) => point.low));
    const high = Math.max(...points.map((point) => point.high));
    this.#depth = Math.max(1, ...points.map(({layer}) => layer));
    const rim = high > low ? 0 : 1;
    this.#low = low - rim;
    this.#high = high + rim;
  }

  /**
   * @param {string} label
   * @param {Point[]} line
   * @param {Point[]} reference is drawn behind it
   */
  picture(label, line, reference) {
    const attributes = {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: "multiple",
      role: "img",
      "aria-label": label,
    };
    return svg("svg", attributes, [
      this.#frame(),
      reference.length > 0 && this.#drawn(reference, "reference", 2.5),
      line.length > 1 && svg("path", {class: "band", d: this.#band(line)}),
      this.#drawn(line, "own", 3.5),
    ]);
  }

  /** @param {number} layer */
  #x(layer) {
    const share = this.#depth === 1 ? 0.5 : (layer - 1) / (this.#depth - 1);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  /** @param {number} value */
  #y(value) {
    return TOP + ((this.#high - value) / (this.#high - this.#low)) * (HEIGHT - TOP - BOTTOM);
  }

  #frame() {
    const depth = this.#depth;
    const [left, top, bottom, below] = [LEFT - 4, TOP + 8, HEIGHT - BOTTOM, HEIGHT - 6];
    return [
      svg("path", {class: "axes", d: `M${LEFT} ${TOP}V${bottom}H${WIDTH - RIGHT}`}),
      svg("text", {x: left, y: top, class: "tick end"}, number(this.#high, 3)),
      svg("text", {x: left, y: bottom, class: "tick end"}, number(this.#low, 3)),
      svg("text", {x: this.#x(1), y: below, class: "tick"}, "1"),
      depth > 1 && svg("text", {x: this.#x(depth), y: below, class: "tick end"}, `layer ${depth}`),
    ];
  }

  /**
   * @param {Point[]} line
   * @param {string} kind
   * @param {number} radius
   */
  #drawn(line, kind, radius) {
    const places = line.map(({layer, value}) => [this.#x(layer), this.#y(value)]);
    const d = line.length > 1 ? `M${places.map((place) => place.join(" ")).join("L")}` : "";
    return [
      svg("path", {class: kind, d}),
      this.#depth <= FEW &&
        places.map(([cx, cy]) => svg("circle", {class: kind, cx, cy, r: radius})),
    ];
  }

  /** @param {Point[]} line */
  #band(line) {
    const upper = line.map(({layer, high}) => `${this.#x(layer)} ${this.#y(high)}`);
    const lower = line.map(({layer, low}) => `${this.#x(layer)} ${this.#y(low)}`);
    return `M${[...upper, ...lower.reverse()].join("L")}Z`;
  }
}

/**
 * @param {string} title
 * @param {string} unit
 * @param {Point[]} line
 */
function inWords(title, unit, line) {
  const [first] = line;
  const last = line.at(-1);
  if (!last) {
    return `${title}: nothing recorded yet`;
  }
  /** @param {Point} point */
  const told = ({layer, value}) => `${number(value, 3)} in layer ${layer}`;
  return `${title}: ${unit} goes from ${told(first)} to ${told(last)}`;
}

/**
 * @param {Pick<Cell, "layers">} cell
 * @param {string} metric
 * @returns {Point[]}
 */
export function lineOf({layers}, metric) {
  return layers.flatMap(({layer, metrics}) => {
    const {mean, sd} = metrics[metric] ?? {mean: null};
    const spread = sd ?? 0;
    if (mean === null) {
      return [];
    }
    if (!NORMS.includes(metric)) {
      return [{layer, value: mean, low: mean - spread, high: mean + spread}];
    }
    // A deviation as large as the mean has no lower end in decades: the band is as wide downwards
    // as upwards.
    const value = Math.log10(mean);
    const up = Math.log10(mean + spread) - value;
    return mean > 0 ? [{layer, value, low: value - up, high: value + up}] : [];
  });
}
