import {barsOf} from "../charts/factors.js";
import {number, powerOfTen} from "../charts/format.js";
import {extentOf} from "../charts/plane.js";
import {profile} from "../charts/profile.js";
import {waterfall} from "../charts/waterfall.js";
import {fill, h} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {numberCell, numberColumn, row, tableOf} from "../ui/table.js";
import {spaced} from "../ui/words.js";
import {foreseenValues} from "./foreseen.js";
import {labelsOf} from "./variant.js";

/**
 * @import {CostComparison, Forecast, Gradient, Measure, Measurement, SampleComparison}
 *     from "../api/contract.js"
 * @import {Series} from "../charts/profile.js"
 * @import {State} from "./design.js"
 */

/**
 * An answer of any of the three endpoints that a look asks.
 *
 * @typedef {Gradient | Forecast | CostComparison} Look
 */

/**
 * What has come of a look: measured variants and forecasts, and what the comparison of two costs
 * says besides.
 *
 * @typedef {{variants: Named[], forecasts: Forecast[], answer?: string,
 *     samples?: SampleComparison[]}} Seen
 * @typedef {Measurement & {name: string}} Named
 */

/** Samples are told one by one if there are so many at most, and at once if there are few. */
const MOST_SAMPLES = 24;
const FEW_SAMPLES = 6;

const ALIKE = "Before training A and B are the same: what differs only shows in the steps.";
const UNSCALED = "A look reads the samples as they are; scaling is fitted when training begins.";

/**
 * What one batch shows before any training: the answer in words, the gradient's way, and where it
 * was lost.
 *
 * @param {HTMLElement} element
 * @param {State} design
 * @param {Look[]} answers
 * @param {AbortSignal} signal
 */
export function showLook(element, design, answers, signal) {
  const isAlike = areAlike(design, answers);
  const names = isAlike ? ["A and B"] : namesOf(design);
  const seen = seenIn(answers, names);
  const charts = h("div", {class: "columns"});
  const table = figures(seen, names);
  fill(
    element,
    h("section", {class: "card", "aria-labelledby": "look"}, [
      h("h2", {id: "look", tabindex: "-1"}, "Look before training"),
      seen.answer && h("p", {class: "answer"}, seen.answer),
      isAlike && h("p", {}, ALIKE),
      names.length === 1 && table,
      isScaled(design) && h("p", {class: "muted"}, UNSCALED),
      charts,
      reserves(seen.forecasts),
      seen.samples && seen.samples.length <= MOST_SAMPLES && perSample(seen.samples),
    ]),
  );
  const title = "The gradient’s way to the first layer";
  profile(charts, {title, series: seriesOf(seen, names)}, signal);
  if (names.length > 1) {
    charts.append(table);
  }
  const range = rangeOf(seen.variants);
  for (const {name, flow, layers} of seen.variants) {
    const {costGradientLog10, blocks} = flow;
    const fall = {title: `Where it is lost: ${name}`, costGradientLog10, layers, blocks, range};
    waterfall(charts, fall, signal);
  }
}

/**
 * Whether A and B are the same before training, so that only one was asked for.
 *
 * @param {State} design
 * @param {Look[]} answers
 */
function areAlike({body, variant}, answers) {
  return (
    variant !== null &&
    answers.length === 1 &&
    (body.dataset === undefined || variant.kind !== "cost")
  );
}

/** @param {State} design */
function namesOf({body, variant}) {
  if (variant) {
    return labelsOf(body, variant);
  }
  return [body.dataset === undefined ? "forecast" : spaced(body.cost)];
}

/** @param {State} design */
function isScaled({body: {scaling}}) {
  return scaling !== undefined && scaling !== "none";
}

/**
 * @param {Look[]} answers
 * @param {string[]} names of the variants
 * @returns {Seen}
 */
function seenIn(answers, names) {
  const comparison = answers.find((answer) => "comparisons" in answer);
  const looks = answers.filter((answer) => "flow" in answer);
  const forecasts = answers.filter((answer) => "slopePerLayerForecast" in answer);
  return {
    variants: (comparison?.costs ?? looks).map((one, i) => ({...one, name: names[i]})),
    forecasts: looks.length > 0 ? looks.map(({forecast}) => forecast) : forecasts,
    answer: comparison?.answer,
    samples: comparison?.samples,
  };
}

/**
 * The measurements, and the forecasts hung up at them.
 *
 * @param {Seen} seen
 * @param {string[]} names
 * @returns {Series[]}
 */
function seriesOf({variants, forecasts}, names) {
  const measured = variants.map(({name, layers}) => ({
    name,
    layers: layers.map(({layer}) => layer),
    values: layers.map(({deltaLog10}) => deltaLog10),
  }));
  const foreseen = forecasts.map((forecast, i) => ({
    name: forecasts.length > 1 ? `forecast, ${names[i]}` : "forecast",
    layers: forecast.layers.map(({layer}) => layer),
    values: foreseenValues(forecast, variants[i]),
    dashed: true,
    like: i,
  }));
  return [...measured, ...foreseen];
}

