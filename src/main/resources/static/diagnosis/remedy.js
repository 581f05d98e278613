import {layersInShort} from "../job/layers.js";
import {tokensOf} from "../json/pointer.js";
import {memberInWords} from "../ui/words.js";

/** @import {Layer, Operation} from "../api/contract.js" */

/** Enough to tell values of a specification apart, fewer than a double has. */
const DIGITS = 6;

/**
 * An operation of a patch, for reading.
 *
 * @param {Operation} operation
 * @returns {[what: string, becomes: string]}
 */
export function inPlainWords({op, path, value}) {
  const what = tokensOf(path).map(memberInWords).join(" › ");
  if (op === "remove") {
    return [what, "left out"];
  }
  const isLayers = path === "/network/layers";
  return [what, isLayers ? layersInShort(/** @type {Layer[]} */ (value)) : shortly(value)];
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function shortly(value) {
  if (Array.isArray(value)) {
    return value.map(shortly).join(", ");
  }
  if (typeof value === "number") {
    return String(Number(value.toPrecision(DIGITS)));
  }
  if (value === null || typeof value !== "object") {
    return String(value);
  }
  const {name, ...rest} = /** @type {Record<string, unknown>} */ (value);
  const details = Object.entries(rest).map(([key, each]) => `${key} ${shortly(each)}`);
  return [name, ...details].filter(Boolean).join(", ");
}
