/** JSON Pointers (RFC 6901) into plain values. */

export function tokensOf(pointer) {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function valueAt(root, pointer) {
  return tokensOf(pointer).reduce((node, token) => node?.[token], root);
}

/** Sets a member, making the objects on the way; `undefined` removes it. */
export function setAt(root, pointer, value) {
  const tokens = tokensOf(pointer);
  const last = tokens.pop();
  const parent = tokens.reduce((node, token) => (node[token] ??= {}), root);
  if (value !== undefined) {
    parent[last] = value;
  } else if (Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else {
    delete parent[last];
  }
}

/** The pointer of the thing that holds it: `/a/b` of `/a/b/c`, the empty pointer of `/a`. */
export function parentOf(pointer) {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}
