import {h} from "../ui/dom.js";
import {curves, decadesOf} from "../charts/curves.js";
import {letterOf} from "./spec.js";

/** Losses over more decades are drawn on a logarithmic scale unless the reader decides otherwise. */
const MOST_DECADES = 3;

/**
 * Loss and accuracy of all variants.
 *
 * @param {HTMLElement} element
 * @param {{run: Recorded, name: string}[]} variants
 * @param {Choices} choices remembers the scale
 * @param {AbortSignal} signal
 */
export function learning(element, variants, choices, signal) {
  const log = h("input", {type: "checkbox", checked: choices.get("scale") === "log"});
  const batches = h("input", {type: "checkbox", checked: choices.get("batches") === "on"});
  element.append(
    h("h2", {}, "Learning"),
    h("div", {class: "row no-print"}, [
      h("label", {}, [log, " logarithmic loss"]),
      h("label", {}, [batches, " losses of mini-batches"]),
    ]),
  );
  const plots = h("div", {class: "columns"});
  element.append(plots);
  const loss = curves(plots, {title: "", quantity: "loss", across: "epoch", curves: []}, signal);
  const accuracy = curves(
    plots,
    {title: "", quantity: "accuracy", across: "epoch", curves: []},
    signal,
  );

  const draw = () => {
    const read = variants.map((variant, i) => ({...variant, i})).filter(({run}) => run.curve);
    const several = variants.length > 1;
    const kinds = (training, validation) =>
      read.flatMap((one) => [
        ...epochs(one, several, "training", training, 0),
        ...epochs(one, several, "validation", validation, 1),
      ]);
    const who = several ? `: ${read.map(({name}) => name).join("; ")}` : "";
    const faint = read.some(({run}) => run.curve.epochs.epoch.length > 2);
    const steps =
      batches.checked || !faint ? read.map((one) => miniBatches(one, several, faint)) : [];
    const losses = [...kinds("trainingLoss", "validationLoss"), ...steps];
    if (choices.get("scale") === null) {
      log.checked = decadesOf(losses) > MOST_DECADES;
    }
    loss.update({
      title: losses.some(({y}) => y.length > 0) ? `Loss${who}` : "Nothing has been measured yet.",
      quantity: "loss",
      across: "epoch",
      log: log.checked,
      curves: losses,
    });
    const shares = kinds("trainingAccuracy", "validationAccuracy");
    accuracy.figure.hidden = shares.length === 0;
    shares.length > 0 &&
      accuracy.update({
        title: `Accuracy${who}`,
        quantity: "share classified rightly",
        across: "epoch",
        max: 1,
        curves: shares,
      });
  };
  log.addEventListener("change", () => {
    choices.set("scale", log.checked ? "log" : "linear");
    draw();
  });
  batches.addEventListener("change", () => {
    choices.set("batches", batches.checked ? "on" : null);
    draw();
  });
  for (const {run} of variants) {
    run.addEventListener("records", draw, {signal});
    run.addEventListener("epochs", draw, {signal});
  }
}

function epochs({run, i}, several, kind, column, dash) {
  const {step, [column]: y} = run.curve.epochs;
  return y && step.length > 0
    ? [
        {
          name: several ? `${letterOf(i)} ${kind}` : kind,
          look: i,
          dash,
          x: step.map((at) => epochsAt(at, run)),
          y,
        },
      ]
    : [];
}

function miniBatches({run, i}, several, faint) {
  const {step, loss: y} = run.curve.batches;
  return {
    name: several ? `${letterOf(i)} mini-batch` : "mini-batch",
    look: i,
    faint,
    x: step.map((at) => epochsAt(at, run)),
    y,
  };
}

/** A step as a number of epochs. */
export function epochsAt(step, {job: {progress}}) {
  return (step * progress.epochs) / progress.steps;
}
