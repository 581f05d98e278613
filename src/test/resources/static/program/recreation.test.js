import {contains, equal} from "../expect.js";
import {recreationOf} from "./recreation.js";

const LINK = "http://localhost/#/runs/1";

/** @param {object} spec */
const job = (spec) =>
  /** @type {any} */ ({
    id: "1",
    spec: {
      network: {inputs: 2, layers: [], parameterCount: 3},
      cost: "quadratic",
      dataset: {id: "iris"},
      optimizer: {name: "sgd"},
      seed: 1,
      ...spec,
    },
  });

/** @type {import("../expect.js").Cases} */
export const cases = {
  "what was asked is asked again, and nothing else said": () => {
    const {request, remarks} = recreationOf(job({elsewhere: false}), LINK);
    equal(request, {
      path: "/v1/training-jobs",
      body: {
        cost: "quadratic",
        dataset: {id: "iris"},
        optimizer: {name: "sgd"},
        seed: 1,
        network: {inputs: 2, layers: []},
      },
    });
    equal(remarks, [`Makes a run like 1: ${LINK}`]);
  },
  "the name is quoted, on one line": () => {
    const {remarks} = recreationOf({...job({}), name: "a\n'b'"}, LINK);
    equal(remarks, [`Makes a run like "a\\n\\u0027b\\u0027", 1: ${LINK}`]);
  },
  "rows that are not told again are asked for": () => {
    const {request, remarks} = recreationOf(job({dataset: {samples: 5000}}), LINK);
    equal(/** @type {any} */ (request.body).dataset, {inputs: [], targets: []});
    contains(remarks[1], 'The 5000 rows of "dataset" came with the request');
  },
  "so are those to judge by": () => {
    const {request, remarks} = recreationOf(job({validation: {samples: 1}}), LINK);
    equal(/** @type {any} */ (request.body).validation, {inputs: [], targets: []});
    equal(/** @type {any} */ (request.body).dataset, {id: "iris"});
    contains(remarks[1], 'The 1 row of "validation"');
  },
  "data that were uploaded stay by id, which is said": () => {
    const id = "01M8EJ6PGEJZMQPGHC1SS9A4VG";
    const {request, remarks} = recreationOf(job({dataset: {id}}), LINK);
    equal(/** @type {any} */ (request.body).dataset, {id});
    contains(remarks[1], 'Its "dataset" was uploaded');
  },
  "parameters that may have been given and are too many are missed": () => {
    const network = {inputs: 2, layers: [], parameterCount: 1001};
    contains(recreationOf(job({network}), LINK).remarks[1], "/parameters?at=start has some");
    equal(recreationOf(job({network, parameters: []}), LINK).remarks.length, 1);
  },
  "a seed that a double does not hold is not passed off as the same": () => {
    contains(recreationOf(job({seed: 2 ** 60}), LINK).remarks[1], "Its seed has more digits");
  },
};
