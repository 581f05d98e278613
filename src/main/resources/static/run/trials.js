import {get, pathTo} from "../api/client.js";
import {number} from "../charts/format.js";
import {isFinal} from "../job/status.js";
import {addressOf} from "../route.js";
import {fill, h} from "../ui/dom.js";
import {cell, column, numberCell, numberColumn, row, tableOf} from "../ui/table.js";
import {inWords} from "../ui/words.js";

/** @import {Experiment, Run} from "../api/contract.js" */

/**
 * @typedef {"validationAccuracy" | "validationLoss" | "trainingAccuracy" | "trainingLoss"} Figure
 */

const POLL_MS = 700;

/**
 * Follows an experiment with remedies to its end.
 *
 * @param {HTMLElement} element is filled
 * @param {Experiment} begun
 * @param {AbortSignal} signal
 */
export async function followTrials(element, begun, signal) {
  let experiment = begun;
  fill(element, trials(experiment));
  element.scrollIntoView({block: "nearest"});
  while (!isFinal(experiment.status)) {
    await new Promise((done) => setTimeout(done, POLL_MS));
    signal.throwIfAborted();
    experiment = await get(pathTo("/v1/experiments", begun.id), {signal});
    fill(element, trials(experiment));
  }
}

/** @param {Experiment} experiment */
function trials({id, runs}) {
  const done = runs.filter(({status}) => isFinal(status)).length;
  const figures = figuresIn(runs);
  const heads = [
    column("run"),
    column("status"),
    figures.map((name) => numberColumn(inWords(name))),
  ];
  return [
    h("p", {}, [
      h("progress", {max: runs.length, value: done, "aria-label": "Remedies tried"}),
      ` ${done} of ${runs.length} runs done, `,
      h("a", {href: addressOf("experiments", [id])}, "compare them"),
    ]),
    h(
      "div",
      {class: "scroll"},
      tableOf(
        heads,
        runs.map((run) => trial(run, figures)),
      ),
    ),
  ];
}

/**
 * Loss and accuracy, as far as they are known; of the validation samples where there are any.
 *
 * @param {Run[]} runs
 */
function figuresIn(runs) {
  /** @param {Figure} figure */
  const isKnown = (figure) => runs.some(({summary}) => summary?.[figure] !== undefined);
  /** @type {Figure[]} */
  const figures = isKnown("validationLoss")
    ? ["validationAccuracy", "validationLoss"]
    : ["trainingAccuracy", "trainingLoss"];
  return figures.filter(isKnown);
}

/**
 * @param {Run} run
 * @param {Figure[]} figures
 */
function trial({title, runId, jobId, status, summary}, figures) {
  return row([
    cell(jobId ? h("a", {href: addressOf("runs", [jobId])}, title ?? runId) : title),
    cell(status),
    figures.map((figure) => numberCell(summary && number(summary[figure]))),
  ]);
}
