import {number} from "../charts/format.js";
import {memberInWords} from "../ui/words.js";

/** @import {Layer, Named} from "../api/contract.js" */

/**
 * Layers as people write them: “30 relu × 100, 10 sigmoid”, initialisers and options in brackets.
 *
 * @param {Layer[]} layers
 */
export function layersInShort(layers) {
  return runsOf(layers, inShort).join(", ");
}

/**
 * @param {Layer} layer
 * @returns {string}
 */
function inShort(layer) {
  return layer.residual
    ? `[x + ${branchOf(layer, layersInShort(layer.residual))}]`
    : `${layer.units} ${layer.activation}${bracketsOf(layer)}`;
}

/**
 * What a residual block adds to what enters it.
 *
 * @param {Layer} block
 * @param {string} inside
 */
function branchOf({scale, normalization, normalizationPosition}, inside) {
  const factor = scale === undefined || scale === 1 ? "" : `${number(scale)} · `;
  const place = normalizationPosition === "after" ? "after" : "before";
  return `${factor}(${inside})${normalization ? `; ${normalization.name} ${place}` : ""}`;
}

/**
 * The layers of a network, those of blocks among them, as often as they are written.
 *
 * @param {Layer[]} layers
 * @returns {Layer[]}
 */
export function flat(layers) {
  return layers.flatMap((layer) => (layer.residual ? flat(layer.residual) : [layer]));
}

/**
 * L, the number of layers of a network as the service tells it, where none is repeated.
 *
 * @param {{layers: Layer[]}} network
 */
export function depthOf({layers}) {
  return flat(layers).length;
}

/**
 * What is said of each layer, blocks in brackets: “30, [30, 30] × 50, 10”.
 *
 * @param {Layer[]} layers
 * @param {(layer: Layer) => string} say
 * @returns {string[]}
 */
export function runsWithBlocks(layers, say) {
  return runsOf(layers, (layer) =>
    layer.residual ? `[${runsWithBlocks(layer.residual, say).join(", ")}]` : say(layer),
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
function bracketsOf(layer) {
  const {weightInitializer, biasInitializer, useBias, negativeSlope, alpha} = layer;
  const {normalization, dropout} = layer;
  const extras = [
    weightInitializer && namedInShort(weightInitializer),
    biasInitializer && !isZero(biasInitializer) && `biases ${namedInShort(biasInitializer)}`,
    useBias === false && "no biases",
    negativeSlope !== undefined && `slope ${negativeSlope}`,
    alpha !== undefined && `α ${alpha}`,
    normalization?.name,
    dropout && `dropout ${number(dropout)}`,
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
