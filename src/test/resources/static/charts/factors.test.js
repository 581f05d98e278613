import {equal} from "../expect.js";
import {barsOf, levelsOf, skipsOf} from "./factors.js";

/** @param {import("./factors.js").Losses} losses */
const told = (losses) => barsOf(losses).map(({kind, layer, from, to}) => [kind, layer, from, to]);

/** Two layers: the way goes from the cost over σ′ of layer 2 and its weights to σ′ of layer 1. */
const layers = [
  {layer: 1, weightGainLog10: -0.5, activationGainLog10: -0.25},
  {layer: 2, weightGainLog10: null, activationGainLog10: -2},
];

/**
 * Layers 1 and 2 are a block, layer 2 is normalised, and the block's end lies between 2 and 3.
 */
const withBlock = [
  {
    layer: 1,
    block: 1,
    weightGainLog10: -1,
    junctionGainLog10: 0,
    activationGainLog10: -0.5,
    normalizationGainLog10: null,
  },
  {
    layer: 2,
    block: 1,
    weightGainLog10: 0.5,
    junctionGainLog10: -0.25,
    activationGainLog10: -1,
    normalizationGainLog10: 0.75,
  },
  {
    layer: 3,
    block: null,
    weightGainLog10: null,
    junctionGainLog10: null,
    activationGainLog10: -2,
    normalizationGainLog10: null,
  },
];

/** @type {import("../expect.js").Cases} */
export const cases = {
  "bars follow back-propagation, each from where the one before ended": () => {
    equal(told({costGradientLog10: 1, layers}), [
      ["cost", 2, 0, 1],
      ["activation", 2, 1, -1],
      ["weight", 1, -1, -1.5],
      ["activation", 1, -1.5, -1.75],
    ]);
  },
  "the weights of a factor are those of the layer above": () => {
    const [, , weight] = barsOf({costGradientLog10: 0, layers});
    equal(weight.what, "weights of layer 2");
  },
  "the order in which layers are given does not matter": () => {
    const reversed = {costGradientLog10: 1, layers: layers.toReversed()};
    equal(told(reversed), told({costGradientLog10: 1, layers}));
  },
  "norms and what lies between layers have bars where they are": () => {
    equal(told({costGradientLog10: 1, layers: withBlock}), [
      ["cost", 3, 0, 1],
      ["activation", 3, 1, -1],
      ["weight", 2, -1, -0.5],
      ["junction", 2, -0.5, -0.75],
      ["activation", 2, -0.75, -1.75],
      ["normalization", 2, -1.75, -1],
      ["weight", 1, -1, -2],
      ["activation", 1, -2, -2.5],
    ]);
  },
  "a line goes past a block, from its output to its input": () => {
    const bars = barsOf({costGradientLog10: 1, layers: withBlock});
    const blocks = [{block: 1, outputGradientLog10: -0.5, inputGradientLog10: -0.25}];
    equal(skipsOf({layers: withBlock, blocks}, bars), [
      {from: 3, to: 7, output: -0.5, input: -0.25},
    ]);
    const behind = withBlock.map((one) => ({...one, layer: one.layer + 1}));
    const [first] = withBlock;
    const deeper = [{...first, block: null, junctionGainLog10: 0.5}, ...behind];
    equal(skipsOf({layers: deeper, blocks}, barsOf({costGradientLog10: 1, layers: deeper})), [
      {from: 3, to: 9, output: -0.5, input: -0.25},
    ]);
    const [lost] = blocks;
    const unknown = [{...lost, inputGradientLog10: null}];
    equal(skipsOf({layers: withBlock, blocks: unknown}, bars), []);
    equal(skipsOf({layers: withBlock}, bars), []);
  },
  "behind a zero there is nothing": () => {
    const lost = [layers[0], {...layers[1], activationGainLog10: null}];
    equal(told({costGradientLog10: 1, layers: lost}), [
      ["cost", 2, 0, 1],
      ["activation", 2, 1, null],
      ["weight", 1, null, null],
      ["activation", 1, null, null],
    ]);
  },
  "the levels of a trace are the extremes of all its steps": () => {
    const trace = {
      flow: {slopePerLayer: [0, 0], costGradientLog10: [1, -3]},
      layers: [
        {layer: 1, metrics: {weightGainLog10: [-0.5, -1], activationGainLog10: [-0.25, 0]}},
        {layer: 2, metrics: {weightGainLog10: [null, null], activationGainLog10: [-2, -1]}},
      ],
    };
    equal(levelsOf(trace), [-5, 1]);
  },
  "a level behind a zero counts for nothing": () => {
    const trace = {
      flow: {slopePerLayer: [0], costGradientLog10: [-1]},
      layers: [{layer: 1, metrics: {weightGainLog10: [null], activationGainLog10: [null]}}],
    };
    equal(levelsOf(trace), [-1, 0]);
  },
};
