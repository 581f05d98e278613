import {spaced} from "../ui/words.js";

/**
 * @import {JobBody, Shape} from "../api/contract.js"
 * @import {Design} from "./design.js"
 */

/**
 * What would make a network fit.
 *
 * @typedef {{reason: string, words: string, change: (design: Design) => void}} Fit
 * @typedef {{units: number, activation: string, cost: string}} Head outputs, their activation and
 *     the cost
 */

/**
 * What would make the network fit the data, or null if its shapes do already. Outputs, their
 * activation and the cost belong together, so that they are offered together; a choice of the
 * user's is never changed by itself.
 *
 * @param {Pick<JobBody, "network" | "cost">} body
 * @param {Omit<Shape, "columns" | "samples">} data
 * @returns {Fit | null}
 */
export function fitOf({network, cost}, data) {
  const [last] = network.layers.slice(-1);
  const {features} = data;
  const fits = isAllowed(last.units, data);
  const misfits = [
    network.inputs !== features && `it has ${network.inputs} inputs for ${features} features`,
    !fits && `it has ${last.units} outputs for ${answersOf(data)}`,
  ].filter(Boolean);
  if (misfits.length === 0) {
    return null;
  }
  const {units, activation} = last;
  const head = fits ? {units, activation, cost} : headOf(data);
  return {
    reason: misfits.join(" and "),
    words: `${features} → … → ${head.units} ${head.activation}, ${spaced(head.cost)}`,
    change: (design) => {
      const output = {...last, units: head.units, activation: head.activation};
      design.set("/network/inputs", features);
      design.set("/network/layers", network.layers.with(-1, output));
      design.set("/cost", head.cost);
    },
  };
}

/**
 * @param {number} units
 * @param {Pick<Shape, "outputs" | "classes" | "task">} data
 */
function isAllowed(units, {outputs, classes, task}) {
  if (task === "regression") {
    return units === outputs;
  }
  return units === classes || (units === 1 && classes === 2);
}

/** @param {Pick<Shape, "outputs" | "classes" | "task">} data */
function answersOf({outputs, classes, task}) {
  return task === "classification" ? `${classes} classes` : `${outputs} targets`;
}

/**
 * @param {Pick<Shape, "outputs" | "classes" | "task">} data
 * @returns {Head}
 */
function headOf({outputs, classes = 0, task}) {
  if (task === "regression") {
    return {units: outputs, activation: "linear", cost: "mean_squared_error"};
  }
  return classes === 2
    ? {units: 1, activation: "sigmoid", cost: "binary_cross_entropy"}
    : {units: classes, activation: "softmax", cost: "categorical_cross_entropy"};
}
