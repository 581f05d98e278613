import {h} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {number, powerOfTen} from "../charts/format.js";
import {profile} from "../charts/profile.js";
import {waterfall} from "../charts/waterfall.js";
import {labelsOf} from "./variant.js";

const MOST_SAMPLES = 24;

/** What one batch shows before any training: the answer in words, the gradient's way, and where it was lost. */
export function showLook(element, design, answers, signal) {
  const {body, variant} = design;
  const isForecast = body.dataset === undefined;
  const isAlike = variant && answers.length === 1 && (isForecast || variant.kind !== "cost");
  const names = isAlike
    ? ["A and B"]
    : variant
      ? labelsOf(body, variant)
      : [isForecast ? "forecast" : body.cost.replaceAll("_", " ")];
  const {variants, forecasts, answer, samples} = inOrder(answers, names);
  const charts = h("div", {class: "columns"});
  const table = figures(variants, forecasts, names);
  element.replaceChildren(
    h("section", {class: "card", "aria-labelledby": "look"}, [
      h("h2", {id: "look", tabindex: "-1"}, "Look before training"),
      answer && h("p", {class: "answer"}, answer),
      isAlike &&
        h("p", {}, "Before training A and B are the same: what differs only shows in the steps."),
      names.length === 1 && table,
      body.scaling &&
        body.scaling !== "none" &&
        h(
          "p",
          {class: "muted"},
          "A look reads the samples as they are; scaling is fitted when training begins.",
        ),
      charts,
      samples && samples.length <= MOST_SAMPLES && perSample(samples),
    ]),
  );
  profile(
    charts,
    {
      title: "The gradient’s way to the first layer",
      series: [
        ...variants.map(measured),
        ...forecasts.map((forecast, i) =>
          foreseen(forecast, variants[i], i, forecasts.length > 1 ? names : []),
        ),
      ],
    },
    signal,
  );
  names.length > 1 && charts.append(table);
  const range = rangeOf(variants);
  for (const {name, flow, layers} of variants) {
    waterfall(
      charts,
      {
        title: `Where it is lost: ${name}`,
        costGradientLog10: flow.costGradientLog10,
        layers,
        range,
      },
      signal,
    );
  }
}

/** Answers of any of the three endpoints as measured variants and forecasts. */
function inOrder(answers, names) {
  const comparison = answers.find(({comparisons}) => comparisons);
  const looks = answers.filter(({flow}) => flow);
  const measurements = comparison ? comparison.costs : looks;
  return {
    variants: measurements.map(({loss, flow, layers}, i) => ({name: names[i], loss, flow, layers})),
    forecasts: looks.length > 0 ? looks.map(({forecast}) => forecast) : answers,
    answer: comparison?.answer,
    samples: comparison?.samples,
  };
}

function measured({name, layers}) {
  return {
    name,
    layers: layers.map(({layer}) => layer),
    values: layers.map(({deltaLog10}) => deltaLog10),
  };
}

/** The forecast of δ, begun where the measurement begins: at the output. */
function foreseen({layers}, variant, i, names) {
  let level = variant?.layers.at(-1).deltaLog10 ?? 0;
  const values = layers
    .toReversed()
    .map(({gradientGainLog10Forecast}) => (level += gradientGainLog10Forecast ?? 0))
    .reverse();
  return {
    name: ["forecast", names[i]].filter(Boolean).join(", "),
    layers: layers.map(({layer}) => layer),
    values,
    dashed: true,
    like: i,
  };
}

/** All running sums of all variants lie within it, so that the eye can compare them. */
function rangeOf(variants) {
  const levels = variants
    .flatMap(({flow, layers}) => [
      flow.costGradientLog10,
      ...layers.flatMap(({deltaLog10, activationGainLog10}) => [
        deltaLog10,
        deltaLog10 === null ? null : deltaLog10 - activationGainLog10,
      ]),
    ])
    .filter((level) => level !== null && Number.isFinite(level));
  return levels.length > 0 ? [Math.min(0, ...levels), Math.max(0, ...levels)] : undefined;
}

function figures(variants, forecasts, names) {
  const rows = [
    ["loss", variants, ({loss}) => number(loss)],
    ["decades lost per hidden layer", variants, ({flow}) => decades(flow.slopePerLayer)],
    ["the same, forecast", forecasts, ({slopePerLayerForecast}) => decades(slopePerLayerForecast)],
    [
      "the same, forecast for this width",
      forecasts,
      ({slopePerLayerFiniteWidthForecast}) => decades(slopePerLayerFiniteWidthForecast),
    ],
    [
      "regime, depth scale in layers",
      forecasts,
      ({regime, depthScale}) => `${regime}, ${number(depthScale)}`,
    ],
    ["‖δ‖ of layer 1", variants, ({layers}) => powerOfTen(layers[0].deltaLog10)],
  ].filter(([, values]) => values.length > 0);
  return scrolling(
    "Figures",
    h("table", {}, [
      h("thead", {}, [
        h("tr", {}, [
          h("td", {}),
          names.map((name) => h("th", {scope: "col", class: "number"}, name)),
        ]),
      ]),
      h(
        "tbody",
        {},
        rows.map(([what, values, cell]) =>
          h("tr", {}, [
            h("th", {scope: "row"}, what),
            names.map((_, i) => h("td", {class: "number"}, cell(values[i] ?? values[0]))),
          ]),
        ),
      ),
    ]),
  );
}

function perSample(samples) {
  const costs = samples[0].perCost.map(({cost}) => cost.replaceAll("_", " "));
  return h("details", {open: samples.length <= 6}, [
    h("summary", {}, `Sample by sample (${samples.length})`),
    scrolling(
      "Samples",
      h("table", {}, [
        h("thead", {}, [
          h(
            "tr",
            {},
            [
              "sample",
              "output",
              "target",
              ...costs.flatMap((cost) => [`loss, ${cost}`, `‖δ‖, ${cost}`]),
            ].map((name) => h("th", {scope: "col", class: "number"}, name)),
          ),
        ]),
        h(
          "tbody",
          {},
          samples.map(({sample, output, target, perCost}) =>
            h(
              "tr",
              {},
              [
                sample,
                vector(output),
                vector(target),
                ...perCost.flatMap(({loss, deltaNorm}) => [number(loss), number(deltaNorm)]),
              ].map((cell) => h("td", {class: "number"}, cell)),
            ),
          ),
        ),
      ]),
    ),
  ]);
}

/** Rounding leaves a trace where the forecast is none. */
const decades = (value) => number(Math.abs(value) < 1e-12 ? 0 : value);

const vector = (values) => values.map((value) => number(value, 3)).join(", ");
