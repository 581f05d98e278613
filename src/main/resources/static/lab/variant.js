import {flat} from "../job/layers.js";
import {patched} from "../json/patch.js";
import {spaced} from "../ui/words.js";

/** @import {JobBody, Layer, Named, Operation} from "../api/contract.js" */

/**
 * What variant B has that A has not: one choice, or a remedy's JSON Patch.
 *
 * @typedef {{kind: "cost" | "activation", value: string} | {kind: "initializer" | "optimizer",
 *     value: Named} | {kind: "learningRate", value: number | string | undefined} | {kind: "patch",
 *     value: Operation[], title: string}} Variant
 * @typedef {Variant["kind"]} Kind
 */

/**
 * The kinds: what people call them, the member of the body that B has otherwise, where it is one,
 * and what stands there in A.
 *
 * @type {Record<Kind, {label: string, pointer?: string, of: (body: JobBody) => unknown}>}
 */
export const KINDS = {
  cost: {label: "cost", pointer: "/cost", of: (body) => body.cost},
  activation: {label: "activation of the hidden layers", of: activationOf},
  initializer: {
    label: "initialiser of the weights",
    pointer: "/network/weightInitializer",
    of: initializerOf,
  },
  optimizer: {label: "optimizer", pointer: "/optimizer", of: (body) => body.optimizer},
  learningRate: {
    label: "learning rate",
    pointer: "/optimizer/learningRate",
    of: (body) => body.optimizer.learningRate,
  },
  patch: {label: "remedy", of: () => "as it is"},
};

/**
 * The activation of the hidden layers.
 *
 * @param {JobBody} body
 */
export function activationOf({network}) {
  return hidden(flat(network.layers))[0]?.activation;
}

/**
 * The initialiser of the weights.
 *
 * @param {JobBody} body
 */
export function initializerOf({network}) {
  return network.weightInitializer ?? {name: "glorot_uniform"};
}

/**
 * The layer with another activation and without the parameters of the one it had.
 *
 * @param {Layer} layer
 * @param {string} activation
 * @returns {Layer}
 */
export function activated({negativeSlope: _, alpha: __, ...layer}, activation) {
  return {...layer, activation};
}

/**
 * The body of variant B.
 *
 * @param {JobBody} body
 * @param {Variant} variant
 * @returns {JobBody}
 */
export function bodyOfVariant(body, {kind, value}) {
  switch (kind) {
    case "cost":
      return {...body, cost: value};
    case "activation":
      return withActivation(body, value);
    case "initializer":
      return withInitializer(body, value);
    case "optimizer":
      return {...body, optimizer: value};
    case "learningRate":
      return {...body, optimizer: {...body.optimizer, learningRate: value}};
    default:
      return patched(body, value);
  }
}

/**
 * @param {JobBody} body
 * @param {string} activation
 */
function withActivation(body, activation) {
  const changing = hidden(flat(body.network.layers));
  const layers = mapped(body.network.layers, (layer) =>
    changing.includes(layer) ? activated(layer, activation) : layer,
  );
  return {...body, network: {...body.network, layers}};
}

/**
 * @param {JobBody} body
 * @param {Named} weightInitializer
 */
function withInitializer(body, weightInitializer) {
  const layers = mapped(body.network.layers, ({weightInitializer: _, ...layer}) => layer);
  return {...body, network: {...body.network, weightInitializer, layers}};
}

/**
 * Changes each layer, those of blocks too.
 *
 * @param {Layer[]} layers
 * @param {(layer: Layer) => Layer} change
 * @returns {Layer[]}
 */
function mapped(layers, change) {
  return layers.map((layer) =>
    layer.residual ? {...layer, residual: mapped(layer.residual, change)} : change(layer),
  );
}

/**
 * Layers whose activation a comparison changes: the hidden ones, or the only one.
 *
 * @param {Layer[]} layers
 */
function hidden(layers) {
  return layers.length > 1 ? layers.slice(0, -1) : layers;
}

/**
 * How A and B are told apart in names and legends.
 *
 * @param {JobBody} body
 * @param {Variant} variant
 * @returns {[a: string, b: string]}
 */
export function labelsOf(body, variant) {
  const {kind, value} = variant;
  if (kind === "patch") {
    return ["as it is", variant.title];
  }
  const sign = kind === "learningRate" ? "η = " : "";
  return [sign + choiceInWords(KINDS[kind].of(body)), sign + choiceInWords(value)];
}

/**
 * `{name: "normal", stddev: 1}` as `normal, stddev 1`.
 *
 * @param {unknown} choice
 */
function choiceInWords(choice) {
  if (choice === null || typeof choice !== "object") {
    return spaced(String(choice));
  }
  const {name, ...parameters} = /** @type {Named} */ (choice);
  const details = Object.entries(parameters).map(([key, value]) => `${key} ${value}`);
  return [spaced(name), ...details].join(", ");
}
