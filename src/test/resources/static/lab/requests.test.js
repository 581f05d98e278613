import {equal} from "../expect.js";
import {checkOf, lookOf, ratesOf, trainingOf} from "./requests.js";

/** @type {import("../api/contract.js").JobBody} */
const body = {
  network: {inputs: 2, layers: [{units: 1, activation: "sigmoid"}]},
  cost: "quadratic",
  optimizer: {name: "sgd", learningRate: 0.5},
  dataset: {id: "iris"},
};
const alone = {body, variant: null, first: 100};
/** @type {import("./design.js").State} */
const costs = {...alone, variant: {kind: "cost", value: "hinge"}};
/** @type {import("./design.js").State} */
const rates = {...alone, variant: {kind: "learningRate", value: 5}};
/** @type {import("./design.js").State} */
const activations = {...alone, variant: {kind: "activation", value: "relu"}};

/** @param {import("./design.js").State} design */
const pathsOf = (design) => lookOf(design).map(({path}) => path);

/** @type {import("../expect.js").Cases} */
export const cases = {
  "one variant is posted as it is": () => {
    equal(trainingOf(alone), [{path: "/v1/training-jobs", body}]);
  },
  "two variants are named by their shape and what differs": () => {
    equal(
      trainingOf(costs).map((request) => /** @type {{name: string}} */ (request.body).name),
      ["2 → 1 sigmoid · A: quadratic", "2 → 1 sigmoid · B: hinge"],
    );
  },
  "two variants keep the name of the design": () => {
    const named = {...costs, body: {...body, name: "xor"}};
    equal(
      trainingOf(named).map((request) => /** @type {{name: string}} */ (request.body).name),
      ["xor · A: quadratic", "xor · B: hinge"],
    );
  },
  "two costs are compared on the same weights": () => {
    equal(pathsOf(costs), ["/v1/gradients/compare", "/v1/gradients"]);
  },
  "what makes no difference before training is asked once": () => {
    equal(pathsOf(rates), ["/v1/gradients"]);
    equal(pathsOf(activations), ["/v1/gradients", "/v1/gradients"]);
  },
  "without data there is a forecast": () => {
    const {dataset: _, ...without} = body;
    equal(lookOf({...alone, body: without}), [
      {path: "/v1/forecast", body: {network: body.network}},
    ]);
  },
  "a look includes the forecast, and what its preset wants": () => {
    const [{body: asked}] = lookOf(alone, ["singular_values", "forecast"]);
    const {include, batch} = /** @type {{include: string[], batch: object}} */ (asked);
    equal(include, ["singular_values", "forecast"]);
    equal(batch, {dataset: {id: "iris"}, first: 100});
  },
  "a check is of variant A": () => {
    equal(checkOf(costs), [{path: "/v1/diagnoses", body}]);
  },
  "a rate is found for variant A": () => {
    equal(ratesOf(rates), [{path: "/v1/learning-rate-tests", body}]);
  },
};
