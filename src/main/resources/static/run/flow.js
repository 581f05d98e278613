import {isAbort, messageOf, post} from "../api/client.js";
import {barsOf, levelsOf} from "../charts/factors.js";
import {HeatMap} from "../charts/heatmap.js";
import {extentOf} from "../charts/plane.js";
import {profile} from "../charts/profile.js";
import {waterfall} from "../charts/waterfall.js";
import {letterOf} from "../job/spec.js";
import {h} from "../ui/dom.js";
import {anchored, momentOf} from "./moment.js";
import {alongLayers, followed} from "./pointers.js";
import {Stepper} from "./stepper.js";

/**
 * @import {Forecast, GradientTrace, JobSpec, Measure} from "../api/contract.js"
 * @import {Range} from "../charts/plane.js"
 * @import {Series} from "../charts/profile.js"
 * @import {Moment} from "./moment.js"
 * @import {Recorded, Variant} from "./recorded.js"
 * @import {Selection} from "./selection.js"
 */

const WAITING =
  "The service keeps what a run records every second, or as often as takes a twentieth of its time; the first is to come.";

const FORECAST =
  "Dashed: the mean-field forecast of the initial weights, made before any was drawn, " +
  "hung up at the measured ‖δ‖ of the output layer. " +
  "Once training has moved the weights, it need not hold.";

/**
 * The gradient flow at a recorded step: profile, forecast, waterfalls, and heat maps of all steps.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 * @param {Selection} selection
 * @param {AbortSignal} signal
 */
export function flow(element, variants, selection, signal) {
  const section = new FlowSection(variants, selection, signal);
  element.append(h("h2", {}, "Gradient flow"), ...section.elements);
  for (const {run} of variants) {
    run.addEventListener("records", () => section.renew(), {signal});
    run.addEventListener("detail", () => section.renew(), {signal});
  }
  selection.addEventListener("change", () => section.show(), {signal});
  selection.addEventListener("pin", () => section.scrollIntoView(), {signal});
}

class FlowSection {
  #variants;
  #selection;
  #signal;
  #isShallow;
  #slider;
  #line;
  #falls;
  #heats;

  /** @type {(Measure[] | null)[]} by variant */
  #forecasts;

  /** @type {{profile: Range, fall: Range}} */
  #ranges = {profile: [0, 1], fall: [0, 1]};

  /** @type {number[][]} by variant, the layer of each bar of its waterfall */
  #layersOfBars = [];

  #waiting = h("p", {class: "muted"}, WAITING);
  #body = h("div", {hidden: true});
  #shape = h("div");
  #note = h("p", {class: "muted"});

