import {parentOf, tokensOf, valueAt} from "./pointer.js";

/**
 * An operation of a JSON Patch (RFC 6902), of the three that remedies are made of.
 *
 * @typedef {{op: "add" | "remove" | "replace", path: string, value?: unknown}} Operation
 */

/**
 * A value with a patch; the value itself stays as it is.
 *
 * @template {object} T
 * @param {T} value
 * @param {Operation[]} patch
 * @returns {T}
 * @throws {Error} if an operation names a place that is not there
 */
export function patched(value, patch) {
  const changed = structuredClone(value);
  for (const operation of patch) {
    const place = valueAt(changed, parentOf(operation.path));
    if (place === null || typeof place !== "object") {
      throw new Error(`The job has no ${operation.path} to change.`);
    }
    const key = tokensOf(operation.path).at(-1) ?? "";
    if (Array.isArray(place)) {
      changeElement(place, key, operation);
    } else {
      changeMember(/** @type {Record<string, unknown>} */ (place), key, operation);
    }
  }
  return changed;
}

/**
 * @param {unknown[]} array
 * @param {string} key an index, or `-` for the place behind the last
 * @param {Operation} operation
 */
function changeElement(array, key, {op, value}) {
  const index = key === "-" ? array.length : Number(key);
  if (op === "remove") {
    array.splice(index, 1);
  } else {
    array.splice(index, op === "add" ? 0 : 1, structuredClone(value));
  }
}

/**
 * @param {Record<string, unknown>} object
 * @param {string} key
 * @param {Operation} operation
 */
function changeMember(object, key, {op, value}) {
  if (op === "remove") {
    delete object[key];
  } else {
    object[key] = structuredClone(value);
  }
}
