/**
 * @import {Job} from "../api/contract.js"
 * @import {Variant} from "./recorded.js"
 */

/**
 * Whether a job trains one neuron on one sample, so that its mean activation is its output.
 *
 * @param {Job} job
 */
export function isOneNeuron({spec}) {
  const {layers} = spec.network;
  return layers.length === 1 && layers[0].units === 1 && spec.dataset.samples === 1;
}

/** @param {Job} job */
export function measuresCurvature({spec}) {
  return spec.trace?.curvature === true;
}

/** @param {Job} job */
export function isOfThePlane({spec}) {
  return spec.network.inputs === 2;
}

/**
 * What distributions the runs record of, in the order in which they name them.
 *
 * @param {Variant[]} variants
 */
export function recordedOf(variants) {
  return [...new Set(variants.flatMap(({run}) => run.job.spec.trace?.distributions ?? []))];
}
