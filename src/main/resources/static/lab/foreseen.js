/** @import {Forecast, LayerGains, Measure} from "../api/contract.js" */

/**
 * The forecast of δ, begun where the measurement begins: at the output. Below a layer without a
 * number there is none.
 *
 * @param {Forecast} forecast
 * @param {{layers: LayerGains[]} | undefined} variant
 */
export function foreseenValues({layers}, variant) {
  /** @type {Measure} */
  let level = variant?.layers.at(-1)?.deltaLog10 ?? 0;
  /** @type {Measure[]} */
  const values = [level];
  for (const {gradientGainLog10Forecast: gain} of layers.slice(0, -1).toReversed()) {
    level = level === null || gain === null ? null : level + gain;
    values.push(level);
  }
  return values.reverse();
}
