import {get, isAbort, messageOf} from "../api/client.js";
import {HeatMap} from "../charts/heatmap.js";
import {ridgeline} from "../charts/ridges.js";
import {fill, h} from "../ui/dom.js";
import {recordedOf} from "./kinds.js";
import {followed} from "./pointers.js";
import {lostLayers, rangesOfLayers} from "./underflow.js";

/**
 * @import {Distributions} from "../api/contract.js"
 * @import {Choices} from "./choices.js"
 * @import {Recorded, Variant} from "./recorded.js"
 * @import {Selection} from "./selection.js"
 */

/** What a number format has for the share that rounds to 0. */
const FORMATS = /** @type {const} */ ({
  float32: "belowFloat32",
  bfloat16: "belowBfloat16",
  float16: "belowFloat16",
});

const TITLES = /** @type {Record<string, string>} */ ({
  weights: "weights W",
  weightGradient: "gradient ∂C/∂W",
  delta: "δ",
  preactivation: "preactivations z",
  activation: "activations a",
  update: "updates ΔW",
});

/**
 * Distributions over steps: ridges of a layer, of all runs over each other; which share would be
 * lost in a number format, layer by layer; and where float32 would lose the gradient.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 * @param {{choices: Choices, selection: Selection}} chosen
 * @param {AbortSignal} signal
 */
export function distributions(element, variants, {choices, selection}, signal) {
  const section = new DistributionSection(variants, choices, signal);
  element.append(h("h2", {}, "Distributions"), ...section.elements(selection));
  for (const {run} of variants) {
    run.addEventListener("records", () => section.renew(), {signal});
  }
  section.renew();
}

class DistributionSection {
  #variants;
  #choices;
  #signal;
  #of;
  #layer = h("select");
  #format;
  #sentences = h("div", {role: "status"});
  #shape = h("div");
  #maps = h("div", {class: "columns"});
  #ridges;

  /** @type {HeatMap[]} by variant */
  #heats = [];

  /** @type {(Distributions | null)[]} by variant */
  #read;

  #asked = 0;

  #drawnLayer = "";

  /**
   * @param {Variant[]} variants
   * @param {Choices} choices
   * @param {AbortSignal} signal
   */
  constructor(variants, choices, signal) {
    this.#variants = variants;
    this.#choices = choices;
    this.#signal = signal;
    this.#read = variants.map(() => null);
    const names = recordedOf(variants);
    this.#of = selectOf(names.map((name) => [name, TITLES[name] ?? name]));
    this.#format = selectOf(Object.keys(FORMATS).map((name) => [name, name]));
    this.#of.value = names.find((name) => name === choices.get("of")) ?? names[0];
    this.#format.value =
      Object.keys(FORMATS).find((name) => name === choices.get("format")) ?? "float32";
    this.#ridges = ridgeline(this.#shape, signal);
    this.#of.addEventListener("change", () => {
      choices.set("of", this.#of.value);
      this.renew();
    });
    this.#format.addEventListener("change", () => {
      choices.set("format", this.#format.value);
      this.#show();
    });
  }

  /** @param {Selection} selection */
  elements(selection) {
    this.#layer.addEventListener("change", () => selection.chooseLayer(Number(this.#layer.value)));
    selection.addEventListener("change", () => this.#follow(selection), {signal: this.#signal});
    this.#heats = this.#variants.map(
      () => new HeatMap(this.#maps, followed(selection), this.#signal),
    );
    return [
      h("div", {class: "row no-print"}, [
        h("label", {}, ["of ", this.#of]),
        h("label", {}, [" layer ", this.#layer]),
        h("label", {}, [" what rounds to 0 in ", this.#format]),
      ]),
      this.#sentences,
      this.#shape,
      this.#maps,
    ];
  }

  /** @param {Selection} selection */
  #follow({chosenLayer, step, layers}) {
    const layer = String(chosenLayer ?? this.#layer.value);
    if (layer !== this.#layer.value || layer !== this.#drawnLayer) {
      this.#layer.value = layer;
      this.#show();
    }
    for (const heat of this.#heats) {
      heat.point({step, layers});
    }
  }

  /** Reads what has been recorded meanwhile. */
  async renew() {
    this.#asked += 1;
    const asked = this.#asked;
    const of = this.#of.value;
    try {
      const read = await Promise.all(this.#variants.map(({run}) => this.#ask(run, of)));
      if (asked === this.#asked && !this.#signal.aborted) {
        this.#read = read;
        this.#offerLayers();
        this.#show();
      }
    } catch (error) {
      if (!isAbort(error)) {
        fill(this.#sentences, h("p", {class: "fault"}, messageOf(error)));
      }
    }
  }

  /**
   * @param {Recorded} run
   * @param {string} of
   * @returns {Promise<Distributions | null>} null where the run does not record it
   */
  #ask(run, of) {
    return run.job.spec.trace?.distributions?.includes(of)
      ? get(`${run.path}/distributions?of=${of}`, {signal: this.#signal})
      : Promise.resolve(null);
  }

  /** Layers that any run has; the first is chosen until the reader does. */
  #offerLayers() {
    const depth = Math.max(0, ...this.#read.map((read) => read?.layers.length ?? 0));
    if (this.#layer.options.length !== depth) {
      const layers = Array.from({length: depth}, (_, i) => String(i + 1));
      fill(
        this.#layer,
        layers.map((layer) => h("option", {value: layer}, layer)),
      );
      this.#layer.value = layers.find((layer) => layer === this.#choices.get("layer")) ?? "1";
    }
  }

  #show() {
    this.#drawnLayer = this.#layer.value;
    const layer = Number(this.#layer.value);
    const {value: of} = this.#of;
    const names = this.#variants.map(({name}) => name);
    this.#ridges.update({
      title: `${TITLES[of] ?? of} of layer ${layer}: sizes of the entries, step by step`,
      ranges: rangesOfLayers(this.#read, names, layer),
    });
    const format = /** @type {keyof typeof FORMATS} */ (this.#format.value);
    this.#read.forEach((read, i) => {
      if (read && read.step.length > 0) {
        this.#heats[i].update({
          title: [
            names.length > 1 && names[i],
            `${TITLES[of] ?? of}: what rounds to 0 in ${format}`,
          ]
            .filter(Boolean)
            .join(", "),
          quantity: "share of what is not 0",
          steps: read.step,
          layers: read.layers.map((one) => one.layer),
          values: read.layers.map((one) => one[FORMATS[format]]),
          range: [0, 1],
        });
      }
    });
    fill(
      this.#sentences,
      of === "delta"
        ? this.#read.map((read, i) => {
            const lost = read && lostLayers(read);
            const prefix = names.length > 1 ? `${names[i]}: ` : "";
            return lost && h("p", {}, prefix + lost);
          })
        : [],
    );
  }
}

/** @param {[value: string, label: string][]} options */
function selectOf(options) {
  return h(
    "select",
    {},
    options.map(([value, label]) => h("option", {value}, label)),
  );
}
