import {valueAt} from "../json/pointer.js";

/**
 * What a value holds at a place: a JSON Pointer in which a negative number counts from the end of
 * an array, and `*` stands for each of its elements.
 *
 * @param {unknown} root
 * @param {string} place such as `/look/layers/-1/deltaLog10` or `/look/layers/*` + `/deltaLog10`
 * @returns {unknown} undefined if there is nothing, a list if the place has a `*`
 */
export function found(root, place) {
  return below(root, place.split("/").slice(1));
}

/**
 * @param {unknown} node
 * @param {string[]} tokens
 * @returns {unknown}
 */
function below(node, [token, ...rest]) {
  if (token === undefined) {
    return node;
  }
  if (!Array.isArray(node)) {
    return below(valueAt(node, `/${token}`), rest);
  }
  if (token === "*") {
    return node.map((each) => below(each, rest));
  }
  const index = Number(token);
  return below(Number.isInteger(index) ? node.at(index) : undefined, rest);
}
