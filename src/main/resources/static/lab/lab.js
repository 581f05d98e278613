import {get} from "../api/client.js";
import {valueAt} from "../json/pointer.js";
import {h} from "../ui/dom.js";
import {Actions} from "./actions.js";
import {designAt, followDesign, isUntouched} from "./address.js";
import {Faults} from "./faults.js";
import {Form} from "./form.js";
import {gallery} from "./gallery.js";
import {LessonCard} from "./lesson.js";
import {LiveLook} from "./live.js";
import {modeOf} from "./presets.js";
import {Stage} from "./stage.js";
import {UndoHistory} from "./undo.js";
import {followValidity} from "./validity.js";

/**
 * @import {Catalogue, Dataset, Page, Preset} from "../api/contract.js"
 * @import {Route} from "../route.js"
 * @import {Design} from "./design.js"
 * @import {Look} from "./look.js"
 * @import {Request} from "../program/request.js"
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
  const faults = new Faults(root, summary, design, signal);
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
  const parts = {design, form, faults, summary, results};
  const shown = sides(parts, actions.buttons(mode), signal);
  root.append(
    gallery(presets, preset),
    card ? card.element : h("h1", {class: "visually-hidden"}, "Lab"),
    ...shown.elements,
  );
  if (mode === "look" && (await isUntouched(design, preset))) {
    await actions.lookQuietly();
  }
  if (!signal.aborted) {
    shown.begin();
    const {shareBar} = await import("./share.js");
    root.append(shareBar(design, preset, settle, signal));
  }
}

/**
 * What is shown of the design beside its form, and the bar of what can be done with it.
 *
 * @param {{design: Design, form: Form, faults: Faults, summary: HTMLElement,
 *     results: HTMLElement}} parts
 * @param {HTMLElement[]} buttons
 * @param {AbortSignal} signal
 * @returns what is shown, and what begins to look at the design: after anything else that the
 *     service has to look at first
 */
function sides({design, form, faults, summary, results}, buttons, signal) {
  const undo = new UndoHistory(design, () => form.renew(), signal);
  const look = new LiveLook(signal);
  const element = h("p", {class: "validity", role: "status"});
  const begin = () => followValidity({element, faults, look}, design, signal);
  const elements = [
    h("div", {class: "lab-sides"}, [
      h("div", {class: "lab-side shown"}, [
        results,
        new Stage(design, signal).element,
        look.element,
      ]),
      h("div", {class: "lab-side"}, [summary, form.notes, form.element]),
    ]),
    h("div", {class: "bar no-print"}, [h("div", {class: "row"}, buttons), undo.buttons, element]),
  ];
  return {elements, begin};
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
