import {equal} from "../expect.js";
import {compared, letterOf, namesOf} from "./spec.js";

/** @type {import("../api/contract.js").JobSpec} */
const spec = {
  network: {
    inputs: 2,
    layers: [
      {units: 8, activation: "tanh", weightInitializer: {name: "glorot_uniform"}},
      {units: 1, activation: "sigmoid", weightInitializer: {name: "glorot_uniform"}},
    ],
    parameterCount: 33,
  },
  cost: "quadratic",
  dataset: {samples: 4},
  scaling: "none",
  validationFraction: 0,
  optimizer: {name: "sgd", learningRate: 0.5, momentum: 0},
  l2: 0,
  learningRateSchedule: {name: "constant"},
  batchSize: 4,
  epochs: 10,
  shuffle: true,
  seed: 3,
};

/**
 * @param {Partial<import("../api/contract.js").JobSpec>} changes
 * @param {string} [name]
 * @returns {import("../api/contract.js").Job}
 */
const job = (changes, name) => ({
  id: "j",
  name,
  status: "queued",
  createdAt: "",
  progress: {
    epoch: 0,
    epochs: 10,
    step: 0,
    steps: 10,
    fraction: 0,
    samplesPerSecond: null,
    remainingSeconds: null,
  },
  spec: {...spec, ...changes},
});

const slower = {optimizer: {name: "sgd", learningRate: 0.25, momentum: 0}};

/** @param {Partial<import("../api/contract.js").JobSpec>[]} changes of each variant */
const textsOf = (...changes) =>
  Object.fromEntries(
    compared(changes.map((change) => ({...spec, ...change}))).map(({what, texts}) => [what, texts]),
  );

/** @type {import("../expect.js").Cases} */
export const cases = {
  "what is not used is not told": () => {
    const told = Object.keys(textsOf({}));
    equal(
      [
        "scaling",
        "scaling of targets",
        "validation",
        "schedule",
        "L2 λ",
        "L1 λ",
        "weights of classes",
        "norm of a unit's weights",
        "clipping",
        "shuffling",
      ].filter((what) => told.includes(what)),
      [],
    );
  },
  "weights, penalties and limits are told": () => {
    const told = textsOf({
      classWeights: [1, 20],
      l1: 0.5,
      maxNorm: 3,
      gradientClipNorm: 2,
      gradientClipScope: "layer",
      gradientClipValue: 0.25,
      targetScaling: "standard",
    });
    equal(told["weights of classes"], ["1, 20"]);
    equal(told["L1 λ"], ["0.5"]);
    equal(told["norm of a unit's weights"], ["at most 3"]);
    equal(told.clipping, ["entries 0.25, norm 2 of each layer"]);
    equal(told["scaling of targets"], ["standard"]);
    equal(textsOf({classWeights: "balanced"})["weights of classes"], ["balanced"]);
  },
  "a network is told by its shape": () => {
    const {layers, dataset, "initial weights": weights} = textsOf({});
    equal([layers, dataset, weights], [["2 – 8 – 1"], ["4 rows of its own"], ["glorot_uniform"]]);
  },
  "given weights are told instead of initialisers": () => {
    const parameters = [{weights: [[1]], biases: [2]}];
    const {parameters: told, "initial weights": drawn} = textsOf({parameters});
    equal(told, ["33, given: W [[1]], b [2]"]);
    equal(drawn, undefined);
  },
  "what differs is marked": () => {
    const differing = compared([spec, {...spec, ...slower}]).filter(({differs}) => differs);
    equal(differing, [{what: "learning rate η", texts: ["0.5", "0.25"], differs: true}]);
  },
  "variants are named by what differs": () => {
    equal(namesOf([job({}), job(slower)]), ["A η 0.5", "B η 0.25"]);
    equal(namesOf([job({}), job({batchSize: 2})]), ["A batch size 4", "B batch size 2"]);
    equal(namesOf([job({}), job({l2: 0.1})]), ["A no L2 λ", "B L2 λ 0.1"]);
  },
  "variants that differ in nothing have their names": () => {
    equal(namesOf([job({}, "one"), job({})]), ["A one", "B"]);
  },
  "a job by itself has its name": () => {
    equal(namesOf([job({}, "xor")]), ["xor"]);
    equal(namesOf([job({})]), ["this job"]);
  },
  "a name that is written from right to left turns nothing beside it": () => {
    equal(namesOf([job({}, "\u202Eone"), job({})]), ["A \u2068\u202Eone\u2069", "B"]);
    equal(namesOf([job({}, "שלום")]), ["\u2068שלום\u2069"]);
  },
  "variants are lettered": () => {
    equal([0, 1, 2].map(letterOf), ["A", "B", "C"]);
  },
};
