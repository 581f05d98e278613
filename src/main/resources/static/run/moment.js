import {gainsAt} from "../charts/factors.js";
import {columnOf} from "../charts/heatmap.js";

/**
 * @import {GradientTrace, Measure} from "../api/contract.js"
 * @import {Ends, Gains} from "../charts/factors.js"
 */

/**
 * What a trace says at one recorded step. `delta` are the log₁₀ ‖δ‖ of the `layers`, `cost` is that
 * of ∂C/∂aᴸ.
 *
 * @typedef {{name: string, step: number, epoch: number, loss: Measure, slope: Measure,
 *     cost: Measure, layers: number[], delta: Measure[], gains: Gains[], blocks: Ends[]}} Moment
 */

/**
 * @param {GradientTrace} trace
 * @param {number} step the last recorded one that is not later is meant
 * @param {string} name of the variant
 * @returns {Moment}
 */
export function momentOf(trace, step, name) {
  const at = columnOf(trace.step, step);
  return {
    name,
    step: trace.step[at],
    epoch: trace.epoch[at],
    loss: trace.loss[at],
    slope: trace.flow.slopePerLayer[at],
    cost: trace.flow.costGradientLog10[at],
    layers: trace.layers.map(({layer}) => layer),
    delta: trace.layers.map(({metrics}) => metrics.deltaLog10[at]),
    gains: trace.layers.map((series) => gainsAt(series, at)),
    blocks: (trace.flow.blocks ?? []).map(({block, ...ends}) => ({
      block,
      inputGradientLog10: ends.inputGradientLog10[at],
      outputGradientLog10: ends.outputGradientLog10[at],
    })),
  };
}

/**
 * The forecast of δ, from the measured δ of the output layer back to layer 1.
 *
 * @param {Measure[]} delta measured, by layer
 * @param {Measure[]} gains forecast, by layer
 * @returns {Measure[]}
 */
export function anchored(delta, gains) {
  const values = [...delta];
  for (let i = values.length - 2; i >= 0; i -= 1) {
    const [above, gain] = [values[i + 1], gains[i]];
    values[i] = above === null || gain === null ? null : above + gain;
  }
  return values;
}
