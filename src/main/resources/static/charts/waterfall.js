import {horizontal, vertical} from "./axes.js";
import {Chart, framesOf, marks} from "./chart.js";
import {barsOf, isKnown, skipsOf} from "./factors.js";
import {isNumber, number, powerOfTen} from "./format.js";
import {frame} from "./inks.js";
import {series} from "./palette.js";

/**
 * @import {BarSeriesOption, SeriesOption,
 *     TooltipComponentFormatterCallbackParams as Tooltips}
 *     from "../vendor/echarts/echarts.common.min.js"
 * @import {Described, Inks} from "./chart.js"
 * @import {Bar, FiniteBar, Kind, Losses} from "./factors.js"
 */

/**
 * @typedef {Losses & {title: string, range?: [low: number, high: number], marked?: number[]}} Fall
 */

/**
 * What factors are called, and the series that they have the colours of.
 *
 * @type {Record<Kind, {name: string, like: number}>}
 */
const KINDS = {
  cost: {name: "cost", like: 6},
  activation: {name: "σ′", like: 1},
  weight: {name: "weights", like: 0},
  junction: {name: "between layers", like: 2},
  normalization: {name: "normalisation", like: 4},
};

const SKIP = {name: "past a block", like: 3};

/** Factors of every network. */
const ALWAYS = /** @type {Kind[]} */ (["cost", "activation", "weight"]);

/** @type {Record<string, string>} */
const TOGETHER = {
  junction: "between layers",
  normalization: "all normalisations together",
};

/** Beyond so many layers, each factor is drawn by itself, below their running sum. */
const MANY = 12;

/** Bars of which some may be hollow: more are too narrow. */
const MOST_HOLLOW = 40;

/**
 * Where the gradient was won and lost on its way from the cost to layer 1: one bar for the cost,
 * each σ′, each weight matrix, each normalisation and what else lies between layers, each beginning
 * where the one before ended, in decades; and a line past each residual block, from the gradient of
 * what it hands on to that of what goes into it.
 *
 * @param {HTMLElement} element
 * @param {Fall} data
 * @param {AbortSignal} signal
 */
export function waterfall(element, data, signal) {
  const chart = new Chart(element, describe, signal);
  chart.update(data);
  return chart;
}

/**
 * @param {Fall} data
 * @param {Inks} inks
 * @returns {Described}
 */
function describe(data, inks) {
  const bars = barsOf(data);
  const words = `${data.title}. ${inWords(bars)}`;
  return {
    title: words,
    label: words,
    option: {
      ...(data.layers.length > MANY ? apart(data, bars, inks) : together(data, bars, inks)),
      axisPointer: {link: [{xAxisIndex: "all"}]},
      tooltip: {
        trigger: "axis",
        axisPointer: {type: "shadow"},
        formatter: /** @param {Tooltips} given */ (given) => tip(bars[placeIn(given)]),
      },
    },
    table: () => ({
      columns: ["factor", "gain (log₁₀)", "after it (log₁₀)"],
      rows: bars.map((bar) => [bar.what, bar.gain, bar.to]),
    }),
  };
}

/** @param {Bar[]} bars */
function inWords(bars) {
  const known = bars.filter(isKnown);
  if (known.length < bars.length) {
    return `The gradient is zero or not finite from ${bars[known.length].what} on.`;
  }
  /** @param {Kind} kind */
  const total = (kind) =>
    number(
      known.filter((bar) => bar.kind === kind).reduce((sum, bar) => sum + bar.gain, 0),
      3,
    );
  const others = kindsIn(bars)
    .slice(ALWAYS.length)
    .map((kind) => `${TOGETHER[kind]} ${total(kind)}, `)
    .join("");
  return (
    `In decades: cost ${total("cost")}, all σ′ together ${total("activation")}, ${others}` +
    `all weights together ${total("weight")}; ‖δ¹‖ = ${powerOfTen(known.at(-1)?.to)}.`
  );
}

