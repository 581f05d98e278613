import {axis, chart, frame, framesOf, marks, vertical} from "./chart.js";
import {number, powerOfTen} from "./format.js";
import {SERIES} from "./palette.js";

const KINDS = {
  cost: {name: "cost", color: SERIES[6]},
  activation: {name: "σ′", color: SERIES[1]},
  weight: {name: "weights", color: SERIES[0]},
};

/** Beyond so many layers, each factor is drawn by itself, below their running sum. */
const MANY = 12;

/**
 * Where the gradient was won and lost on its way from the cost to layer 1: one bar for the cost, each σ′ and each
 * weight matrix, each beginning where the one before ended, in decades.
 *
 * @param {HTMLElement} element
 * @param {{title: string, costGradientLog10: number|null, range?: [number, number], marked?: number[],
 *     layers: {layer: number, weightGainLog10: number|null, activationGainLog10: number|null}[]}} data
 * @param {AbortSignal} signal
 */
export function waterfall(element, data, signal) {
  const drawn = chart(element, describe, signal);
  drawn.update(data);
  return drawn;
}

/** The bars in the order of back-propagation: {kind, layer, what, gain, from, to}. */
function barsOf({costGradientLog10, layers}) {
  const depth = layers.length;
  const steps = [
    {kind: "cost", layer: depth, what: "‖∂C/∂aᴸ‖ of the cost", gain: costGradientLog10},
  ];
  for (const {layer, weightGainLog10, activationGainLog10} of [...layers].sort(
    (a, b) => b.layer - a.layer,
  )) {
    if (layer < depth) {
      steps.push({
        kind: "weight",
        layer,
        what: `weights of layer ${layer + 1}`,
        gain: weightGainLog10,
      });
    }
    steps.push({
      kind: "activation",
      layer,
      what: `σ′ of layer ${layer}`,
      gain: activationGainLog10,
    });
  }
  let level = 0;
  return steps.map((step) => {
    const from = level;
    level =
      step.gain === null || step.gain === undefined || level === null ? null : level + step.gain;
    return {...step, from, to: level};
  });
}

/** The lowest and the highest level of the waterfalls of all steps of a trace. */
export function levelsOf({flow, layers}) {
  const range = [0, 0];
  const gains = [...layers]
    .reverse()
    .flatMap(({metrics}, i) =>
      i === 0
        ? [metrics.activationGainLog10]
        : [metrics.weightGainLog10, metrics.activationGainLog10],
    );
  flow.costGradientLog10.forEach((cost, at) => {
    let level = 0;
    for (const gain of [cost, ...gains.map((series) => series[at])]) {
      if (gain === null) {
        break;
      }
      level += gain;
      range[0] = Math.min(range[0], level);
      range[1] = Math.max(range[1], level);
    }
  });
  return range;
}

