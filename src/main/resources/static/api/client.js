/** @typedef {{signal?: AbortSignal}} Options */

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
export async function request(path, {method = "GET", body, form, signal} = {}) {
  const headers = new Headers({accept: "application/json"});
  if (body !== undefined) {
    headers.set("Content-Type", "application/json");
  }
  const sent = form ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(relative(path), {method, headers, signal, body: sent}).catch(
    (error) => {
      throw isAbort(error) ? error : new Error("The service does not answer. Is it running?");
    },
  );
  const text = await response.text();
  const answer = text === "" ? null : parsed(text);
  if (!response.ok) {
    throw new Problem(answer ?? {}, response.status);
  }
  return answer;
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

/** @param {string} path */
export function remove(path) {
  return request(path, {method: "DELETE"});
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
