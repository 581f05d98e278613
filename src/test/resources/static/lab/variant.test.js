import {equal} from "../expect.js";
import {startOf} from "./compare.js";
import {activated, bodyOfVariant, KINDS, labelsOf} from "./variant.js";

/** @type {import("../api/contract.js").JobBody} */
const body = {
  network: {
    inputs: 2,
    layers: [
      {units: 8, activation: "leaky_relu", negativeSlope: 0.1, weightInitializer: {name: "zeros"}},
      {units: 1, activation: "sigmoid"},
    ],
  },
  cost: "quadratic",
  optimizer: {name: "sgd", learningRate: 0.5},
};

/** @param {import("./variant.js").Variant} variant */
const changed = (variant) => bodyOfVariant(body, variant);

/** @type {import("../expect.js").Cases} */
export const cases = {
  "only the hidden layers change their activation": () => {
    const {layers} = changed({kind: "activation", value: "tanh"}).network;
    equal(
      layers.map(({activation}) => activation),
      ["tanh", "sigmoid"],
    );
  },
  "a layer loses the parameters of the activation it had": () => {
    equal(activated(body.network.layers[0], "relu"), {
      units: 8,
      activation: "relu",
      weightInitializer: {name: "zeros"},
    });
  },
  "an only layer counts as hidden": () => {
    const single = {...body, network: {...body.network, layers: [{units: 1, activation: "relu"}]}};
    const {network} = bodyOfVariant(single, {kind: "activation", value: "tanh"});
    equal(network.layers[0].activation, "tanh");
  },
  "an initialiser is that of all layers": () => {
    const {network} = changed({kind: "initializer", value: {name: "he_normal"}});
    equal(network.weightInitializer, {name: "he_normal"});
    equal(network.layers[0].weightInitializer, undefined);
  },
  "a learning rate leaves the optimizer": () => {
    equal(changed({kind: "learningRate", value: 5}).optimizer, {name: "sgd", learningRate: 5});
  },
  "cost, optimizer and patch are put in their place": () => {
    equal(changed({kind: "cost", value: "hinge"}).cost, "hinge");
    equal(changed({kind: "optimizer", value: {name: "adam"}}).optimizer, {name: "adam"});
    const value = [{op: /** @type {const} */ ("add"), path: "/epochs", value: 9}];
    equal(changed({kind: "patch", value, title: "longer"}).epochs, 9);
  },
  "variant A stays as it is": () => {
    const before = structuredClone(body);
    for (const kind of /** @type {import("./variant.js").Kind[]} */ (Object.keys(KINDS))) {
      const variant = startOf(kind, body);
      if (variant) {
        bodyOfVariant(body, variant);
      }
    }
    equal(body, before);
  },
  "B begins with something that A has not": () => {
    for (const kind of /** @type {const} */ (["cost", "activation", "initializer"])) {
      const variant = startOf(kind, body);
      equal(variant && KINDS[kind].of(bodyOfVariant(body, variant)), variant?.value);
    }
    equal(startOf("learningRate", body), {kind: "learningRate", value: 5});
    equal(startOf("", body), null);
  },
  "variants are told apart in words": () => {
    equal(labelsOf(body, {kind: "cost", value: "binary_cross_entropy"}), [
      "quadratic",
      "binary cross entropy",
    ]);
    equal(labelsOf(body, {kind: "optimizer", value: {name: "adam", learningRate: 0.1}}), [
      "sgd, learningRate 0.5",
      "adam, learningRate 0.1",
    ]);
    equal(labelsOf(body, {kind: "learningRate", value: 5}), ["η = 0.5", "η = 5"]);
    equal(labelsOf(body, {kind: "patch", value: [], title: "He"}), ["as it is", "He"]);
  },
};
