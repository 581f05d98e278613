import {number} from "../charts/format.js";
import {memberInWords} from "../ui/words.js";

/** @import {Layer, Named} from "../api/contract.js" */

/**
 * Layers as people write them: “30 relu × 100, 10 sigmoid”, initialisers and options in brackets.
 *
 * @param {Layer[]} layers
 */
export function layersInShort(layers) {
  return runsOf(layers, (layer) => `${layer.units} ${layer.activation}${bracketsOf(layer)}`).join(
    ", ",
  );
}

/**
 * What is said of each layer, equal neighbours together: “relu × 3”.
 *
 * @param {Layer[]} layers
 * @param {(layer: Layer) => string} say
 */
export function runsOf(layers, say) {
  /** @type {{text: string, repeat: number}[]} */
  const runs = [];
  for (const layer of layers) {
    const text = say(layer);
    const {repeat = 1} = layer;
    const last = runs.at(-1);
    if (last?.text === text) {
      last.repeat += repeat;
    } else {
      runs.push({text, repeat});
    }
  }
  return runs.map(({text, repeat}) => (repeat > 1 ? `${text} × ${repeat}` : text));
}

/**
 * The activation of a layer with its parameters.
 *
 * @param {Layer} layer
 */
export function activationOf({activation, negativeSlope, alpha}) {
  return [
    activation,
    ...(negativeSlope === undefined ? [] : [`slope ${negativeSlope}`]),
    ...(alpha === undefined ? [] : [`α ${alpha}`]),
  ].join(", ");
}

/**
 * What the biases of a layer begin with.
 *
 * @param {Layer} layer
 */
export function biasesOf({useBias, biasInitializer}) {
  if (useBias === false) {
    return "none";
  }
  return !biasInitializer || isZero(biasInitializer) ? "zeros" : namedInShort(biasInitializer);
}

/** @param {Layer} layer */
function bracketsOf({weightInitializer, biasInitializer, useBias, negativeSlope, alpha}) {
  const extras = [
    weightInitializer && namedInShort(weightInitializer),
    biasInitializer && !isZero(biasInitializer) && `biases ${namedInShort(biasInitializer)}`,
    useBias === false && "no biases",
    negativeSlope !== undefined && `slope ${negativeSlope}`,
    alpha !== undefined && `α ${alpha}`,
  ].filter(Boolean);
  return extras.length > 0 ? ` (${extras.join("; ")})` : "";
}

/** @param {Named} initializer */
function isZero({name, value}) {
  return name === "zeros" || (name === "constant" && value === 0);
}

/**
 * `{name: "sgd", learningRate: 0.5, momentum: 0}` as “sgd, learning rate 0.5”; zeros and falses say
 * nothing.
 *
 * @param {Named} choice
 */
export function namedInShort({name, ...rest}) {
  const parts = Object.entries(rest)
    .filter(([, value]) => value !== false && value !== 0)
    .map(([key, value]) => `${memberInWords(key)} ${valueInShort(value)}`.trim());
  return [name, ...parts].join(", ");
}

/** @param {unknown} value */
function valueInShort(value) {
  if (value === true) {
    return "";
  }
  return typeof value === "number" ? number(value) : String(value);
}
