import {indexIn, isMemberName, parentOf, put, tokensOf, valueAt} from "./pointer.js";

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
    const key = tokensOf(operation.path).at(-1) ?? "";
    if (place === null || typeof place !== "object" || !isMemberName(key)) {
      throw missing(operation);
    }
    if (Array.isArray(place)) {
      changeElement(place, key, operation);
    } else {
      changeMember(place, key, operation);
    }
  }
  return changed;
}

/**
 * @param {unknown[]} array
 * @param {string} key an index, or `-` for the place behind the last
 * @param {Operation} operation
 */
function changeElement(array, key, operation) {
  const {op, value} = operation;
  const index = key === "-" ? array.length : indexIn(key);
  if (index === undefined || index > array.length) {
    throw missing(operation);
  }
  if (op === "remove") {
    array.splice(index, 1);
  } else {
    array.splice(index, op === "add" ? 0 : 1, structuredClone(value));
  }
}

/**
 * @param {object} object
 * @param {string} key
 * @param {Operation} operation
 */
function changeMember(object, key, {op, value}) {
  if (op === "remove") {
    Reflect.deleteProperty(object, key);
  } else {
    put(object, key, structuredClone(value));
  }
}

/** @param {Operation} operation */
function missing({path}) {
  return new Error(`The job has no ${path} to change.`);
}
