import {h, svg} from "../ui/dom.js";
import {number} from "../charts/format.js";
import {cellTitle} from "./cells.js";

const WIDTH = 260;
const HEIGHT = 150;
const LEFT = 40;
const BOTTOM = 22;
const TOP = 8;
const RIGHT = 8;

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

export function unitOf(metric) {
  return NORMS.includes(metric) ? `log₁₀ ${metric}` : metric;
}

/**
 * One small picture for each cell, all on the same axes: a metric over the layers at the first recorded step, with the
 * deviation over seeds as a band, the baseline behind it in grey.
 *
 * @param {object[]} cells of a comparison
 * @param {object} baseline the cell others are compared with
 */
export function smallMultiples(cells, baseline, metric, caption) {
  const lines = new Map(cells.map((cell) => [cell, lineOf(cell, metric)]));
  const points = [...lines.values()].flat();
  if (points.length === 0) {
    return h("p", {class: "muted"}, `Nothing recorded of ${metric} yet.`);
  }
  const depth = points.reduce((most, {layer}) => Math.max(most, layer), 1);
  const [low, high] = widened(
    points.reduce((least, point) => Math.min(least, point.low), Infinity),
    points.reduce((most, point) => Math.max(most, point.high), -Infinity),
  );
  const x = (layer) =>
    LEFT + (depth === 1 ? 0.5 : (layer - 1) / (depth - 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value) => TOP + ((high - value) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const picture = (cell) => {
    const line = lines.get(cell);
    const title = cellTitle(cell);
    const label =
      line.length === 0
        ? `${title}: nothing recorded yet`
        : `${title}: ${unitOf(metric)} goes from ${number(line[0].value, 3)} in layer ${line[0].layer} to ${number(line.at(-1).value, 3)} in layer ${line.at(-1).layer}`;
    return svg(
      "svg",
      {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "multiple", role: "img", "aria-label": label},
      [
        svg("path", {class: "axes", d: `M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}`}),
        svg("text", {x: LEFT - 4, y: TOP + 8, class: "tick end"}, number(high, 3)),
        svg("text", {x: LEFT - 4, y: HEIGHT - BOTTOM, class: "tick end"}, number(low, 3)),
        svg("text", {x: x(1), y: HEIGHT - 6, class: "tick"}, "1"),
        depth > 1 && svg("text", {x: x(depth), y: HEIGHT - 6, class: "tick end"}, `layer ${depth}`),
        cell !== baseline && drawn(lines.get(baseline), "reference"),
        line.length > 1 &&
          svg("path", {
            class: "band",
            d: `M${line.map((p) => `${x(p.layer)} ${y(p.high)}`).join("L")}L${line
              .toReversed()
              .map((p) => `${x(p.layer)} ${y(p.low)}`)
              .join("L")}Z`,
          }),
        drawn(line, "own"),
      ],
    );
  };
  const drawn = (line, kind) =>
    [
      svg("path", {
        class: kind,
        d: line.length > 1 ? `M${line.map((p) => `${x(p.layer)} ${y(p.value)}`).join("L")}` : "",
      }),
      depth <= 12 &&
        line.map((p) =>
          svg("circle", {
            class: kind,
            cx: x(p.layer),
            cy: y(p.value),
            r: kind === "own" ? 3.5 : 2.5,
          }),
        ),
    ].filter(Boolean);
  return h(
    "div",
    {class: "multiples"},
    cells.map((cell) =>
      h("figure", {class: cell === baseline ? "card baseline" : "card"}, [
        h("figcaption", {}, [
          h("strong", {}, cellTitle(cell)),
          cell === baseline && h("span", {class: "muted"}, " (baseline)"),
        ]),
        picture(cell),
        caption(cell),
      ]),
    ),
  );
}

function lineOf({layers}, metric) {
  return layers.flatMap(({layer, metrics}) => {
    const {mean, sd} = metrics[metric] ?? {mean: null};
    const spread = sd ?? 0;
    if (mean === null) {
      return [];
    }
    if (!NORMS.includes(metric)) {
      return [{layer, value: mean, low: mean - spread, high: mean + spread}];
    }
    // A deviation as large as the mean has no lower end in decades: the band is as wide downwards as upwards.
    const value = Math.log10(mean);
    const up = Math.log10(mean + spread) - value;
    return mean > 0 ? [{layer, value, low: value - up, high: value + up}] : [];
  });
}

function widened(low, high) {
  return high > low ? [low, high] : [low - 1, high + 1];
}
