/**
 * Whether two values are the same JSON: members in any order, `undefined` ones as if they were
 * absent.
 *
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
export function same(one, other) {
  if (Object.is(one, other)) {
    return true;
  }
  if (!(isContainer(one) && isContainer(other)) || Array.isArray(one) !== Array.isArray(other)) {
    return false;
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => same(one[key], other[key]));
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isContainer(value) {
  return value !== null && typeof value === "object";
}
