/**
 * @import {Data, JobBody, Network, Preset} from "../api/contract.js"
 * @import {State} from "./design.js"
 */

/**
 * A card of the Lab's beginning; `compare` is variant B as in the Lab's address.
 *
 * @typedef {{preset: string, compare?: string, title: string, text: string}} Lesson
 */

/** @typedef {"train" | "look" | "experiment"} Mode how a preset is answered */

/** How a preset that is only looked at would be trained, should somebody press Run. */
const TRAINING = {optimizer: {name: "sgd", learningRate: 0.1}, batchSize: 32, epochs: 5};

/**
 * What the Lab shows first: what the service was made for.
 *
 * @type {Lesson[]}
 */
export const LESSONS = [
  {
    preset: "what-solves-it",
    title: "What solves it?",
    text:
      "A hundred layers, three activations: normalisation, skips and orthogonal weights, " +
      "each measured and trained.",
  },
  {
    preset: "neuron-quadratic-saturated",
    compare: "cost:binary_cross_entropy",
    title: "The saturated neuron",
    text:
      "Badly wrong, and yet it hardly learns: quadratic cost against cross-entropy, " +
      "the same start, the same rate.",
  },
  {
    preset: "hundred-sigmoid-layers",
    title: "A hundred layers, two costs",
    text: "Does the cost change what arrives at the first layers, or only what leaves the last?",
  },
  {
    preset: "hundred-relu-layers",
    title: "Does ReLU solve it?",
    text:
      "A hundred rectified layers with He’s initialisation, " +
      "the forecast beside the measurement.",
  },
  {
    preset: "costs-and-depths",
    title: "Both costs × two depths",
    text: "Twelve runs over three seeds: is the answer of one seed that of others?",
  },
];

/**
 * @param {Pick<Preset, "endpoint">} preset
 * @returns {Mode}
 */
export function modeOf({endpoint}) {
  switch (endpoint) {
    case "/v1/training-jobs":
      return "train";
    case "/v1/experiments":
      return "experiment";
    default:
      return "look";
  }
}

/**
 * What else than the flow a look of a preset wants to see.
 *
 * @param {Preset | undefined} preset
 * @returns {string[] | undefined}
 */
export function includedIn(preset) {
  return /** @type {LookRequest | undefined} */ (preset?.request)?.include;
}

/**
 * The state of the Lab for a preset: its request as the body of a training job, and what is
 * compared.
 *
 * @param {Pick<Preset, "endpoint" | "request">} preset
 * @returns {Partial<State>}
 */
export function stateOf(preset) {
  const request = structuredClone(preset.request);
  switch (modeOf(preset)) {
    case "train":
      return {body: /** @type {JobBody} */ (request)};
    case "experiment":
      return stateOfExperiment(/** @type {ExperimentRequest} */ (request));
    default:
      return stateOfLook(/** @type {LookRequest} */ (request));
  }
}

/**
 * @param {ExperimentRequest} request
 * @returns {Partial<State>}
 *
 * @typedef {{base: JobBody, seeds?: number[]}} ExperimentRequest
 */
function stateOfExperiment({base, seeds}) {
  return {body: {...base, ...(seeds && {seed: seeds[0]})}};
}

/**
 * @param {LookRequest} request
 * @returns {Partial<State>}
 *
 * @typedef {{network: Network, cost?: string, costs?: string[], include?: string[],
 *     parameters?: JobBody["parameters"], seed?: number, batch?: Data & {first?: number,
 *     dataset?: Data}}} LookRequest
 */
function stateOfLook({network, cost, costs, parameters, seed, batch}) {
  const {first, dataset, ...inline} = batch ?? {};
  const [a, b] = costs ?? [cost ?? "binary_cross_entropy"];
  return {
    body: {
      network,
      cost: a,
      ...(batch && {dataset: dataset ?? inline}),
      ...TRAINING,
      ...(parameters && {parameters}),
      ...(seed !== undefined && {seed}),
    },
    variant: b === undefined ? null : {kind: "cost", value: b},
    ...(first && {first}),
  };
}

/**
 * The reference as text and link: `…, chapter 5. http://…`
 *
 * @param {Pick<Preset, "source">} preset
 * @returns {{text: string, address?: string}}
 */
export function sourceOf({source}) {
  const at = source.search(/ https?:\/\/\S+$/);
  return at < 0
    ? {text: source}
    : {text: source.slice(0, at).replace(/\.$/, ""), address: source.slice(at + 1)};
}