/**
 * The kinds of factors that there are, those of every network first.
 *
 * @param {Bar[]} bars
 */
function kindsIn(bars) {
  const kinds = /** @type {Kind[]} */ (Object.keys(KINDS));
  return kinds.filter((kind) => ALWAYS.includes(kind) || bars.some((bar) => bar.kind === kind));
}

/**
 * Bars between the levels of the running sum.
 *
 * @param {Fall} data
 * @param {Bar[]} bars
 * @param {Inks} inks
 */
function together(data, bars, inks) {
  return {
    grid: [frame(inks)],
    xAxis: places(bars, inks),
    yAxis: sumAxis(data, bars, inks),
    series: [
      ...floating(bars, inks),
      runningSum(bars, data.marked ?? [], inks),
      ...skips(data, bars),
    ],
  };
}

/**
 * The running sum, and below it each factor by itself, from 0: a bar of the running sum would be a
 * hair.
 *
 * @param {Fall} data
 * @param {Bar[]} bars
 * @param {Inks} inks
 */
function apart(data, bars, inks) {
  return {
    grid: [
      {...frame(inks), bottom: "42%"},
      {...frame(inks), top: "66%"},
    ],
    xAxis: [
      {...places(bars, inks), name: "", axisLabel: {show: false}},
      {...places(bars, inks), gridIndex: 1},
    ],
    yAxis: [
      sumAxis(data, bars, inks),
      vertical("each", inks, {gridIndex: 1, scale: false, splitNumber: 3}),
    ],
    series: [
      ...kindsIn(bars).map((kind) => single(kind, bars)),
      runningSum(bars, data.marked ?? [], inks),
      ...skips(data, bars),
    ],
  };
}

/**
 * @param {Bar[]} bars
 * @param {Inks} inks
 */
function places(bars, inks) {
  return horizontal("from the cost (left) back to layer 1 (right)", inks, {
    type: "category",
    data: bars.map((_, i) => i),
    axisTick: {show: false},
    axisLabel: {formatter: (_, i) => tick(bars[i])},
    axisLine: {onZero: false, lineStyle: {color: inks.muted}},
  });
}

/**
 * @param {Fall} data
 * @param {Bar[]} bars
 * @param {Inks} inks
 */
function sumAxis({range}, bars, inks) {
  const levels = bars.filter(isKnown).map((bar) => bar.to);
  const [low, high] = range ?? [Math.min(0, ...levels), Math.max(0, ...levels)];
  return vertical("log₁₀, running sum", inks, {min: Math.floor(low), max: Math.ceil(high) || 1});
}

/**
 * @param {Kind} kind
 * @param {Bar[]} bars
 * @returns {SeriesOption}
 */
function single(kind, bars) {
  const {name, like} = KINDS[kind];
  return {
    name,
    type: "bar",
    xAxisIndex: 1,
    yAxisIndex: 1,
    barGap: "-100%",
    barCategoryGap: "10%",
    itemStyle: {color: series(like)},
    large: true,
    largeThreshold: MANY,
    data: bars.flatMap((bar, i) => (bar.kind === kind && isKnown(bar) ? [[i, bar.gain]] : [])),
  };
}

/**
 * Bars between two levels: stacked on a base that does not show, and cut at 0 where they cross it,
 * since what is above 0 is stacked upwards and what is below downwards.
 *
 * @param {Bar[]} bars
 * @param {Inks} inks
 * @returns {BarSeriesOption[]}
 */
function floating(bars, inks) {
  const known = bars.map((bar) => (isKnown(bar) ? cut(bar) : null));
  const base = {...stacked(known.map((parts) => parts?.base)), itemStyle: {color: "transparent"}};
  const shown = kindsIn(bars).flatMap((kind) => {
    const {name} = KINDS[kind];
    const own = known.map((parts, i) => (bars[i].kind === kind ? parts : null));
    return [
      {...stacked(own.map((parts) => parts?.above)), name, itemStyle: filling(kind, bars, inks)},
      {...stacked(own.map((parts) => parts?.below)), name, itemStyle: filling(kind, bars, inks)},
    ];
  });
  return [base, ...shown];
}

