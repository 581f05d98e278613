import {equal} from "../expect.js";
import {tidied} from "./tidy.js";

const he = {name: "he_normal"};
const zeros = {name: "zeros"};
const relu = {units: 30, activation: "relu"};
const output = {units: 10, activation: "softmax"};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "what all layers share is said once": () => {
    const full = {weightInitializer: he, biasInitializer: zeros, useBias: true};
    equal(
      tidied({
        inputs: 4,
        layers: [
          {...relu, ...full},
          {...output, ...full},
        ],
      }),
      {inputs: 4, layers: [relu, output], weightInitializer: he, biasInitializer: zeros},
    );
  },
  "equal neighbours are one that is repeated": () => {
    equal(tidied({inputs: 4, layers: [relu, {...relu, repeat: 2}, output, relu]}).layers, [
      {...relu, repeat: 3},
      output,
      relu,
    ]);
  },
  "what a layer has of its own stays with it": () => {
    const {layers, weightInitializer} = tidied({
      inputs: 4,
      weightInitializer: he,
      layers: [relu, {...output, weightInitializer: zeros}],
    });
    equal(weightInitializer, undefined);
    equal(layers, [
      {...relu, weightInitializer: he},
      {...output, weightInitializer: zeros},
    ]);
  },
  "norms, dropout and blocks stay": () => {
    const norm = {name: "layer_norm", epsilon: 0.001};
    const inside = {...relu, normalization: {name: "batch_norm"}, dropout: 0.2};
    const full = {weightInitializer: he, biasInitializer: zeros, useBias: true};
    /** @param {import("../api/contract.js").Layer[]} residual */
    const blockOf = (residual) =>
      /** @type {import("../api/contract.js").Layer} */ (
        /** @type {unknown} */ ({residual, scale: 0.5, normalization: norm})
      );
    const echoed = blockOf([
      {...inside, ...full},
      {...relu, ...full, dropout: 0},
    ]);
    equal(
      tidied({
        inputs: 4,
        layers: [echoed, echoed, {...output, ...full}],
        inputNormalization: norm,
        inputDropout: 0.1,
      }),
      {
        inputs: 4,
        layers: [{...blockOf([inside, relu]), repeat: 2}, output],
        weightInitializer: he,
        biasInitializer: zeros,
        inputNormalization: norm,
        inputDropout: 0.1,
      },
    );
  },
  "that a layer has no biases is said": () => {
    const {layers} = tidied({inputs: 1, layers: [{...relu, useBias: false}, output]});
    equal(layers, [{...relu, useBias: false}, output]);
  },
  "tidying what is tidy changes nothing": () => {
    const network = {
      inputs: 4,
      layers: [{...relu, repeat: 3}, output],
      weightInitializer: he,
    };
    equal(tidied(network), network);
  },
};