function describe(data, inks) {
  const bars = barsOf(data);
  const known = bars.filter((bar) => bar.to !== null);
  const total = (kind) =>
    known.filter((bar) => bar.kind === kind).reduce((sum, bar) => sum + bar.gain, 0);
  const words =
    known.length < bars.length
      ? `The gradient is zero or not finite from ${bars[known.length].what} on.`
      : `In decades: cost ${number(total("cost"), 3)}, all σ′ together ${number(total("activation"), 3)}, all weights together ${number(total("weight"), 3)}; ‖δ¹‖ = ${powerOfTen(known.at(-1).to)}.`;
  const levels = known.map((bar) => bar.to);
  const [low, high] = data.range ?? [Math.min(0, ...levels), Math.max(0, ...levels)];
  const places = (grid, labelled) =>
    axis(labelled ? "from the cost (left) back to layer 1 (right)" : "", inks, {
      gridIndex: grid,
      type: "category",
      data: bars.map((_, i) => i),
      axisTick: {show: false},
      axisLabel: {show: labelled, formatter: (_, i) => tick(bars[i])},
      axisLine: {onZero: false, lineStyle: {color: inks.muted}},
    });
  const deep = data.layers.length > MANY;
  return {
    title: `${data.title}. ${words}`,
    label: `${data.title}. ${words}`,
    option: {
      grid: deep
        ? [
            {...frame(inks), bottom: "42%"},
            {...frame(inks), top: "66%"},
          ]
        : [frame(inks)],
      xAxis: deep ? [places(0, false), places(1, true)] : [places(0, true)],
      yAxis: [
        vertical("log₁₀, running sum", inks, {min: Math.floor(low), max: Math.ceil(high) || 1}),
        ...(deep ? [vertical("each", inks, {gridIndex: 1, scale: false, splitNumber: 3})] : []),
      ],
      axisPointer: {link: [{xAxisIndex: "all"}]},
      tooltip: {
        trigger: "axis",
        axisPointer: {type: "shadow"},
        formatter: ([{axisValue}]) => tip(bars[Number(axisValue)]),
      },
      series: [
        ...Object.entries(KINDS).map(([kind, look]) =>
          (deep ? single : floating)(look, kind, bars, inks),
        ),
        {
          name: "running sum",
          type: "line",
          step: "middle",
          symbol: "none",
          silent: true,
          data: bars.map((bar) => bar.to),
          itemStyle: {color: inks.ink},
          lineStyle: {color: inks.ink, width: 1, opacity: 0.7},
          markArea: marks(placesOf(bars, data.marked ?? []), inks),
        },
      ],
    },
    table: () => ({
      columns: ["factor", "gain (log₁₀)", "after it (log₁₀)"],
      rows: bars.map((bar) => [bar.what, bar.gain, bar.to]),
    }),
  };
}

/** Each factor by itself, from 0, where a bar of the running sum would be a hair. */
function single({name, color}, kind, bars) {
  return {
    name,
    type: "bar",
    xAxisIndex: 1,
    yAxisIndex: 1,
    barGap: "-100%",
    barCategoryGap: "10%",
    itemStyle: {color},
    large: true,
    largeThreshold: MANY,
    data: bars.flatMap((bar, i) => (bar.kind === kind && bar.to !== null ? [[i, bar.gain]] : [])),
  };
}

/** Bars between two levels. What a bar is of shows in its filling too: weights are hollow. */
function floating({name, color}, kind, bars, inks) {
  return {
    name,
    type: "custom",
    itemStyle: {color},
    data: bars
      .map((bar, i) => (bar.kind === kind && bar.to !== null ? [i, bar.from, bar.to] : null))
      .filter(Boolean),
    encode: {x: 0, y: [1, 2]},
    renderItem: (_, api) => {
      const [x, top] = api.coord([api.value(0), api.value(1)]);
      const [, bottom] = api.coord([api.value(0), api.value(2)]);
      const width = Math.max(1, api.size([1, 0])[0] * 0.8);
      const hollow = kind === "weight" && width > 4;
      return {
        type: "rect",
        shape: {
          x: x - width / 2,
          y: Math.min(top, bottom),
          width,
          height: Math.max(1, Math.abs(top - bottom)),
        },
        style: {fill: hollow ? inks.paper : color, stroke: color, lineWidth: hollow ? 2 : 0},
      };
    },
  };
}

function tick(bar) {
  return bar.kind === "cost"
    ? "cost"
    : bar.kind === "activation"
      ? `σ′${bar.layer}`
      : `W${bar.layer + 1}`;
}

function tip({what, gain, to}) {
  return gain === null || gain === undefined
    ? `${what}: zero or not finite`
    : `${what}<br>× ${powerOfTen(gain)} (${gain < 0 ? "" : "+"}${number(gain, 3)} decades)<br>‖·‖ after it ${powerOfTen(to)}`;
}

/** The places of the bars of these layers, as framed runs. */
function placesOf(bars, layers) {
  return framesOf(
    bars.flatMap((bar, i) => (layers.includes(bar.layer) && bar.kind !== "cost" ? [i] : [])),
  ).map(([from, to]) => [Math.ceil(from), Math.floor(to)]);
}
