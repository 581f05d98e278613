import {number} from "./format.js";

/**
 * @import {XAXisComponentOption, YAXisComponentOption} from "../vendor/echarts/echarts.common.min.js"
 * @import {Inks} from "./inks.js"
 */

/**
 * What both kinds of axes have.
 *
 * @param {string} name
 * @param {Inks} inks
 */
function axis(name, inks) {
  return /** @type {const} */ ({
    name,
    nameLocation: "middle",
    nameTextStyle: {color: inks.muted, fontSize: inks.size},
    axisLine: {lineStyle: {color: inks.muted}},
    splitLine: {lineStyle: {color: inks.line}},
  });
}

/** @param {Inks} inks */
function axisLabel(inks) {
  return {color: inks.muted, fontSize: inks.size, hideOverlap: true};
}

/**
 * A horizontal axis.
 *
 * @param {string} name
 * @param {Inks} inks
 * @param {XAXisComponentOption} extra adds to it or overrides
 * @returns {XAXisComponentOption}
 */
export function horizontal(name, inks, extra) {
  return /** @type {XAXisComponentOption} */ ({
    ...axis(name, inks),
    nameGap: 2.1 * inks.size,
    ...extra,
    axisLabel: {...axisLabel(inks), ...extra.axisLabel},
  });
}

/**
 * A vertical axis, its name beside its numbers.
 *
 * @param {string} name
 * @param {Inks} inks
 * @param {YAXisComponentOption} [extra] adds to it or overrides
 * @returns {YAXisComponentOption}
 */
export function vertical(name, inks, extra = {}) {
  /** @param {number} value */
  const formatter = (value) => number(value, 3);
  return /** @type {YAXisComponentOption} */ ({
    ...axis(name, inks),
    type: "value",
    scale: true,
    nameGap: 3.7 * inks.size,
    ...extra,
    axisLabel: {...axisLabel(inks), formatter, ...extra.axisLabel},
  });
}
