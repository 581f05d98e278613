import {HEAT} from "./palette.js";

/** @typedef {[red: number, green: number, blue: number]} Rgb each from 0 to 255 */

const STOPS = HEAT.map(rgb);

/**
 * Viridis at a share between 0 and 1.
 *
 * @param {number} share
 */
export function viridis(share) {
  const place = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
  const from = Math.min(STOPS.length - 2, Math.floor(place));
  return mixed(STOPS[from], STOPS[from + 1], place - from);
}

/**
 * @param {Rgb} from
 * @param {Rgb} to
 * @param {number} share of `to`
 * @returns {Rgb}
 */
export function mixed(from, to, share) {
  /** @param {0 | 1 | 2} k */
  const channel = (k) => Math.round(from[k] + share * (to[k] - from[k]));
  return [channel(0), channel(1), channel(2)];
}

/**
 * @param {string} colour `#rrggbb` or `rgb(r, g, b)`
 * @returns {Rgb}
 */
export function rgb(colour) {
  const channels = colour.startsWith("#")
    ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/[\d.]+/g) ?? []).map(Number);
  const [red = 0, green = 0, blue = 0] = channels;
  return [red, green, blue];
}

/** @param {Rgb} channels */
export function css(channels) {
  return `rgb(${channels.join(" ")})`;
}
