import {nextDrawing} from "../charts/chart.js";
import {MOST_RUNS, namesOf} from "../job/spec.js";
import {h} from "../ui/dom.js";
import {Choices} from "./choices.js";
import {diagnosis} from "./diagnosis.js";
import {flow} from "./flow.js";
import {header} from "./header.js";
import {isOfThePlane, isOneNeuron, measuresCurvature, recordedOf} from "./kinds.js";
import {learning} from "./learning.js";
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
  const special = await specialParts(variants);
  for (const {run} of variants) {
    run.keep(signal);
  }
  const choices = new Choices(route);
  const selection = new Selection(wholeIn(choices, "step"), wholeIn(choices, "layer"));
  const shared = {choices, selection};

  const {heading, top, whole, takeaway, plotted} = columnsIn(root);
  header(heading, variants, signal);
  diagnosis({top, whole}, variants, shared, signal);
  learning(plotted("learning"), variants, shared, signal);
  special.neuron?.neuron(plotted("neuron"), variants, signal);
  flow(plotted("flow"), variants, selection, signal);
  special.curvature?.curvature(plotted("curvature"), variants, selection, signal);
  special.boundary?.boundary(plotted("boundary"), variants, signal);
  const [table, measured] = [plotted("layer-table"), plotted("metrics")];
  special.distributions?.distributions(plotted("distributions"), variants, shared, signal);
  rememberPlace(selection, choices, signal);

  await Promise.all(variants.map(({run}) => run.read));
  await nextDrawing();
  const [{layerTable}, {downloads}, {copyAs}, {metrics}] = await Promise.all([
    import("./layertable.js"),
    import("./downloads.js"),
    import("./copyas.js"),
    import("./metrics.js"),
  ]);
  layerTable(table, variants, selection, signal);
  downloads(takeaway, variants);
  copyAs(takeaway, variants);
  await metrics(measured, variants, shared, signal);
  const {outward} = await import("./outward.js");
  outward(takeaway, variants, signal);
}

/**
 * Parts that only some runs have.
 *
 * @param {Variant[]} variants
 */
async function specialParts(variants) {
  const jobs = variants.map(({run}) => run.job);
  const [neuron, curvature, boundary, distributions] = await Promise.all([
    jobs.every(isOneNeuron) ? import("./neuron.js") : null,
    jobs.some(measuresCurvature) ? import("./curvature.js") : null,
    jobs.every(isOfThePlane) ? import("./boundary.js") : null,
    recordedOf(variants).length > 0 ? import("./distributions.js") : null,
  ]);
  return {neuron, curvature, boundary, distributions};
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
