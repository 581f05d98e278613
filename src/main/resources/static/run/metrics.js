import {get, isAbort, messageOf} from "../api/client.js";
import {curves} from "../charts/curves.js";
import {depthOf} from "../job/layers.js";
import {letterOf} from "../job/spec.js";
import {fill, freshId, h} from "../ui/dom.js";
import {formula, typeset} from "../ui/formula.js";
import {inWords} from "../ui/words.js";
import {alongSteps} from "./pointers.js";

/**
 * @import {Catalogue, Entry, GradientTrace} from "../api/contract.js"
 * @import {Curve, Curves, Guide} from "../charts/curves.js"
 * @import {Choices} from "./choices.js"
 * @import {Variant} from "./recorded.js"
 * @import {Selection} from "./selection.js"
 */

const FIRST_SHOWN = "updateRatio";

/**
 * Karpathy's rule of thumb.
 *
 * @type {Record<string, Guide>}
 */
const GUIDES = {updateRatio: {name: "10⁻³", value: 1e-3}};
const SPANS_DECADES = /Norm$|MeanAbs$|Ratio$|Diversity$|Variance$/;
const MOST_LAYERS = 7;

/**
 * Any recorded metric of a few layers over steps.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 * @param {{choices: Choices, selection: Selection}} shared `choices` remembers metric and layers
 * @param {AbortSignal} signal
 */
export async function metrics(element, variants, {choices, selection}, signal) {
  /** @type {Catalogue} */
  const {metrics: known} = await get("/v1/catalogue", {signal});
  const section = new MetricsSection(known, variants, {choices, selection}, signal);
  element.append(h("h2", {}, "Layer metrics"), ...section.controls);
  section.plotIn(element);
  selection.addEventListener("change", () => section.point(), {signal});
  for (const {run} of variants) {
    run.addEventListener("records", () => section.read(), {signal});
  }
  if (variants.some(({run}) => run.trace)) {
    section.read();
  }
}

class MetricsSection {
  #known;
  #variants;
  #choices;
  #selection;
  #signal;
  #depth;
  #select;
  #layers;
  #fault = h("p", {class: "fault", id: freshId("fault")});
  #meaning = h("p", {class: "muted meaning"});
  #asked = new AbortController();

  /** @type {ReturnType<typeof curves> | undefined} */
  #plot;

  /**
   * @param {Entry[]} known metrics
   * @param {Variant[]} variants
   * @param {{choices: Choices, selection: Selection}} shared
   * @param {AbortSignal} signal
   */
  constructor(known, variants, {choices, selection}, signal) {
    const depths = variants.map(({run}) => depthOf(run.job.spec.network));
    this.#known = known;
    this.#variants = variants;
    this.#choices = choices;
    this.#selection = selection;
    this.#signal = signal;
    this.#depth = Math.max(...depths);
    this.#select = this.#metricSelect(choices.get("metric"));
    this.#layers = this.#layersInput(choices.get("layers") ?? spread(depths).join(", "));
  }

