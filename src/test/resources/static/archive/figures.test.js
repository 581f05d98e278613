import {equal} from "../expect.js";
import {resultOf} from "./figures.js";

/**
 * @param {object} figures
 * @param {{diverged?: number, failed?: number}} [ended] of two runs
 */
function told(figures, {diverged = 0, failed = 0} = {}) {
  const cell = /** @type {any} */ ({figures, runs: 2, succeeded: 2 - failed, diverged, failed});
  return resultOf(cell).flat().filter(Boolean).join("");
}

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a result says which samples it is of": () => {
    const training = {trainingLoss: {mean: 0.5}, trainingAccuracy: {mean: 0.75}};
    equal(told(training), "training loss 0.5, training accuracy 75 %");
    const both = {...training, validationLoss: {mean: 0.25}, validationAccuracy: {mean: 0.5}};
    equal(told(both), "validation loss 0.25, validation accuracy 50 %");
  },
  "a cell of which nothing is to come says how it ended": () => {
    equal(told({}, {diverged: 2, failed: 2}), "diverged");
    equal(told({}, {diverged: 1, failed: 2}), "0 of 2, 1 diverged, 1 failed");
    equal(told({}, {diverged: 1, failed: 1}), "no result yet");
  },
};
