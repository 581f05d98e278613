/**
 * Addresses: `#/view/part/part?key=value`. Everything the user chose is in it, so that a link
 * restores it.
 *
 * @typedef {{view: string, parts: string[], query: URLSearchParams}} Route
 * @typedef {Record<string, string> | URLSearchParams} Query
 */

/** @returns {Route} */
export function currentRoute() {
  return routeOf(location.hash);
}

/**
 * @param {string} fragment
 * @returns {Route}
 */
export function routeOf(fragment) {
  const [path, query] = fragment.replace(/^#\/?/, "").split("?", 2);
  const [view, ...parts] = path.split("/").map(decoded);
  return {view: view || "lab", parts, query: new URLSearchParams(query ?? "")};
}

/**
 * A part of an address; as it stands where somebody has cut through an escape.
 *
 * @param {string} part
 */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * The fragment of a route, to link to.
 *
 * @param {string} view
 * @param {string[]} [parts]
 * @param {Query} [query]
 */
export function addressOf(view, parts = [], query = {}) {
  const path = [view, ...parts]
    .map((part) => encodeURIComponent(part).replaceAll("%2C", ",").replaceAll("%3A", ":"))
    .join("/");
  const text = new URLSearchParams(query).toString();
  return `#/${path}${text ? `?${text}` : ""}`;
}

/**
 * Goes to a route, as a new entry of the history.
 *
 * @param {string} view
 * @param {string[]} parts
 * @param {Query} [query]
 */
export function goTo(view, parts, query) {
  location.hash = addressOf(view, parts, query);
}

/**
 * Writes a choice into the address without reloading the view.
 *
 * @param {string} view
 * @param {string[]} parts
 * @param {Query} query
 */
export function remember(view, parts, query) {
  history.replaceState(history.state, "", addressOf(view, parts, query));
}
