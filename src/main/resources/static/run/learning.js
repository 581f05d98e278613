import {curves, decadesOf} from "../charts/curves.js";
import {letterOf} from "../job/spec.js";
import {h} from "../ui/dom.js";
import {alongEpochs} from "./pointers.js";

/**
 * @import {Job, LossCurve} from "../api/contract.js"
 * @import {Curve} from "../charts/curves.js"
 * @import {Choices} from "./choices.js"
 * @import {Variant} from "./recorded.js"
 * @import {Selection} from "./selection.js"
 */

/**
 * @typedef {"trainingLoss" | "validationLoss" | "trainingAccuracy" | "validationAccuracy"
 *     | "meanBatchLoss"} Column
 */

/**
 * A variant whose curve has been read, under the name that legends have for it.
 *
 * @typedef {{job: Job, curve: LossCurve, i: number, name: string, prefix: string,
 *     across: "epoch" | "step"}} Learnt
 */

/**
 * Losses over more decades are drawn on a logarithmic scale unless the reader decides otherwise.
 */
const MOST_DECADES = 3;

/** Losses of mini-batches are drawn up to so many epochs unless the reader decides otherwise. */
const FEW_EPOCHS = 2;

/**
 * Loss and accuracy of all variants.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 * @param {{choices: Choices, selection: Selection}} shared `choices` remembers the scale
 * @param {AbortSignal} signal
 */
export function learning(element, variants, {choices, selection}, signal) {
  const log = h("input", {type: "checkbox", checked: choices.get("scale") === "log"});
  const batches = h("input", {type: "checkbox"});
  const plots = h("div", {class: "columns"});
  element.append(
    h("h2", {}, "Learning"),
    h("div", {class: "row no-print"}, [
      h("label", {}, [log, " logarithmic loss"]),
      h("label", {}, [batches, " losses of mini-batches"]),
    ]),
    plots,
  );
  const axes = {title: "", across: "epoch", curves: []};
  const loss = curves(plots, {...axes, quantity: "loss"}, signal);
  const accuracy = curves(plots, {...axes, quantity: "accuracy"}, signal);
  linkSteps([loss, accuracy], variants[0].run, selection, signal);

  const draw = () => {
    const read = learntOf(variants);
    batches.checked = withBatches(read, choices.get("batches"));
    const losses = lossesOf(read, batches.checked);
    if (choices.get("scale") === null) {
      log.checked = decadesOf(losses) > MOST_DECADES;
    }
    loss.update(lossPlot(read, losses, log.checked));
    const shares = overEpochs(read, "trainingAccuracy", "validationAccuracy");
    accuracy.figure.hidden = shares.length === 0;
    if (shares.length > 0) {
      accuracy.update(accuracyPlot(read, shares));
    }
  };
  log.addEventListener("change", () => {
    choices.set("scale", log.checked ? "log" : "linear");
    draw();
  });
  batches.addEventListener("change", () => {
    choices.set("batches", batches.checked ? "on" : "off");
    draw();
  });
  for (const {run} of variants) {
    run.addEventListener("records", draw, {signal});
    run.addEventListener("epochs", draw, {signal});
  }
}

/**
 * Has charts over the epochs of a run show the step that is pointed at, and tell of it.
 *
 * @param {ReturnType<typeof curves>[]} charts
 * @param {Variant["run"]} run
 * @param {Selection} selection
 * @param {AbortSignal} signal
 */
function linkSteps(charts, run, selection, signal) {
  const point = () => {
    const at = selection.step === null ? null : epochsAt(selection.step, run);
    for (const chart of charts) {
      chart.point(at);
    }
  };
  for (const chart of charts) {
    chart.listen(alongEpochs(selection, run));
  }
  selection.addEventListener("change", point, {signal});
  point();
}

/**
 * @param {Variant[]} variants
 * @returns {Learnt[]}
 */
function learntOf(variants) {
  const isOne = variants.length === 1;
  const quantity = variants.some(({run}) => run.job.spec.elsewhere) ? "step" : "epoch";
  return variants.flatMap(({run: {job, curve}, name}, i) =>
    curve
      ? [
          {
            job,
            curve,
            i,
            name: isOne ? "" : name,
            prefix: isOne ? "" : `${letterOf(i)} `,
            across: quantity,
          },
        ]
      : [],
  );
}

