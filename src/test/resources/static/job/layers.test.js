import {equal} from "../expect.js";
import {
  activationOf,
  biasesOf,
  flat,
  layersInShort,
  namedInShort,
  runsWithBlocks,
} from "./layers.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "equal neighbours are told together, repeated or not": () => {
    const relu = {units: 30, activation: "relu"};
    const layers = [{...relu, repeat: 99}, relu, {units: 10, activation: "sigmoid"}];
    equal(layersInShort(layers), "30 relu × 100, 10 sigmoid");
  },
  "what a layer has of its own stands in brackets": () => {
    const layer = {
      units: 4,
      activation: "leaky_relu",
      weightInitializer: {name: "normal", stddev: 1},
      biasInitializer: {name: "zeros"},
      useBias: false,
      negativeSlope: 0.1,
    };
    equal(layersInShort([layer]), "4 leaky_relu (normal, stddev 1; no biases; slope 0.1)");
  },
  "a block stands in brackets, as what it adds to what enters it": () => {
    const inside = {units: 4, activation: "relu", normalization: {name: "batch_norm"}};
    const block = /** @type {import("../api/contract.js").Layer} */ (
      /** @type {unknown} */ ({residual: [inside], scale: 0.5, repeat: 3})
    );
    const output = {units: 1, activation: "sigmoid", dropout: 0};
    equal(layersInShort([block, output]), "[x + 0.5 · (4 relu (batch_norm))] × 3, 1 sigmoid");
    equal(
      runsWithBlocks([block, output], ({units}) => String(units)),
      ["[4] × 3", "1"],
    );
    equal(flat([block, output]), [inside, output]);
  },
  "a choice tells its parameters but for zeros and falses": () => {
    const choice = {name: "sgd", learningRate: 0.5, momentum: 0, nesterov: false, centred: true};
    equal(namedInShort(choice), "sgd, learning rate 0.5, centred");
  },
  "biases of constant zero are zeros": () => {
    const layer = {units: 1, activation: "linear"};
    equal(biasesOf({...layer, biasInitializer: {name: "constant", value: 0}}), "zeros");
    equal(biasesOf({...layer, useBias: false}), "none");
    equal(biasesOf({...layer, biasInitializer: {name: "constant", value: 2}}), "constant, value 2");
  },
  "an activation tells its parameters": () => {
    equal(activationOf({units: 1, activation: "elu", alpha: 0.5}), "elu, α 0.5");
  },
};
