import {equal} from "../expect.js";
import {standing} from "./stage.js";

/** @param {number} step */
function told(step) {
  const stretch = /** @type {any} */ ({step, steps: 30, stepsPerEpoch: 15, epochs: 2, loss: [1]});
  return standing({stretch, ends: [], hasEnded: false});
}

/** @type {import("../expect.js").Cases} */
export const cases = {
  "the last step of an epoch belongs to it": () => {
    equal(told(0), "step 0 of 30 · epoch 0 of 2 · loss 1");
    equal(told(1), "step 1 of 30 · epoch 1 of 2 · loss 1");
    equal(told(15), "step 15 of 30 · epoch 1 of 2 · loss 1");
    equal(told(16), "step 16 of 30 · epoch 2 of 2 · loss 1");
    equal(told(30), "step 30 of 30 · epoch 2 of 2 · loss 1");
  },
};
