import {layersInShort} from "../run/spec.js";

/**
 * The body of a job with a JSON Patch (RFC 6902) of a remedy; the body stays as it is.
 *
 * @throws {Error} if an operation names a place that is not there
 */
export function patched(body, patch) {
  const changed = structuredClone(body);
  for (const {op, path, value} of patch) {
    const keys = path
      .split("/")
      .slice(1)
      .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = keys.pop();
    const place = keys.reduce((at, key) => at?.[key], changed);
    if (place === null || typeof place !== "object") {
      throw new Error(`The job has no ${path} to change.`);
    }
    if (op === "remove") {
      Array.isArray(place) ? place.splice(Number(last), 1) : delete place[last];
    } else if (op === "add" && Array.isArray(place)) {
      place.splice(last === "-" ? place.length : Number(last), 0, structuredClone(value));
    } else {
      place[last] = structuredClone(value);
    }
  }
  return changed;
}

/**
 * A job's effective spec as a body to post: what only describes is left out.
 *
 * @returns the body, or null if its rows came with the request and are too many to be given back
 */
export function bodyOf(spec) {
  const {parameterCount, ...network} = spec.network;
  const data = (dataset) => {
    const {samples, ...given} = dataset;
    return Object.keys(given).length === 0 ? null : given;
  };
  const body = {...spec, network, dataset: data(spec.dataset)};
  if (spec.validation) {
    body.validation = data(spec.validation);
  }
  return body.dataset === null || body.validation === null ? null : body;
}

/** An operation of a patch, for reading: [what, becomes]. */
export function inPlainWords({op, path, value}) {
  const what = path
    .slice(1)
    .split("/")
    .map((key) => key.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase())
    .join(" › ");
  if (op === "remove") {
    return [what, "left out"];
  }
  return [what, path === "/network/layers" ? layersInShort(value) : shortly(value)];
}

function shortly(value) {
  if (value === null || typeof value !== "object") {
    return String(value);
  }
  const {name, ...rest} = value;
  const details = Object.entries(rest)
    .map(([key, each]) => `${key} ${shortly(each)}`)
    .join(", ");
  return Array.isArray(value)
    ? value.map(shortly).join(", ")
    : [name, details].filter(Boolean).join(", ");
}
