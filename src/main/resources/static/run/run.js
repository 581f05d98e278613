import {namesOf} from "../job/spec.js";
import {h} from "../ui/dom.js";
import {boundary} from "./boundary.js";
import {Choices} from "./choices.js";
import {copyAs} from "./copyas.js";
import {curvature, measuresCurvature} from "./curvature.js";
import {diagnosis} from "./diagnosis.js";
import {distributions, recordedOf} from "./distributions.js";
import {downloads} from "./downloads.js";
import {flow} from "./flow.js";
import {header} from "./header.js";
import {layerTable} from "./layertable.js";
import {learning} from "./learning.js";
import {metrics} from "./metrics.js";
import {isOneNeuron, neuron} from "./neuron.js";
import {MOST_RUNS} from "./overlay.js";
import {Recorded} from "./recorded.js";
import {Selection} from "./selection.js";

/**
 * @import {Route} from "../route.js"
 * @import {Variant} from "./recorded.js"
 */

/** Steps that are only passed are not kept in the address. */
const REST_MS = 400;

/**
 * One job, or variants side by side: `#/runs/{id}`, `#/runs/{idA},{idB}`; before the id of a run
 * that is trained elsewhere stands `observed:`.
 *
 * @param {HTMLElement} root
 * @param {Route} route
 * @param {AbortSignal} signal
 */
export async function show(root, route, signal) {
  const ids = (route.parts[0] ?? "").split(",").filter(Boolean);
  if (ids.length === 0) {
    throw new Error("Which run? Its address ends with the id of a job.");
  }
  if (ids.length > MOST_RUNS) {
    throw new Error(`At most ${MOST_RUNS} runs are shown side by side.`);
  }
  const variants = await variantsOf(ids, signal);
  const jobs = variants.map(({run}) => run.job);
  for (const {run} of variants) {
    run.keep(signal);
  }
  const choices = new Choices(route);
  const selection = new Selection(wholeIn(choices, "step"), wholeIn(choices, "layer"));
  document.title = `${jobs.map((job) => job.name ?? job.id).join(", ")} · Gradtrace`;

  const {heading, top, whole, takeaway, plotted} = columnsIn(root);
  header(heading, variants, signal);
  diagnosis({top, whole}, variants, {choices, selection}, signal);
  learning(plotted("learning"), variants, {choices, selection}, signal);
  if (jobs.every(isOneNeuron)) {
    neuron(plotted("neuron"), variants, signal);
  }
  flow(plotted("flow"), variants, selection, signal);
  if (jobs.some(measuresCurvature)) {
    curvature(plotted("curvature"), variants, selection, signal);
  }
  if (jobs.every(({spec}) => spec.network.inputs === 2)) {
    boundary(plotted("boundary"), variants, signal);
  }
  layerTable(plotted("layer-table"), variants, selection, signal);
  const measured = metrics(plotted("metrics"), variants, {choices, selection}, signal);
  if (recordedOf(variants).length > 0) {
    distributions(plotted("distributions"), variants, {choices, selection}, signal);
  }
  downloads(takeaway, variants);
  copyAs(takeaway, variants);
  rememberPlace(selection, choices, signal);
  await measured;
  const {outward} = await import("./outward.js");
  outward(takeaway, variants, signal);
}

/**
 * @param {string[]} ids
 * @param {AbortSignal} signal
 * @returns {Promise<Variant[]>}
 */
async function variantsOf(ids, signal) {
  const runs = await Promise.all(ids.map((id) => Recorded.open(id, signal)));
  const names = namesOf(runs.map(({job}) => job));
  return runs.map((run, i) => ({run, name: names[i]}));
}

/**
 * The parts of the view; `plotted` adds one to the plots.
 *
 * @param {HTMLElement} root
 */
function columnsIn(root) {
  const [heading, top, takeaway] = ["heading", "headline", "takeaway"].map(card);
  const plots = h("div", {class: "run-plots"});
  const whole = h("div", {class: "run-side"});
  root.append(heading, top, h("div", {class: "run-columns"}, [plots, whole]), takeaway);
  /** @param {string} name */
  const plotted = (name) => {
    const section = card(name);
    plots.append(section);
    return section;
  };
  return {heading, top, whole, takeaway, plotted};
}

/** @param {string} name */
function card(name) {
  return h("section", {class: `card ${name}`});
}

/**
 * A whole number in the address; null if there is none.
 *
 * @param {Choices} choices
 * @param {string} name
 */
function wholeIn(choices, name) {
  const value = Number(choices.get(name) ?? Number.NaN);
  return Number.isInteger(value) ? value : null;
}

/**
 * @param {Selection} selection
 * @param {Choices} choices
 * @param {AbortSignal} signal
 */
function rememberPlace(selection, choices, signal) {
  let writing = 0;
  const write = () => {
    if (!signal.aborted) {
      choices.set("step", selection.chosenStep);
      choices.set("layer", selection.chosenLayer);
    }
  };
  const later = () => {
    clearTimeout(writing);
    writing = setTimeout(write, REST_MS);
  };
  selection.addEventListener("change", later, {signal});
}
