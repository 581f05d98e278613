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
