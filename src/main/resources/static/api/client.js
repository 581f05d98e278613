import {instead, known} from "./token.js";

/** @typedef {{signal?: AbortSignal}} Options */

/** What an id may be, so that it names one thing of a collection and leads nowhere else. */
const ID = /^[\w-]{1,200}$/;

/** POSTs of which the service keeps nothing: what a view asks of its own accord. */
const KEEPS_NOTHING =
  /^\/v1\/(?:networks\/validate|datasets\/(?:upload\/)?preview|forecast|gradients(?:\/compare)?|training-steps|(?:training-jobs|observed-runs)\/[\w-]+\/predictions)(?:\?|$)/;

/** A service that has too much to do is asked again, this often, if it says to wait this long. */
const MOST_TRIES = 12;
const LONGEST_WAIT_S = 10;

/** An answer that says what is wrong: RFC 9457 problem details. */
export class Problem extends Error {
  /**
   * @param {{title?: string, detail?: string, errors?: Fault[]}} body
   * @param {number} status
   *
   * @typedef {{pointer: string, detail: string}} Fault
   */
  constructor(body, status) {
    super(body.detail ?? body.title ?? `The service answered ${status}.`);
    this.name = "Problem";
    this.status = status;
    this.title = body.title ?? "Refused";
    this.faults = body.errors ?? [];
  }
}

/**
 * @template T
 * @param {string} path
 * @param {Options & {method?: string, body?: unknown, form?: FormData}} [options]
 * @returns {Promise<T>} the parsed answer
 * @throws {Problem} if the service refuses; an Error that says so if it does not answer
 */
export async function request(path, options) {
  const {method, body, form, signal} = own(options);
  const headers = new Headers({accept: "application/json"});
  if (body !== undefined) {
    headers.set("Content-Type", "application/json");
  }
  const content = form ?? (body === undefined ? undefined : JSON.stringify(body));
  requireSomebody(path, method);
  const init = {method, headers, signal, body: content};
  const ask = () => (isHarmless(path, method) ? patientAnswer(path, init) : answer(path, init));
  const response = await ask().catch((error) => {
    throw isAbort(error) ? error : new Error("The service does not answer. Is it running?");
  });
  const text = await response.text();
  const value = text === "" ? null : parsed(text);
  if (!response.ok) {
    throw new Problem(value ?? {}, response.status);
  }
  return value;
}

/**
 * Fetches of the service, and of nobody else; a GET unless the method is given. With the token of
 * this tab; where another is asked for and told, once more with that.
 *
 * @param {string} path
 * @param {RequestInit} init
 * @returns {Promise<Response>}
 */
export async function answer(path, init) {
  const token = known();
  const response = await sent(path, init, token);
  if (response.status !== 401) {
    return response;
  }
  const other = await instead(token);
  return other === null ? response : sent(path, init, other);
}

/**
 * The answer to what changes nothing, asked for again as long as the service says that it has too
 * much to do just now.
 *
 * @param {string} path
 * @param {RequestInit} init
 */
export async function patientAnswer(path, init) {
  for (let tries = 1; ; tries += 1) {
    const response = await answer(path, init);
    const seconds = waitAskedBy(response);
    if (seconds > LONGEST_WAIT_S || tries === MOST_TRIES) {
      return response;
    }
    await pause(1000 * seconds, init.signal);
  }
}

/**
 * Seconds after which to ask again; infinite if that would not help.
 *
 * @param {Response} response
 */
function waitAskedBy({status, headers}) {
  const wait = headers.get("Retry-After") ?? "";
  const isLater = (status === 503 || status === 429) && /^\d+$/.test(wait);
  return isLater ? Number(wait) : Number.POSITIVE_INFINITY;
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal | null} [signal] ends it with an AbortError
 * @returns {Promise<void>}
 */
export function pause(milliseconds, signal) {
  return new Promise((done, failed) => {
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      failed(signal.reason);
    });
  });
}

/**
 * @param {string} path
 * @param {RequestInit} init
 * @param {string | null} token
 */
function sent(path, init, token) {
  const given = own(init);
  const headers = new Headers(given.headers);
  if (token !== null) {
    headers.set("Authorization", `Bearer ${token}`);
  }
  return fetch(relative(path), own({...given, headers, method: given.method ?? "GET"}));
}

/**
 * An address alone changes nothing: somebody must have touched the page before.
 *
 * @param {string} path
 * @param {string} [method]
 * @throws {Error} if nobody has, and something would be kept or deleted
 */
function requireSomebody(path, method) {
  if (!(isHarmless(path, method) || (navigator.userActivation?.hasBeenActive ?? true))) {
    throw new Error("Nothing is changed before somebody has clicked or typed on this page.");
  }
}

/**
 * Whether the service keeps and deletes nothing.
 *
 * @param {string} path
 * @param {string} [method]
 */
function isHarmless(path, method = "GET") {
  return method === "GET" || (method === "POST" && KEEPS_NOTHING.test(path));
}

/**
 * Options without what they inherit: `fetch` reads that, too.
 *
 * @template {object} T
 * @param {T} [options]
 * @returns {T}
 */
function own(options) {
  return Object.assign(Object.create(null), options);
}

/**
 * @template T
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<T>}
 */
export function get(path, options) {
  return request(path, options);
}

/**
 * @template T
 * @param {string} path
 * @param {unknown} [body]
 * @param {Options} [options]
 * @returns {Promise<T>}
 */
export function post(path, body, options) {
  return request(path, {...options, method: "POST", body});
}

/**
 * JSON Merge Patch: what is absent stays, null removes.
 *
 * @template T
 * @param {string} path
 * @param {object} body
 * @returns {Promise<T>}
 */
export function patch(path, body) {
  return request(path, {method: "PATCH", body});
}

/** @param {string} path */
export function remove(path) {
  return request(path, {method: "DELETE"});
}

/**
 * The path of one thing of a collection.
 *
 * @param {string} collection such as `/v1/datasets`
 * @param {string} id as an address or an answer has it
 * @throws {Error} if no id looks like that
 */
export function pathTo(collection, id) {
  if (!ID.test(id)) {
    throw new Error(`“${id}” is not the id of anything.`);
  }
  return `${collection}/${id}`;
}

/**
 * `/v1/…`, relative to the page, so that the service may live under a prefix.
 *
 * @param {string} path
 */
export function relative(path) {
  return path.replace(/^\//, "");
}

/**
 * Whether something was only given up, as a signal asked.
 *
 * @param {unknown} error
 */
export function isAbort(error) {
  return error instanceof Error && error.name === "AbortError";
}

/**
 * Whether what was asked for is not there.
 *
 * @param {unknown} error
 */
export function isMissing(error) {
  return error instanceof Problem && error.status === 404;
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {detail: text.slice(0, 300)};
  }
}