  get controls() {
    const label = this.#depth > 1 ? `Layers of 1…${this.#depth}, at most ${MOST_LAYERS}` : "Layer";
    return [
      h("div", {class: "row no-print"}, [
        labelled("Metric", this.#select),
        labelled(label, this.#layers),
      ]),
      this.#fault,
      this.#meaning,
    ];
  }

  /** @param {HTMLElement} element */
  plotIn(element) {
    const nothing = {title: "", quantity: "", across: "step", curves: []};
    this.#plot = curves(element, nothing, this.#signal);
    this.#plot.figure.hidden = true;
    this.#plot.listen(alongSteps(this.#selection));
  }

  point() {
    this.#plot?.point(this.#selection.step);
  }

  async read() {
    const wanted = layersIn(this.#layers.value, this.#depth);
    this.#layers.setAttribute("aria-invalid", String(!wanted));
    this.#fault.textContent = wanted
      ? ""
      : `Write up to ${MOST_LAYERS} numbers from 1 to ${this.#depth}, separated by commas.`;
    const metric = this.#known.find(({name}) => name === this.#select.value);
    if (!(wanted && metric)) {
      return;
    }
    this.#asked.abort();
    this.#asked = new AbortController();
    fill(this.#meaning, [formula(metric.formula), ` ${metric.meaning}`]);
    typeset();
    try {
      this.#take(metric.name, await this.#tracesOf(metric.name, wanted));
    } catch (error) {
      if (!isAbort(error)) {
        this.#fault.textContent = messageOf(error);
      }
    }
  }

  /**
   * @param {string} metric
   * @param {number[]} wanted layers
   */
  #tracesOf(metric, wanted) {
    const signal = AbortSignal.any([this.#signal, this.#asked.signal]);
    return Promise.all(
      this.#variants.map(({run}) => {
        const own = wanted.filter((layer) => layer <= depthOf(run.job.spec.network));
        return run.metric(metric, own, signal);
      }),
    );
  }

  /**
   * @param {string} metric
   * @param {Trace[]} traces
   */
  #take(metric, traces) {
    if (this.#plot) {
      this.#plot.figure.hidden = traces.every(({step}) => step.length === 0);
      this.#plot.update(described(metric, traces, this.#variants));
      this.point();
    }
  }

  /** @param {string | null} chosen */
  #metricSelect(chosen) {
    const options = this.#known.map(({name}) => h("option", {value: name}, inWords(name)));
    const select = h("select", {id: freshId("metric")}, options);
    select.value = this.#known.find(({name}) => name === chosen)?.name ?? FIRST_SHOWN;
    select.addEventListener("change", () => {
      this.#choices.set("metric", select.value === FIRST_SHOWN ? null : select.value);
      this.read();
    });
    return select;
  }

  /** @param {string} value */
  #layersInput(value) {
    const input = h("input", {
      id: freshId("layers"),
      size: 14,
      inputmode: "numeric",
      "aria-describedby": this.#fault.id,
      value,
    });
    input.addEventListener("change", () => {
      this.#choices.set("layers", input.value);
      this.read();
    });
    return input;
  }
}

/**
 * @param {string} text
 * @param {HTMLElement} control
 */
function labelled(text, control) {
  return h("div", {}, [h("label", {for: control.id}, text), h("br"), control]);
}

/**
 * One colour and marker for each layer, one dash for each variant.
 *
 * @param {string} metric
 * @param {Trace[]} traces by variant
 * @param {Variant[]} variants
 * @returns {Curves}
 *
 * @typedef {Pick<GradientTrace, "step" | "layers">} Trace
 */
function described(metric, traces, variants) {
  const log = SPANS_DECADES.test(metric);
  const lines = linesOf(metric, traces, log);
  const isMeasured = lines.some(({y}) => y.some((value) => value !== null));
  const names = variants.map(({name}) => name).join("; ");
  return {
    title: [
      inWords(metric),
      ...(isMeasured ? [] : ["has no value here"]),
      ...(variants.length > 1 ? [names] : []),
    ].join(": "),
    quantity: inWords(metric),
    across: "step",
    log,
    curves: lines,
    guide: GUIDES[metric],
  };
}

/**
 * @param {string} metric
 * @param {Trace[]} traces
 * @param {boolean} log
 * @returns {Curve[]}
 */
function linesOf(metric, traces, log) {
  const all = traces.flatMap((trace) => trace.layers.map(({layer}) => layer));
  const numbers = [...new Set(all)].sort((a, b) => a - b);
  return traces.flatMap((trace, i) =>
    trace.layers.map(({layer, metrics: {[metric]: y}}) => {
      const prefix = traces.length > 1 ? `${letterOf(i)} ` : "";
      const isZero = log && y.includes(0) && !y.some((value) => value !== null && value > 0);
      const name = `${prefix}layer ${layer}${isZero ? " (zero)" : ""}`;
      return {name, look: numbers.indexOf(layer), dash: i, x: trace.step, y};
    }),
  );
}

/**
 * The first, the middle and the last layer of each depth.
 *
 * @param {number[]} depths
 */
export function spread(depths) {
  const layers = depths.flatMap((depth) => [1, Math.ceil(depth / 2), depth]);
  return [...new Set(layers)].sort((a, b) => a - b).slice(-MOST_LAYERS);
}

/**
 * The layers that a text names; null if it names none, too many, or something else.
 *
 * @param {string} text such as `1, 5, 9`
 * @param {number} depth
 */
export function layersIn(text, depth) {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const numbers = [...new Set(parts.map(Number))];
  const isFit =
    numbers.length > 0 &&
    numbers.length <= MOST_LAYERS &&
    numbers.every((layer) => Number.isInteger(layer) && layer >= 1 && layer <= depth);
  return isFit ? numbers : null;
}
