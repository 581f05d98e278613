import {same} from "../json/equal.js";

/** @import {Layer, Named, Network} from "../api/contract.js" */

/**
 * A network as the service echoes it, written as people write it: what all layers share said once,
 * equal neighbours as a repeated one. It means the same.
 *
 * @param {Network} network
 * @returns {Network}
 */
export function tidied({inputs, layers, weightInitializer, biasInitializer}) {
  const weights = sharedOf(layers.map((layer) => layer.weightInitializer ?? weightInitializer));
  const biases = sharedOf(layers.map((layer) => layer.biasInitializer ?? biasInitializer));
  const rows = layers.map((layer) => {
    const own = layer.weightInitializer ?? weightInitializer;
    const ownBiases = layer.biasInitializer ?? biasInitializer;
    return {
      ...bare(layer),
      ...(!weights && own && {weightInitializer: own}),
      ...(!biases && ownBiases && {biasInitializer: ownBiases}),
    };
  });
  return {
    inputs,
    layers: folded(rows),
    ...(weights && {weightInitializer: weights}),
    ...(biases && {biasInitializer: biases}),
  };
}

/**
 * What all layers have; undefined if they differ.
 *
 * @param {(Named | undefined)[]} initializers by layer
 */
function sharedOf(initializers) {
  return initializers.every((one) => same(one, initializers[0])) ? initializers[0] : undefined;
}

/**
 * A layer without initialisers; that it has biases goes without saying.
 *
 * @param {Layer} layer
 */
function bare({weightInitializer: _, biasInitializer: __, useBias, ...layer}) {
  return useBias === false ? {...layer, useBias} : layer;
}

/**
 * @param {Layer[]} layers
 * @returns {Layer[]}
 */
function folded(layers) {
  /** @type {{layer: Layer, repeat: number}[]} */
  const rows = [];
  for (const {repeat = 1, ...layer} of layers) {
    const last = rows.at(-1);
    if (last && same(last.layer, layer)) {
      last.repeat += repeat;
    } else {
      rows.push({layer, repeat});
    }
  }
  return rows.map(({layer, repeat}) => (repeat > 1 ? {...layer, repeat} : layer));
}
