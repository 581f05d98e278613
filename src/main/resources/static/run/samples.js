import {post} from "../api/client.js";

/** Points beyond this would only cover each other. */
const MOST = 1000;

/**
 * Samples of a job's dataset as they are before scaling, whether it is stored, generated or its own: a network that
 * passes its inputs on and answers 0 is asked for its activations, the inputs, and its δ, minus the targets.
 *
 * @returns {Promise<{inputs: number[][], targets: number[][]}|null>} null if the rows came with the request and are gone
 */
export async function samplesOf({dataset, network}, signal) {
  const {samples, ...given} = dataset;
  if (Object.keys(given).length === 0) {
    return null;
  }
  const {inputs: features} = network;
  const outputs = network.layers.at(-1).units;
  const layer = (units) => ({units, activation: "linear"});
  const row = (length, one) => Array.from({length}, (_, i) => (i === one ? 1 : 0));
  const {activations, deltas} = await post("/v1/gradients", {
    network: {inputs: features, layers: [layer(features), layer(outputs)]},
    cost: "quadratic",
    parameters: [
      {weights: Array.from({length: features}, (_, i) => row(features, i)), biases: row(features, -1)},
      {weights: Array.from({length: outputs}, () => row(features, -1)), biases: row(outputs, -1)},
    ],
    batch: {dataset: given, first: MOST},
    include: ["activations", "deltas"],
  }, {signal});
  return {inputs: activations[0], targets: deltas[1].map((delta) => delta.map((value) => 0 - value))};
}
