import {get} from "../api/client.js";
import {valueAt} from "../json/pointer.js";
import {fill, h} from "../ui/dom.js";
import {Actions} from "./actions.js";
import {designAt, followDesign, isUntouched} from "./address.js";
import {comparison} from "./compare.js";
import {dataSection} from "./data.js";
import {Faults} from "./faults.js";
import {gallery} from "./gallery.js";
import {LessonCard} from "./lesson.js";
import {networkSection} from "./network.js";
import {modeOf} from "./presets.js";
import {RESTORED} from "./restored.js";
import {shareBar} from "./share.js";
import {trainingSection} from "./training.js";
import {followValidity} from "./validity.js";

/**
 * @import {Catalogue, Dataset, Page, Preset} from "../api/contract.js"
 * @import {Route} from "../route.js"
 * @import {Design} from "./design.js"
 * @import {Look} from "./look.js"
 * @import {Request} from "./requests.js"
 * @import {Variant} from "./variant.js"
 */

/**
 * What there is to choose from.
 *
 * @typedef {{catalogue: Catalogue, presets: Preset[], datasets: Dataset[]}} Stock
 */

/**
 * The Lab: choose or build a network, data and a way to train; look, check, run, compare.
 *
 * @param {HTMLElement} root
 * @param {Route} route
 * @param {AbortSignal} signal
 */
export async function show(root, {query}, signal) {
  const stock = await stockOf(signal);
  const {presets} = stock;
  const {design, preset} = await designAt(query, presets);
  const settle = followDesign(design, preset, signal);
  const form = new Form(design, stock, signal);
  const summary = h("section", {
    class: "problem",
    tabindex: "-1",
    hidden: true,
    "aria-live": "polite",
  });
  const faults = new Faults(root, summary, design);
  const results = h("div", {class: "results"});
  const card = preset && new LessonCard(preset);
  const actions = new Actions({
    design,
    preset,
    faults,
    results,
    settle,
    compareWith: (variant) => form.compareWith(variant),
    trainAt: (rate) => form.trainAt(rate),
    looked: (requests, answers) => measure(card, design, requests, answers),
    signal,
  });
  const mode = preset ? modeOf(preset) : "train";
  const validity = h("p", {class: "validity", role: "status"});
  root.append(
    gallery(presets, preset),
    card ? card.element : h("h1", {class: "visually-hidden"}, "Lab"),
    results,
    summary,
    form.notes,
    form.element,
    h("div", {class: "bar no-print"}, [h("div", {class: "row"}, actions.buttons(mode)), validity]),
    shareBar(design, preset, settle),
  );
  followValidity(validity, design, faults, signal);
  if (mode === "look" && (await isUntouched(design, preset))) {
    await actions.lookQuietly();
  }
}

/** The sections of the form, made anew when the design was changed from outside their fields. */
class Form {
  #design;
  #stock;
  #signal;

  notes = h("ul", {class: "notes", "aria-label": "Notes on the import"});

  element = h("form", {
    class: "lab",
    novalidate: true,
    "aria-label": "Network, data and training",
    onsubmit: (event) => event.preventDefault(),
  });

  /**
   * @param {Design} design
   * @param {Stock} stock
   * @param {AbortSignal} signal
   */
  constructor(design, stock, signal) {
    this.#design = design;
    this.#stock = stock;
    this.#signal = signal;
    this.element.addEventListener(RESTORED, (event) => {
      this.#restore(/** @type {CustomEvent<string[]>} */ (event).detail);
    });
    this.#render();
  }

  /** @param {Variant} variant */
  compareWith(variant) {
    this.#design.compareWith(variant);
    this.#render();
    this.element.querySelector(".compare")?.scrollIntoView({block: "center"});
  }

  /** @param {number} rate */
  trainAt(rate) {
    this.#design.set("/optimizer/learningRate", rate);
    this.#render();
    /** @type {HTMLElement | null} */
    const field = this.element.querySelector('[data-pointer="/optimizer/learningRate"] input');
    field?.focus();
    field?.scrollIntoView({block: "center"});
  }

  /** @param {string[]} notes */
  #restore(notes) {
    fill(
      this.notes,
      notes.map((note) => h("li", {}, note)),
    );
    this.#render();
    /** @type {HTMLElement | null} */
    const first = this.element.querySelector(".network input");
    first?.focus();
  }

  #render() {
    const design = this.#design;
    const {catalogue, datasets} = this.#stock;
    fill(
      this.element,
      h("div", {class: "lab-columns"}, [
        networkSection(design, catalogue),
        dataSection(design, catalogue, datasets, this.#signal),
        trainingSection(design, catalogue),
        comparison(design, catalogue),
      ]),
    );
  }
}

/**
 * Tells what a look has measured of what its preset expects, as long as it is the preset's.
 *
 * @param {LessonCard | undefined} card of the preset
 * @param {Design} design
 * @param {Request[]} requests
 * @param {Look[]} answers
 */
async function measure(card, design, requests, answers) {
  const preset = card?.preset;
  const at = requests.findIndex(({path}) => path === preset?.endpoint);
  if (preset && at >= 0 && (await isUntouched(design, preset))) {
    card.tell(preset.expected.map(({pointer}) => Number(valueAt(answers[at], pointer))));
  }
}

/** @type {Map<string, Promise<unknown>>} */
const memory = new Map();

/**
 * What does not change while the service runs is asked for once.
 *
 * @template T
 * @param {string} path
 * @returns {Promise<T>}
 */
function known(path) {
  const answer =
    memory.get(path) ??
    get(path).catch((error) => {
      memory.delete(path);
      throw error;
    });
  memory.set(path, answer);
  return /** @type {Promise<T>} */ (answer);
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<Stock>}
 */
async function stockOf(signal) {
  /** @type {[Catalogue, Page<Preset>, Page<Dataset>]} */
  const [catalogue, presets, datasets] = await Promise.all([
    known("/v1/catalogue"),
    known("/v1/presets?limit=100"),
    get("/v1/datasets?limit=100", {signal}),
  ]);
  return {catalogue, presets: presets.data, datasets: datasets.data};
}
