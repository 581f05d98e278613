/**
 * JSON Pointers (RFC 6901) into plain values. Only what a value itself holds is a place in it, never
 * what it inherits.
 */

/** Names that lead out of a value, to what all values share. */
const SHARED = ["__proto__", "constructor", "prototype"];

const INDEX = /^(?:0|[1-9]\d*)$/;

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
 * Whether a member may be called so.
 *
 * @param {string} name
 */
export function isMemberName(name) {
  return !SHARED.includes(name);
}

/**
 * @param {string} token
 * @returns {number | undefined} undefined if it is no index of an array
 */
export function indexIn(token) {
  return INDEX.test(token) ? Number(token) : undefined;
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
 * @throws {Error} if the pointer leads out of the root
 */
export function setAt(root, pointer, value) {
  const tokens = tokensOf(pointer);
  if (!tokens.every(isMemberName)) {
    throw new Error(`There is no place ${pointer}.`);
  }
  const last = tokens.pop() ?? "";
  const parent = tokens.reduce(madeIn, root);
  if (value !== undefined) {
    put(parent, last, value);
  } else if (Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else {
    Reflect.deleteProperty(parent, last);
  }
}

/**
 * Gives a value a member, whatever it inherits of that name.
 *
 * @param {object} object
 * @param {string} name
 * @param {unknown} value
 */
export function put(object, name, value) {
  Object.defineProperty(object, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
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
  const isThere =
    node !== null &&
    typeof node === "object" &&
    isMemberName(token) &&
    (!Array.isArray(node) || indexIn(token) !== undefined) &&
    Object.hasOwn(node, token);
  return isThere ? /** @type {Record<string, unknown>} */ (node)[token] : undefined;
}

/**
 * The object that a member is, made if there is none.
 *
 * @param {object} parent
 * @param {string} token
 * @returns {object}
 */
function madeIn(parent, token) {
  const found = member(parent, token);
  if (found !== null && typeof found === "object") {
    return found;
  }
  const made = {};
  put(parent, token, made);
  return made;
}
