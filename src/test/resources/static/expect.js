/**
 * Assertions of the tests of the page's modules. Each test module exports its cases by name.
 *
 * @typedef {Record<string, () => void | Promise<void>>} Cases
 */

/**
 * Fails unless two values are alike: the same members, in the same order, with the same values.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 */
export function equal(actual, expected) {
  const [was, wanted] = [written(actual), written(expected)];
  if (was !== wanted) {
    throw new Error(`expected ${wanted}, was ${was}`);
  }
}

/**
 * @param {number} actual
 * @param {number} expected
 * @param {number} tolerance
 */
export function close(actual, expected, tolerance) {
  if (!(Math.abs(actual - expected) <= tolerance)) {
    throw new Error(`expected ${expected} ± ${tolerance}, was ${actual}`);
  }
}

/**
 * @param {string} actual
 * @param {string} part
 */
export function contains(actual, part) {
  if (!actual.includes(part)) {
    throw new Error(`expected something with ${written(part)}, was ${written(actual)}`);
  }
}

/**
 * Fails unless something is refused in certain words.
 *
 * @param {() => unknown} act
 * @param {string} words a part of the message
 */
export async function refused(act, words) {
  let message = "";
  try {
    await act();
  } catch (error) {
    message = String(error);
  }
  contains(message, words);
}

/**
 * A value as text that tells more apart than JSON does.
 *
 * @param {unknown} value
 * @returns {string}
 */
function written(value) {
  if (Array.isArray(value)) {
    return `[${value.map(written).join(", ")}]`;
  }
  if (value !== null && typeof value === "object") {
    const members = Object.entries(value).map(([key, each]) => `${key}: ${written(each)}`);
    return `{${members.join(", ")}}`;
  }
  if (typeof value === "string") {
    return JSON.stringify(value);
  }
  return Object.is(value, -0) ? "-0" : String(value);
}
