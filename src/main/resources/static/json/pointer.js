/** JSON Pointers (RFC 6901) into plain values. */

/**
 * @param {string} pointer such as `/a/b~1c`
 * @returns {string[]} such as `["a", "b/c"]`
 */
export function tokensOf(pointer) {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/**
 * @param {unknown} root
 * @param {string} pointer
 * @returns {unknown} undefined if there is nothing
 */
export function valueAt(root, pointer) {
  return tokensOf(pointer).reduce(member, root);
}

/**
 * Sets a member, making the objects on the way; `undefined` removes it.
 *
 * @param {object} root is changed
 * @param {string} pointer
 * @param {unknown} value
 */
export function setAt(root, pointer, value) {
  const tokens = tokensOf(pointer);
  const last = tokens.pop() ?? "";
  let parent = /** @type {Record<string, unknown>} */ (root);
  for (const token of tokens) {
    parent[token] ??= {};
    parent = /** @type {Record<string, unknown>} */ (parent[token]);
  }
  if (value !== undefined) {
    parent[last] = value;
  } else if (Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else {
    delete parent[last];
  }
}

/**
 * The pointer of the thing that holds it: `/a/b` of `/a/b/c`, the empty pointer of `/a`.
 *
 * @param {string} pointer
 */
export function parentOf(pointer) {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}

/**
 * @param {unknown} node
 * @param {string} token
 */
function member(node, token) {
  return node === null || node === undefined
    ? undefined
    : /** @type {Record<string, unknown>} */ (node)[token];
}
