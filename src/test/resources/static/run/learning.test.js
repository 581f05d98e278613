import {equal} from "../expect.js";
import {lossesOf, withBatches} from "./learning.js";

/**
 * @param {number} epochs
 * @returns {any} a run of so many epochs of two steps
 */
function learnt(epochs) {
  const epoch = Array.from({length: epochs + 1}, (_, i) => i);
  const step = epoch.map((i) => 2 * i);
  const progress = {epochs, steps: 2 * epochs};
  return {
    job: {spec: {}, progress},
    curve: {
      epochs: {epoch, step, trainingLoss: step, meanBatchLoss: step},
      batches: {step, loss: step},
    },
    i: 0,
    prefix: "",
    across: "epoch",
  };
}

/** @type {import("../expect.js").Cases} */
export const cases = {
  "no two losses of a short run are drawn alike": () => {
    const looks = lossesOf([learnt(1)], true).map(
      ({look, dash, faint}) => `${look} ${dash} ${faint}`,
    );
    equal(new Set(looks).size, 3);
  },
  "mini-batches are drawn as the box says": () => {
    const names = (/** @type {boolean} */ isOn) =>
      lossesOf([learnt(1)], isOn).map(({name}) => name);
    equal(names(false), ["training"]);
    equal(names(true), ["training", "mean of mini-batches", "mini-batch"]);
  },
  "which says so where there would be hardly a line without them, unless somebody decides": () => {
    equal([withBatches([learnt(1)], null), withBatches([learnt(9)], null)], [true, false]);
    equal([withBatches([learnt(1)], "off"), withBatches([learnt(9)], "on")], [false, true]);
  },
};