  elements = [this.#waiting, this.#body];

  /**
   * @param {Variant[]} variants
   * @param {Selection} selection
   * @param {AbortSignal} signal
   */
  constructor(variants, selection, signal) {
    this.#variants = variants;
    this.#selection = selection;
    this.#signal = signal;
    this.#isShallow = variants.every(({run}) => run.job.spec.network.layers.length === 1);
    this.#slider = new Stepper(selection, signal);
    const losses = h("div", {class: "columns"});
    const maps = h("div", {class: "columns", hidden: this.#isShallow});
    this.#fill(losses, maps);
    this.#line = profile(this.#shape, {title: "", series: []}, signal);
    const nothing = {title: "", costGradientLog10: null, layers: []};
    this.#falls = variants.map(() => waterfall(losses, nothing, signal));
    this.#heats = variants.map(() => new HeatMap(maps, followed(selection), signal));
    this.#line.listen(alongLayers(selection, Math.round));
    this.#falls.forEach((fall, i) => {
      fall.listen(alongLayers(selection, (place) => this.#layersOfBars[i][Math.round(place)]));
    });
    this.#forecasts = variants.map(() => null);
    variants.forEach(({run}, i) => {
      this.#ask(run, i);
    });
  }

  /**
   * @param {HTMLElement} losses
   * @param {HTMLElement} maps
   */
  #fill(losses, maps) {
    this.#shape.hidden = this.#isShallow;
    this.#body.append(
      this.#slider.element,
      this.#shape,
      this.#note,
      h("h3", {}, "Where the gradient was lost"),
      losses,
      h("h3", {hidden: this.#isShallow}, "Every layer at every recorded step"),
      maps,
    );
  }

  scrollIntoView() {
    const place = this.#isShallow ? this.#slider.element : this.#shape;
    place.scrollIntoView({block: "nearest"});
  }

  /** Takes what has been recorded meanwhile. */
  renew() {
    const isRunning = this.#variants.some(({run}) => !run.finished);
    const traces = this.#variants.flatMap(({run}) => traceIn(run) ?? []);
    this.#body.hidden = traces.length === 0;
    this.#waiting.hidden = traces.length > 0;
    if (traces.length === 0) {
      this.#waiting.textContent = isRunning ? this.#waiting.textContent : "No step was recorded.";
      return;
    }
    this.#slider.take(traces, isRunning);
    this.#ranges = rangesOf(traces);
    this.#variants.forEach(({run, name}, i) => {
      const trace = traceIn(run);
      if (trace) {
        this.#heats[i].update(heatOf(trace, this.#named(name), this.#ranges.profile));
      }
    });
    this.show();
  }

  /** Shows the chosen step. */
  show() {
    if (this.#body.hidden) {
      return;
    }
    const {step} = this.#slider;
    const {layers: marked} = this.#selection;
    const moments = this.#variants.map(({run, name}) => {
      const trace = traceIn(run);
      return trace && momentOf(trace, step, name);
    });
    const known = moments.filter((moment) => moment !== null);
    this.#line.update({
      title: `log₁₀ ‖δ‖ of each layer at step ${known[0].step}`,
      marked,
      range: this.#ranges.profile,
      series: this.#series(moments),
    });
    moments.forEach((moment, i) => {
      if (moment) {
        this.#showFall(moment, i);
      }
      this.#heats[i].point({step, layers: marked});
    });
    this.#slider.say(known);
  }

  /**
   * The measurements, then the forecasts.
   *
   * @param {(Moment | null)[]} moments by variant
   * @returns {Series[]}
   */
  #series(moments) {
    const measured = moments.flatMap((moment, i) =>
      moment ? [{name: moment.name, layers: moment.layers, values: moment.delta, like: i}] : [],
    );
    const foreseen = moments.flatMap((moment, i) => {
      const gains = this.#forecasts[i];
      const name = this.#variants.length > 1 ? `${letterOf(i)} forecast` : "forecast";
      return moment && gains
        ? [
            {
              name,
              layers: moment.layers,
              values: anchored(moment.delta, gains),
              dashed: true,
              like: i,
            },
          ]
        : [];
    });
    return [...measured, ...foreseen];
  }

  /**
   * @param {Moment} moment
   * @param {number} i the variant
   */
  #showFall({name, step, cost, gains, blocks}, i) {
    const bars = barsOf({costGradientLog10: cost, layers: gains});
    this.#layersOfBars[i] = bars.map(({layer}) => layer);
    this.#falls[i].update({
      title: [this.#named(name), `step ${step}`].filter(Boolean).join(", "),
      costGradientLog10: cost,
      layers: gains,
      blocks,
      range: this.#ranges.fall,
      marked: this.#selection.layers,
    });
  }

  /** @param {string} name of a variant, which only is said where there are more */
  #named(name) {
    return this.#variants.length > 1 ? name : "";
  }

  /**
   * @param {Recorded} run
   * @param {number} i the variant
   */
  async #ask(run, i) {
    this.#forecasts[i] = await forecastOf(run.job.spec, this.#signal);
    this.#note.textContent = this.#forecasts.some(Boolean) ? FORECAST : "";
    this.show();
  }
}

/**
 * The trace of a run; null as long as no step is in it.
 *
 * @param {Recorded} run
 */
function traceIn({trace}) {
  return trace && trace.step.length > 0 ? trace : null;
}

/**
 * @param {GradientTrace} trace
 * @param {string} title
 * @param {Range} range
 */
function heatOf({step, layers}, title, range) {
  return {
    title,
    quantity: "log₁₀ ‖δ‖",
    steps: step,
    layers: layers.map(({layer}) => layer),
    values: layers.map(({metrics}) => metrics.deltaLog10),
    range,
  };
}

/**
 * Forecast gains by layer; null where weights were given or one layer leaves nothing to forecast.
 *
 * @param {JobSpec} spec
 * @param {AbortSignal} signal
 */
async function forecastOf({network, parameters, batchSize}, signal) {
  if (parameters || network.layers.length < 2) {
    return null;
  }
  const {parameterCount: _, ...drawn} = network;
  try {
    /** @type {Forecast} */
    const {layers} = await post("/v1/forecast", {network: drawn, batchSize}, {signal});
    return layers.map((layer) => layer.gradientGainLog10Forecast);
  } catch (error) {
    if (!isAbort(error)) {
      console.warn(`There is no forecast: ${messageOf(error)}`);
    }
    return null;
  }
}

/**
 * What profile and waterfall reach over all steps, so that the axes stay while the slider moves.
 *
 * @param {GradientTrace[]} traces
 * @returns {{profile: Range, fall: Range}}
 */
function rangesOf(traces) {
  const deltas = traces.flatMap(({layers}) => layers.flatMap(({metrics}) => metrics.deltaLog10));
  const isKnown = deltas.some((delta) => delta !== null);
  return {
    profile: isKnown ? extentOf(deltas) : [0, 1],
    fall: extentOf(traces.flatMap(levelsOf)),
  };
}
