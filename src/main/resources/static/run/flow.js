import {h} from "../ui/dom.js";
import {post} from "../api/client.js";
import {columnOf, heatmap} from "../charts/heatmap.js";
import {profile} from "../charts/profile.js";
import {levelsOf, waterfall} from "../charts/waterfall.js";
import {letterOf} from "./spec.js";
import {stepper} from "./stepper.js";

/**
 * The gradient flow at a recorded step: profile, forecast, waterfalls, and heat maps of all steps.
 *
 * @param {HTMLElement} element
 * @param {{run: Recorded, name: string}[]} variants
 * @param {Selection} selection
 * @param {AbortSignal} signal
 */
export function flow(element, variants, selection, signal) {
  const shallow = variants.every(({run}) => run.job.spec.network.layers.length === 1);
  const slider = stepper(selection, signal);
  const note = h("p", {class: "muted"});
  const shape = h("div", {});
  const losses = h("div", {class: "columns"});
  const maps = h("div", {class: "columns"});
  const waiting = h(
    "p",
    {class: "muted"},
    "The service keeps what a run records every few seconds; the first is to come.",
  );
  const body = h("div", {hidden: true});
  element.append(h("h2", {}, "Gradient flow"), waiting, body);
  body.append(
    slider.element,
    shape,
    note,
    h("h3", {}, "Where the gradient was lost"),
    losses,
    h("h3", {hidden: shallow}, "Every layer at every recorded step"),
    maps,
  );
  shape.hidden = maps.hidden = shallow;

  const line = profile(shape, {title: "", series: []}, signal);
  const falls = variants.map(() =>
    waterfall(losses, {title: "", costGradientLog10: null, layers: []}, signal),
  );
  const heats = variants.map(() => heatmap(maps, (step) => selection.choose(step), signal));
  const forecasts = variants.map(() => null);
  let ranges = {profile: [0, 1], fall: [0, 1]};

  const records = () => {
    const traces = variants.map(({run}) => run.trace);
    const read = traces.filter((trace) => trace?.step.length > 0);
    body.hidden = read.length === 0;
    waiting.hidden = !body.hidden;
    if (body.hidden) {
      waiting.textContent = variants.every(({run}) => run.finished)
        ? "No step was recorded."
        : waiting.textContent;
      return;
    }
    slider.steps(
      read,
      variants.some(({run}) => !run.finished),
    );
    ranges = rangesOf(read);
    traces.forEach(
      (trace, i) =>
        trace?.step.length > 0 &&
        heats[i].update({
          title: variants.length > 1 ? variants[i].name : "",
          quantity: "log₁₀ ‖δ‖",
          steps: trace.step,
          layers: trace.layers.map(({layer}) => layer),
          values: trace.layers.map(({metrics}) => metrics.deltaLog10),
          range: ranges.profile,
        }),
    );
    step();
  };

  const step = () => {
    const chosen = slider.step();
    const marked = selection.layers;
    const looks = variants.map(({run, name}) =>
      run.trace?.step.length > 0 ? momentOf(run.trace, chosen, name) : null,
    );
    line.update({
      title: `log₁₀ ‖δ‖ of each layer at step ${looks.find(Boolean).step}`,
      marked,
      range: ranges.profile,
      series: [
        ...looks.flatMap((look, i) =>
          look ? [{name: look.name, layers: look.layers, values: look.delta, like: i}] : [],
        ),
        ...looks.flatMap((look, i) =>
          look && forecasts[i] ? anchored(look, forecasts[i], i, variants.length > 1) : [],
        ),
      ],
    });
    looks.forEach((look, i) => {
      look &&
        falls[i].update({
          title: `${variants.length > 1 ? `${look.name}, ` : ""}step ${look.step}`,
          costGradientLog10: look.cost,
          layers: look.gains,
          range: ranges.fall,
          marked,
        });
      heats[i].point(chosen, marked);
    });
    slider.say(looks);
  };

  variants.forEach(async ({run}, i) => {
    run.addEventListener("records", records, {signal});
    forecasts[i] = await forecastOf(run.job.spec, signal);
    note.textContent = forecasts.some(Boolean)
      ? "Dashed: the mean-field forecast of the initial weights, made before any was drawn, hung up at the measured ‖δ‖ of the output layer. Once training has moved the weights, it need not hold."
      : "";
    body.hidden || step();
  });
  selection.addEventListener("change", () => body.hidden || step(), {signal});
  selection.addEventListener(
    "pin",
    () => (shallow ? slider.element : shape).scrollIntoView({block: "nearest"}),
    {signal},
  );
}

/** What a trace says at the last recorded step that is not later than `step`. */
function momentOf(trace, step, name) {
  const at = columnOf(trace.step, step);
  return {
    name,
    step: trace.step[at],
    epoch: trace.epoch[at],
    loss: trace.loss[at],
    slope: trace.flow.slopePerLayer[at],
    cost: trace.flow.costGradientLog10[at],
    layers: trace.layers.map(({layer}) => layer),
    delta: trace.layers.map(({metrics}) => metrics.deltaLog10[at]),
    gains: gainsAt(trace, at),
  };
}

function gainsAt({layers}, at) {
  return layers.map(({layer, metrics}) => ({
    layer,
    weightGainLog10: metrics.weightGainLog10[at],
    activationGainLog10: metrics.activationGainLog10[at],
  }));
}

/** The forecast of δ, from the measured δ of the output layer back to layer 1. */
function anchored({layers, delta}, gains, like, several) {
  const values = [...delta];
  for (let i = values.length - 2; i >= 0; i--) {
    values[i] = values[i + 1] === null || gains[i] === null ? null : values[i + 1] + gains[i];
  }
  return [
    {name: several ? `${letterOf(like)} forecast` : "forecast", layers, values, dashed: true, like},
  ];
}

/** Forecast gains by layer; null where weights were given or one layer leaves nothing to forecast. */
async function forecastOf({network, parameters}, signal) {
  if (parameters || network.layers.length < 2) {
    return null;
  }
  const {parameterCount, ...drawn} = network;
  try {
    const {layers} = await post("/v1/forecast", {network: drawn}, {signal});
    return layers.map((layer) => layer.gradientGainLog10Forecast);
  } catch (error) {
    if (error.name !== "AbortError") {
      console.warn(`There is no forecast: ${error.message}`);
    }
    return null;
  }
}

/** What profile and waterfall reach over all steps, so that the axes stay while the slider moves. */
function rangesOf(traces) {
  const deltas = traces
    .flatMap((trace) => trace.layers.flatMap(({metrics}) => metrics.deltaLog10))
    .filter((value) => value !== null);
  const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const levels = traces.map(levelsOf);
  return {
    profile: deltas.length > 0 ? [least(deltas), most(deltas)] : [0, 1],
    fall: [least(levels.map(([low]) => low)), most(levels.map(([, high]) => high))],
  };
}