/**
 * What a bar has above 0 and below, and what lies between it and 0.
 *
 * @param {FiniteBar} bar
 */
export function cut({from, to}) {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return {
    base: Math.max(0, low) + Math.min(0, high),
    above: Math.max(0, high) - Math.max(0, low),
    below: Math.min(0, low) - Math.min(0, high),
  };
}

/**
 * @param {(number | undefined)[]} heights by place; there is nothing where there is none
 * @returns {BarSeriesOption}
 */
function stacked(heights) {
  const data = heights.map((height) => height || "-");
  return {type: "bar", stack: "levels", barCategoryGap: "20%", silent: true, data};
}

/**
 * What a bar is of shows in its filling too: weights are hollow, unless there is no room.
 *
 * @param {Kind} kind
 * @param {Bar[]} bars
 * @param {Inks} inks
 */
function filling(kind, {length}, {paper}) {
  const color = series(KINDS[kind].like);
  return kind === "weight" && length <= MOST_HOLLOW
    ? {color: paper, borderColor: color, borderWidth: 2}
    : {color};
}

/**
 * @param {Bar[]} bars
 * @param {number[]} marked layers to point out
 * @param {Inks} inks
 * @returns {SeriesOption}
 */
function runningSum(bars, marked, inks) {
  return {
    name: "running sum",
    type: "line",
    step: "middle",
    symbol: "none",
    silent: true,
    data: bars.map((bar) => bar.to),
    itemStyle: {color: inks.ink},
    lineStyle: {color: inks.ink, width: 1, opacity: 0.7},
    markArea: marks(placesOf(bars, marked), inks),
  };
}

/**
 * Lines past the residual blocks, each from the gradient at the block's output to that at its
 * input: far above the bars between them where the skip carries what the layers lose.
 *
 * @param {Losses} losses
 * @param {Bar[]} bars
 * @returns {SeriesOption[]}
 */
function skips({layers, blocks = []}, bars) {
  const data = skipsOf({layers, blocks}, bars).flatMap(({from, to, output, input}) => [
    [from, output],
    [to, input],
    [to, "-"],
  ]);
  const color = series(SKIP.like);
  return data.length === 0
    ? []
    : [
        {
          name: SKIP.name,
          type: "line",
          symbol: "none",
          silent: true,
          data,
          itemStyle: {color},
          lineStyle: {color, width: 2, type: "dashed"},
        },
      ];
}

/** @param {Bar} bar */
function tick({kind, layer}) {
  if (kind === "cost") {
    return "cost";
  }
  return {
    weight: `W${layer + 1}`,
    junction: `↷${layer}`,
    activation: `σ′${layer}`,
    normalization: `N${layer}`,
  }[kind];
}

/** @param {Bar} bar */
function tip({what, gain, to}) {
  return isNumber(gain)
    ? `${what}<br>× ${powerOfTen(gain)} (${gain < 0 ? "" : "+"}${number(gain, 3)} decades)` +
        `<br>‖·‖ after it ${powerOfTen(to)}`
    : `${what}: zero or not finite`;
}

/**
 * The place a tooltip is for.
 *
 * @param {Tooltips} given
 */
function placeIn(given) {
  const [first] = [given].flat();
  return Number(/** @type {typeof first & {axisValue: string}} */ (first).axisValue);
}

/**
 * The places of the bars of these layers, as framed runs.
 *
 * @param {Bar[]} bars
 * @param {number[]} layers
 * @returns {[from: number, to: number][]}
 */
function placesOf(bars, layers) {
  const marked = bars.flatMap((bar, i) =>
    layers.includes(bar.layer) && bar.kind !== "cost" ? [i] : [],
  );
  return framesOf(marked).map(([from, to]) => [Math.ceil(from), Math.floor(to)]);
}
