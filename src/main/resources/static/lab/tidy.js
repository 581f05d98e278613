import {flat} from "../job/layers.js";
import {same} from "../json/equal.js";

/** @import {Layer, Named, Network} from "../api/contract.js" */

/**
 * A network as the service echoes it, written as people write it: what all layers share said once,
 * equal neighbours as a repeated one. It means the same.
 *
 * @param {Network} network
 * @returns {Network}
 */
export function tidied({inputs, layers, weightInitializer, biasInitializer, ...ofInputs}) {
  const all = flat(layers);
  const weights = sharedOf(all.map((layer) => layer.weightInitializer ?? weightInitializer));
  const biases = sharedOf(all.map((layer) => layer.biasInitializer ?? biasInitializer));
  /**
   * @param {Layer} layer
   * @returns {Layer}
   */
  const written = (layer) => {
    if (layer.residual) {
      return {...layer, residual: folded(layer.residual.map(written))};
    }
    const own = layer.weightInitializer ?? weightInitializer;
    const ownBiases = layer.biasInitializer ?? biasInitializer;
    return {
      ...bare(layer),
      ...(!weights && own && {weightInitializer: own}),
      ...(!biases && ownBiases && {biasInitializer: ownBiases}),
    };
  };
  return {
    inputs,
    layers: folded(layers.map(written)),
    ...(weights && {weightInitializer: weights}),
    ...(biases && {biasInitializer: biases}),
    ...ofInputsOf(ofInputs),
  };
}

/**
 * Normalisation and dropout of the inputs, where there are any.
 *
 * @param {Pick<Network, "inputNormalization" | "inputDropout">} ofInputs
 */
function ofInputsOf({inputNormalization, inputDropout}) {
  return {
    ...(inputNormalization && {inputNormalization}),
    ...(inputDropout && {inputDropout}),
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
 * A layer without initialisers; that it has biases and no dropout goes without saying.
 *
 * @param {Layer} layer
 */
function bare({weightInitializer: _, biasInitializer: __, useBias, dropout, ...layer}) {
  return {...layer, ...(useBias === false && {useBias}), ...(dropout && {dropout})};
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
