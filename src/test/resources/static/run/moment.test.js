import {equal} from "../expect.js";
import {anchored, momentOf} from "./moment.js";

const trace = {
  complete: true,
  step: [1, 5],
  epoch: [0, 2],
  loss: [0.5, 0.25],
  flow: {slopePerLayer: [-1, null], costGradientLog10: [0, -2]},
  layers: [
    {
      layer: 1,
      metrics: {deltaLog10: [-3, -4], weightGainLog10: [-1, -2], activationGainLog10: [0, 1]},
    },
  ],
};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a moment is the last recorded step that is not later": () => {
    const {step, epoch, loss, slope, cost, delta} = momentOf(trace, 7, "A");
    equal([step, epoch, loss, slope, cost, delta], [5, 2, 0.25, null, -2, [-4]]);
    equal(momentOf(trace, 4, "A").step, 1);
  },
  "gains are told by layer": () => {
    const [gains] = momentOf(trace, 1, "A").gains;
    equal([gains.layer, gains.weightGainLog10, gains.activationGainLog10], [1, -1, 0]);
  },
  "blocks are told as they are at the step": () => {
    const blocks = [{block: 1, inputGradientLog10: [-1, -2], outputGradientLog10: [-3, -4]}];
    const moment = momentOf({...trace, flow: {...trace.flow, blocks}}, 5, "A");
    equal(moment.blocks, [{block: 1, inputGradientLog10: -2, outputGradientLog10: -4}]);
    equal(momentOf(trace, 5, "A").blocks, []);
  },
  "a forecast hangs at the measured output layer": () => {
    equal(anchored([-9, -9, -1], [-0.5, -0.25, 0]), [-1.75, -1.25, -1]);
  },
  "where nothing is forecast, nothing is below": () => {
    equal(anchored([0, 0, -1], [-0.5, null, 0]), [null, null, -1]);
    equal(anchored([0, null], [-0.5, 0]), [null, null]);
  },
};