/**
 * All running sums of all variants lie within it, so that the eye can compare them.
 *
 * @param {Named[]} variants
 * @returns {[low: number, high: number] | undefined}
 */
function rangeOf(variants) {
  const levels = variants
    .flatMap(({flow, layers}) => [
      flow.costGradientLog10,
      ...layers.map(({deltaLog10}) => deltaLog10),
      ...barsOf({costGradientLog10: flow.costGradientLog10, layers}).map(({to}) => to),
      ...(flow.blocks ?? []).map(({inputGradientLog10}) => inputGradientLog10),
    ])
    .filter((level) => level !== null);
  return levels.length > 0 ? extentOf([0, ...levels]) : undefined;
}

/**
 * @param {Seen} seen
 * @param {string[]} names
 */
function figures({variants, forecasts}, names) {
  const rows = [
    ...line("loss", variants, ({loss}) => number(loss)),
    ...line("decades lost per hidden layer", variants, ({flow}) => decades(flow.slopePerLayer)),
    ...line(
      "decades lost per block",
      variants.filter(({flow}) => flow.blocks),
      ({flow}) => decades(flow.slopePerBlock ?? null),
    ),
    ...line("the same, forecast", forecasts, ({slopePerLayerForecast}) =>
      decades(slopePerLayerForecast),
    ),
    ...line("the same, forecast for this width", forecasts, ({slopePerLayerFiniteWidthForecast}) =>
      decades(slopePerLayerFiniteWidthForecast),
    ),
    ...line(
      "decades lost per residual block, forecast",
      forecasts.filter(({slopePerBlockForecast}) => slopePerBlockForecast !== null),
      ({slopePerBlockForecast}) => decades(slopePerBlockForecast),
    ),
    ...line(
      "regime, depth scale in layers",
      forecasts,
      ({regime, depthScale}) => `${regime ?? "unknown"}, ${number(depthScale)}`,
    ),
    ...line("two inputs are told apart down to layer", forecasts, ({trainableDepth}) =>
      number(trainableDepth),
    ),
    ...line("‖δ‖ of layer 1", variants, ({layers}) => powerOfTen(layers[0].deltaLog10)),
  ];
  const body = rows.map(({what, texts}) =>
    row([h("th", {scope: "row"}, what), names.map((_, i) => numberCell(texts[i] ?? texts[0]))]),
  );
  return scrolling("Figures", tableOf([h("td"), names.map(numberColumn)], body));
}

/**
 * Where the forecast has no number, or one with a reserve; that the output layer has none is no
 * news.
 *
 * @param {Forecast[]} forecasts
 */
function reserves(forecasts) {
  const told = new Map(
    forecasts
      .flatMap(({layers, conditions}) =>
        conditions.filter((one) => one.layers[0] !== layers.length),
      )
      .map(({layers, reason}) => [reason, layers]),
  );
  return (
    told.size > 0 &&
    h("details", {}, [
      h("summary", {}, "Where the forecast has no number, or one with a reserve"),
      h(
        "ul",
        {},
        [...told].map(([reason, layers]) => h("li", {}, `${spanOf(layers)}: ${reason}`)),
      ),
    ])
  );
}

/** @param {number[]} layers in order */
function spanOf(layers) {
  const [first] = layers;
  const last = layers.at(-1);
  return first === last ? `layer ${first}` : `layers ${first} to ${last}`;
}

/**
 * A line of figures; none if there is nothing to tell.
 *
 * @template T
 * @param {string} what
 * @param {T[]} values by variant, or one for all
 * @param {(value: T) => string} say
 */
function line(what, values, say) {
  return values.length > 0 ? [{what, texts: values.map(say)}] : [];
}

/** @param {SampleComparison[]} samples */
function perSample(samples) {
  const costs = samples[0].perCost.map(({cost}) => spaced(cost));
  const heads = costs.flatMap((cost) => [`loss, ${cost}`, `‖δ‖, ${cost}`]);
  const columns = ["sample", "output", "target", ...heads].map(numberColumn);
  const rows = samples.map(({sample, output, target, perCost}) =>
    row([
      numberCell(sample),
      numberCell(vector(output)),
      numberCell(vector(target)),
      perCost.map(({loss, deltaNorm}) => [numberCell(number(loss)), numberCell(number(deltaNorm))]),
    ]),
  );
  return h("details", {open: samples.length <= FEW_SAMPLES}, [
    h("summary", {}, `Sample by sample (${samples.length})`),
    scrolling("Samples", tableOf(columns, rows)),
  ]);
}

/**
 * Rounding leaves a trace where the forecast is none.
 *
 * @param {Measure} value
 */
function decades(value) {
  return number(Math.abs(Number(value)) < 1e-12 ? 0 : value);
}

/** @param {number[]} values */
function vector(values) {
  return values.map((value) => number(value, 3)).join(", ");
}
