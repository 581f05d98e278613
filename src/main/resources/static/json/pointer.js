/** JSON Pointers (RFC 6901) into plain values, and the three operations of JSON Patch (RFC 6902) that remedies use. */

export function tokensOf(pointer) {
  return pointer.split("/").slice(1).map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
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

/** A copy of the value with the operations applied in order. */
export function patched(root, operations) {
  const copy = structuredClone(root);
  for (const {op, path, value} of operations) {
    const parent = valueAt(copy, parentOf(path));
    if (op === "add" && Array.isArray(parent)) {
      const at = tokensOf(path).pop();
      parent.splice(at === "-" ? parent.length : Number(at), 0, structuredClone(value));
    } else {
      setAt(copy, path, op === "remove" ? undefined : structuredClone(value));
    }
  }
  return copy;
}
