import {equal} from "../expect.js";
import {Design} from "./design.js";
import {fitOf} from "./fit.js";

/**
 * @param {number} inputs
 * @param {number} units
 */
const body = (inputs, units) => ({
  network: {inputs, layers: [{units, activation: "sigmoid"}]},
  cost: "binary_cross_entropy",
});

const classes = {
  features: 4,
  outputs: 3,
  classes: 3,
  task: /** @type {const} */ ("classification"),
};
const two = {features: 4, outputs: 2, classes: 2, task: /** @type {const} */ ("classification")};
const numbers = {features: 4, outputs: 2, task: /** @type {const} */ ("regression")};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "shapes that fit are left alone": () => {
    equal(fitOf(body(4, 3), classes), null);
    equal(fitOf(body(4, 1), two), null);
    equal(fitOf(body(4, 2), two), null);
    equal(fitOf(body(4, 2), numbers), null);
  },
  "outputs come with their activation and cost": () => {
    equal(fitOf(body(4, 1), classes)?.words, "4 → … → 3 softmax, categorical cross entropy");
    equal(fitOf(body(4, 5), two)?.words, "4 → … → 1 sigmoid, binary cross entropy");
    equal(fitOf(body(4, 1), numbers)?.words, "4 → … → 2 linear, mean squared error");
  },
  "outputs that fit stay when inputs do not": () => {
    equal(fitOf(body(2, 3), classes)?.words, "4 → … → 3 sigmoid, binary cross entropy");
  },
  "all that does not fit is told": () => {
    equal(
      fitOf(body(2, 1), classes)?.reason,
      "it has 2 inputs for 4 features and it has 1 outputs for 3 classes",
    );
  },
  "what is offered makes it fit": () => {
    const design = new Design();
    fitOf(design.body, classes)?.change(design);
    equal(fitOf(design.body, classes), null);
    equal(design.body.cost, "categorical_cross_entropy");
  },
};
