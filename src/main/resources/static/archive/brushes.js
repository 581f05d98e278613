/**
 * @import {Cell} from "../api/contract.js"
 * @import {Axis} from "./axes.js"
 */

/** @typedef {[low: number, high: number]} Span of an axis, as shares of its height */

/** Shares are kept to so many digits, and compared within half of the last. */
const DIGITS = 4;
const SLACK = 0.5 * 10 ** -DIGITS;

/** Which part of axes is wanted; all of those that have no span. */
export class Brushes {
  /** @type {Map<string, Span>} by the key of the axis */
  #spans = new Map();

  /** @param {string} text of an address, whoever has written it; what is no span is left out */
  constructor(text) {
    for (const [key, span] of entriesIn(text)) {
      if (isSpan(span)) {
        this.#spans.set(key, span);
      }
    }
  }

  /** For the address; empty where all of everything is wanted. */
  get text() {
    return this.#spans.size > 0 ? JSON.stringify(Object.fromEntries(this.#spans)) : "";
  }

  /**
   * @param {Axis} axis
   * @returns {Span}
   */
  of({key}) {
    return this.#spans.get(key) ?? [0, 1];
  }

  /**
   * @param {Axis} axis
   * @param {Span} span
   */
  set({key}, [low, high]) {
    if (low <= 0 && high >= 1) {
      this.#spans.delete(key);
    } else {
      this.#spans.set(key, [rounded(low), rounded(high)]);
    }
  }

  clear() {
    this.#spans.clear();
  }

  /**
   * Whether a cell lies within all spans: where it was not measured, within none.
   *
   * @param {Cell} cell
   * @param {Axis[]} axes
   */
  has(cell, axes) {
    return axes.every((axis) => {
      const span = this.#spans.get(axis.key);
      const share = span ? axis.at(cell) : 0;
      return !span || (share !== null && share > span[0] - SLACK && share < span[1] + SLACK);
    });
  }
}

/** @param {string} text */
function entriesIn(text) {
  try {
    return Object.entries(JSON.parse(text || "{}") ?? {});
  } catch {
    return [];
  }
}

/**
 * @param {unknown} value
 * @returns {value is Span}
 */
function isSpan(value) {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((share) => typeof share === "number" && share >= 0 && share <= 1) &&
    value[0] <= value[1]
  );
}

/** @param {number} share */
function rounded(share) {
  return Number(Math.max(0, Math.min(1, share)).toFixed(DIGITS));
}