/** @param {Learnt[]} read */
function isLong(read) {
  return read.some(({curve}) => curve.epochs.epoch.length > FEW_EPOCHS);
}

/**
 * Whether losses of mini-batches are drawn.
 *
 * @param {Learnt[]} read
 * @param {string | null} chosen "on" or "off", null where nobody has decided
 */
export function withBatches(read, chosen) {
  return chosen === null ? !isLong(read) : chosen === "on";
}

/**
 * @param {Learnt[]} read
 * @param {boolean} areBatchesDrawn
 */
export function lossesOf(read, areBatchesDrawn) {
  return [
    ...overEpochs(read, "trainingLoss", "validationLoss"),
    ...(areBatchesDrawn
      ? read.flatMap((one) => kindOverEpochs(one, "mean of mini-batches", "meanBatchLoss", 2))
      : []),
    ...read
      .filter(({job}) => areBatchesDrawn || job.spec.elsewhere)
      .map((one) => overBatches(one, isLong(read))),
    ...read.flatMap(toldBySenders),
  ];
}

/**
 * @param {Learnt[]} read
 * @param {Curve[]} losses
 * @param {boolean} log
 */
function lossPlot(read, losses, log) {
  const isMeasured = losses.some(({y}) => y.length > 0);
  const title = isMeasured ? `Loss${namesIn(read)}` : "Nothing has been measured yet.";
  return {title, quantity: "loss", across: read[0]?.across ?? "epoch", log, curves: losses};
}

/**
 * @param {Learnt[]} read
 * @param {Curve[]} shares
 */
function accuracyPlot(read, shares) {
  const quantity = "share classified rightly";
  return {
    title: `Accuracy${namesIn(read)}`,
    quantity,
    across: read[0]?.across ?? "epoch",
    max: 1,
    curves: shares,
  };
}

/** @param {Learnt[]} read */
function namesIn(read) {
  const names = read.map(({name}) => name).filter(Boolean);
  return names.length > 0 ? `: ${names.join("; ")}` : "";
}

/**
 * @param {Learnt[]} read
 * @param {Column} training
 * @param {Column} validation
 */
function overEpochs(read, training, validation) {
  return read.flatMap((one) => [
    ...kindOverEpochs(one, "training", training, 0),
    ...kindOverEpochs(one, "validation", validation, 1),
  ]);
}

/**
 * @param {Learnt} learnt
 * @param {string} kind
 * @param {Column} column
 * @param {number} dash
 * @returns {Curve[]} none if nothing was measured
 */
function kindOverEpochs(learnt, kind, column, dash) {
  const {curve, i, prefix} = learnt;
  const {step, [column]: y} = curve.epochs;
  if (!y || step.length === 0) {
    return [];
  }
  return [{name: prefix + kind, look: i, dash, x: across(step, learnt), y}];
}

/**
 * The loss that the sender of a run measured.
 *
 * @param {Learnt} learnt
 * @returns {Curve[]} none if it told none
 */
function toldBySenders(learnt) {
  const {curve, i, prefix} = learnt;
  const {step, trainingLoss: y} = curve.batches;
  return y ? [{name: `${prefix}training`, look: i, dash: 1, x: across(step, learnt), y}] : [];
}

/**
 * @param {Learnt} learnt
 * @param {boolean} faint
 * @returns {Curve}
 */
function overBatches(learnt, faint) {
  const {job, curve, i, prefix} = learnt;
  const {step, loss: y} = curve.batches;
  const x = across(step, learnt);
  return job.spec.elsewhere
    ? {name: `${prefix}batch`, look: i, x, y}
    : {name: `${prefix}mini-batch`, look: i, dash: faint ? 0 : 3, faint, x, y};
}

/**
 * A step as a number of epochs.
 *
 * @param {number} step
 * @param {{job: Job}} run
 */
export function epochsAt(step, {job: {progress}}) {
  return (step * progress.epochs) / progress.steps;
}

/**
 * Where steps of a run stand: at epochs, unless one of the runs that are drawn has none.
 *
 * @param {number[]} steps
 * @param {Learnt} learnt
 */
function across(steps, {job, across: quantity}) {
  return quantity === "step" ? steps : steps.map((at) => epochsAt(at, {job}));
}
