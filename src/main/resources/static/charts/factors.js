import {isNumber} from "./format.js";

/** @import {GradientTrace} from "../api/contract.js" */

/**
 * @typedef {{layer: number, block?: number | null, weightGainLog10: number | null,
 *     junctionGainLog10?: number | null, activationGainLog10: number | null,
 *     normalizationGainLog10?: number | null}} Gains of one layer, in decades
 * @typedef {{block: number, inputGradientLog10: number | null,
 *     outputGradientLog10: number | null}} Ends of a residual block: decades of the gradient there
 * @typedef {{costGradientLog10: number | null, layers: Gains[], blocks?: Ends[]}} Losses
 */

/**
 * One factor of the gradient, in decades: its gain, and the running sum before and after it; null
 * from the first factor that is zero or not finite on.
 *
 * @typedef {"cost" | "weight" | "junction" | "activation" | "normalization"} Kind
 * @typedef {{kind: Kind, layer: number, what: string, gain: number | null}} Factor
 * @typedef {Factor & {from: number | null, to: number | null}} Bar
 * @typedef {Factor & {gain: number, from: number, to: number}} FiniteBar
 */

/**
 * The bars in the order of back-propagation.
 *
 * @param {Losses} losses
 * @returns {Bar[]}
 */
export function barsOf({costGradientLog10, layers}) {
  /** @type {number | null} */
  let level = 0;
  return factorsOf(costGradientLog10, layers).map((factor) => {
    const from = level;
    level = level !== null && isNumber(factor.gain) ? level + factor.gain : null;
    return {...factor, from, to: level};
  });
}

/**
 * @param {number | null} costGradientLog10
 * @param {Gains[]} layers
 * @returns {Factor[]}
 */
function factorsOf(costGradientLog10, layers) {
  const depth = layers.length;
  /** @type {Factor} */
  const cost = {
    kind: "cost",
    layer: depth,
    what: "‖∂C/∂aᴸ‖ of the cost",
    gain: costGradientLog10,
  };
  return [
    cost,
    ...layers
      .toSorted((a, b) => b.layer - a.layer)
      .flatMap((gains) => [
        ...(gains.layer < depth ? [weight(gains)] : []),
        ...junction(gains),
        activation(gains),
        ...normalization(gains),
      ]),
  ];
}

/**
 * @param {Gains} gains
 * @returns {Factor}
 */
function weight({layer, weightGainLog10}) {
  return {kind: "weight", layer, what: `weights of layer ${layer + 1}`, gain: weightGainLog10};
}

/**
 * @param {Gains} gains
 * @returns {Factor}
 */
function activation({layer, activationGainLog10}) {
  return {kind: "activation", layer, what: `σ′ of layer ${layer}`, gain: activationGainLog10};
}

/**
 * What lies between σ of a layer and the next weights; nothing where nothing does. What is not a
 * number there makes σ′ no number either.
 *
 * @param {Gains} gains
 * @returns {Factor[]}
 */
function junction({layer, junctionGainLog10: gain}) {
  const what = `between layers ${layer} and ${layer + 1}`;
  return isNumber(gain) && gain !== 0 ? [{kind: "junction", layer, what, gain}] : [];
}

/**
 * @param {Gains} gains
 * @returns {Factor[]}
 */
function normalization({layer, normalizationGainLog10: gain}) {
  const what = `normalisation of layer ${layer}`;
  return isNumber(gain) ? [{kind: "normalization", layer, what, gain}] : [];
}

/**
 * The lowest and the highest level of the waterfalls of all steps of a trace.
 *
 * @param {Pick<GradientTrace, "flow" | "layers">} trace
 * @returns {[low: number, high: number]}
 */
export function levelsOf({flow, layers}) {
  const columns = columnsOf(layers);
  let [low, high] = [0, 0];
  flow.costGradientLog10.forEach((cost, at) => {
    let level = cost;
    for (let i = 0; isNumber(level); i += 1) {
      low = Math.min(low, level);
      high = Math.max(high, level);
      if (i === columns.length) {
        return;
      }
      const {gains, isOptional} = columns[i];
      const gain = gains?.[at] ?? (isOptional ? 0 : null);
      level = gain === null ? null : level + gain;
    }
  });
  return [low, high];
}

/**
 * The gains over the steps, in the order of back-propagation; what is optional may lack.
 *
 * @param {GradientTrace["layers"]} layers
 */
function columnsOf(layers) {
  return layers
    .toSorted((a, b) => b.layer - a.layer)
    .flatMap(({layer, metrics}) => [
      ...(layer < layers.length ? [{gains: metrics.weightGainLog10, isOptional: false}] : []),
      {gains: metrics.junctionGainLog10, isOptional: true},
      {gains: metrics.activationGainLog10, isOptional: false},
      {gains: metrics.normalizationGainLog10, isOptional: true},
    ]);
}

/**
 * The gains of a layer at a recorded step.
 *
 * @param {GradientTrace["layers"][number]} series
 * @param {number} at
 * @returns {Gains}
 */
export function gainsAt({layer, block, metrics}, at) {
  return {
    layer,
    block,
    weightGainLog10: metrics.weightGainLog10[at],
    junctionGainLog10: metrics.junctionGainLog10?.[at],
    activationGainLog10: metrics.activationGainLog10[at],
    normalizationGainLog10: metrics.normalizationGainLog10?.[at],
  };
}

/**
 * Where the line past each block begins, at the output, and ends, at the input; blocks whose
 * gradient is not known are left out.
 *
 * @param {Pick<Losses, "layers" | "blocks">} losses
 * @param {Bar[]} bars
 * @returns {{from: number, to: number, output: number, input: number}[]}
 */
export function skipsOf({layers, blocks = []}, bars) {
  return blocks.flatMap(({block, outputGradientLog10: output, inputGradientLog10: input}) => {
    const inside = layers.filter((one) => one.block === block).map(({layer}) => layer);
    const around = bars.flatMap((bar, i) => (isBeside(bar, inside) ? [i] : []));
    return isNumber(output) && isNumber(input) && around.length > 0
      ? [{from: around[0], to: around[0] + around.length - 1, output, input}]
      : [];
  });
}

/**
 * Whether the skip goes past a bar: from what lies behind the last layer of the block to what lies
 * before the first.
 *
 * @param {Bar} bar
 * @param {number[]} inside layers of the block
 */
function isBeside({kind, layer}, inside) {
  const isBefore = layer === Math.min(...inside) - 1;
  if (kind === "weight") {
    return isBefore || (inside.includes(layer) && layer < Math.max(...inside));
  }
  return kind !== "cost" && (inside.includes(layer) || (kind === "junction" && isBefore));
}

/**
 * @param {Bar} bar
 * @returns {bar is FiniteBar}
 */
export function isKnown(bar) {
  return bar.to !== null;
}
