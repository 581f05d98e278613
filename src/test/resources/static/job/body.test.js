import {equal} from "../expect.js";
import {bodyOf, givenIn} from "./body.js";

/** @type {import("../api/contract.js").JobSpec} */
const spec = {
  network: {inputs: 1, layers: [], parameterCount: 5},
  cost: "quadratic",
  dataset: {id: "iris", samples: 150},
  optimizer: {name: "sgd"},
  validationFraction: 0,
  l2: 0,
  learningRateSchedule: {name: "constant"},
  batchSize: 1,
  epochs: 1,
};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "what only describes is not posted": () => {
    const body = bodyOf({...spec, validation: {id: "digits", samples: 10}});
    equal(body?.network, {inputs: 1, layers: []});
    equal(body?.dataset, {id: "iris"});
    equal(body?.validation, {id: "digits"});
  },
  "rows that are not given back cannot be posted": () => {
    equal(bodyOf({...spec, dataset: {samples: 4}}), null);
    equal(bodyOf({...spec, validation: {samples: 4}}), null);
  },
  "data are what was given of them": () => {
    equal(givenIn({samples: 4}), null);
    equal(givenIn({samples: 1, inputs: [[1]], targets: [[0]]}), {inputs: [[1]], targets: [[0]]});
  },
};
