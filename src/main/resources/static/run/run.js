import {h} from "../ui/dom.js";
import {panel} from "../diagnosis/panel.js";
import {boundary} from "./boundary.js";
import {Choices} from "./choices.js";
import {downloads} from "./downloads.js";
import {flow} from "./flow.js";
import {header} from "./header.js";
import {learning} from "./learning.js";
import {metrics} from "./metrics.js";
import {isOneNeuron, neuron} from "./neuron.js";
import {Recorded} from "./recorded.js";
import {Selection} from "./selection.js";
import {namesOf} from "./spec.js";

/**
 * One job, or variants side by side: `#/runs/{id}`, `#/runs/{idA},{idB}`.
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
  const runs = await Promise.all(ids.map((id) => Recorded.open(id, signal)));
  const jobs = runs.map(({job}) => job);
  const names = namesOf(jobs);
  const variants = runs.map((run, i) => ({run, name: names[i]}));
  variants.forEach(({run}) => run.keep(signal));
  const choices = new Choices(route);
  const selection = new Selection(
    choices.get("step") === null ? null : Number(choices.get("step")),
  );
  document.title = `${jobs.map((job) => job.name ?? job.id).join(", ")} · Gradtrace`;

  const part = (name) => h("section", {class: `card ${name}`});
  const plots = h("div", {class: "run-plots"});
  const side = h("div", {class: "run-side"});
  const [heading, takeaway] = [part("heading"), part("takeaway")];
  root.append(heading, h("div", {class: "run-columns"}, [plots, side]), takeaway);
  const plotted = (name) => {
    const section = part(name);
    plots.append(section);
    return section;
  };
  const diagnosed = part("diagnosis");
  side.append(diagnosed);

  header(heading, variants, signal);
  learning(plotted("learning"), variants, choices, signal);
  jobs.every(isOneNeuron) && neuron(plotted("neuron"), variants, signal);
  flow(plotted("flow"), variants, selection, signal);
  jobs.every(({spec}) => spec.network.inputs === 2) &&
    boundary(plotted("boundary"), variants, signal);
  const measured = metrics(plotted("metrics"), variants, choices, selection, signal);
  panel(diagnosed, variants, selection, signal);
  downloads(takeaway, variants);
  let writing = 0;
  selection.addEventListener(
    "change",
    () => {
      clearTimeout(writing);
      writing = setTimeout(() => signal.aborted || choices.set("step", selection.step), 400);
    },
    {signal},
  );
  await measured;
}
