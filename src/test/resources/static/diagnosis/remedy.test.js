import {equal} from "../expect.js";
import {inPlainWords} from "./remedy.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a member is named by its way": () => {
    const operation = /** @type {const} */ ({op: "replace", path: "/optimizer/learningRate"});
    equal(inPlainWords({...operation, value: 0.1}), ["optimizer › learning rate", "0.1"]);
  },
  "what is removed is left out": () => {
    equal(inPlainWords({op: "remove", path: "/gradientClipNorm"}), [
      "gradient clip norm",
      "left out",
    ]);
  },
  "layers are told in short": () => {
    const value = [
      {units: 30, activation: "relu", repeat: 100},
      {units: 10, activation: "softmax"},
    ];
    equal(inPlainWords({op: "replace", path: "/network/layers", value}), [
      "network › layers",
      "30 relu × 100, 10 softmax",
    ]);
  },
  "a choice is told with its parameters": () => {
    const value = {name: "adam", learningRate: 0.01};
    equal(inPlainWords({op: "add", path: "/optimizer", value}), [
      "optimizer",
      "adam, learningRate 0.01",
    ]);
  },
};
