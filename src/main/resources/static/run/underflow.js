/** @import {Distributions, LayerDistributions} from "../api/contract.js" */

/** log₁₀ 2⁻¹⁵⁰: half of the smallest float32, which rounds to 0. */
const LOST = -150 * Math.log10(2);

/**
 * Where float32 would have lost the gradient at the last step, and since when: layers in which
 * every |δ|/m rounds to 0, since others average the loss first. Null where it loses none.
 *
 * @param {Distributions} delta distributions of δ
 */
export function lostLayers({step, layers}) {
  const last = step.length - 1;
  const lost = layers.filter((layer) => last >= 0 && isLost(layer, last));
  if (lost.length === 0) {
    return null;
  }
  const since = step.find((_, i) =>
    step.every((__, j) => j < i || lost.every((layer) => isLost(layer, j))),
  );
  const when = since === step[0] ? "from the first step on" : `from step ${since} on`;
  return (
    `The gradient of ${rangesOf(lost.map(({layer}) => layer))} would be 0 in float32, as in PyTorch, ` +
    `${when}: every |δ|/m is at most 2⁻¹⁵⁰ there, half of the smallest float32.`
  );
}

/**
 * @param {LayerDistributions} layer
 * @param {number} i which step
 */
function isLost({units, count, nonFinite, maxAbsLog10}, i) {
  const greatest = maxAbsLog10[i];
  const samples = count[i] / units;
  return nonFinite[i] === 0 && (greatest === null || greatest - Math.log10(samples) <= LOST);
}

/** @param {number[]} layers ascending, at least one */
function rangesOf(layers) {
  /** @type {[from: number, to: number][]} */
  const ranges = [];
  for (const layer of layers) {
    const open = ranges.at(-1);
    if (open && open[1] === layer - 1) {
      open[1] = layer;
    } else {
      ranges.push([layer, layer]);
    }
  }
  const named = ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return `${layers.length === 1 ? "layer" : "layers"} ${named.join(", ")}`;
}

/**
 * What of each run is drawn as ridges of a layer.
 *
 * @param {(Distributions | null)[]} read by run
 * @param {string[]} names
 * @param {number} layer
 */
export function rangesOfLayers(read, names, layer) {
  return read.flatMap((one, i) => {
    const found = one?.layers.find((candidate) => candidate.layer === layer);
    return one && found && one.step.length > 0
      ? [{name: names[i], ridges: one.step.map((step, at) => ridgeOf(found, step, at))}]
      : [];
  });
}

/**
 * @param {LayerDistributions} layer
 * @param {number} step
 * @param {number} i which step that is
 */
function ridgeOf({count, firstExponent, negative, positive}, step, i) {
  return {
    step,
    count: count[i],
    first: firstExponent[i],
    sizes: positive[i].map((entries, k) => entries + negative[i][k]),
  };
}
