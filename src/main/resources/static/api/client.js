/** An answer that says what is wrong: RFC 9457 problem details. */
export class Problem extends Error {
  constructor(body, status) {
    super(body.detail ?? body.title ?? `The service answered ${status}.`);
    this.name = "Problem";
    this.status = status;
    this.title = body.title ?? "Refused";
    /** @type {{pointer: string, detail: string}[]} */
    this.faults = body.errors ?? [];
  }
}

/** @returns the parsed answer; throws {@link Problem} or, when nobody answers, an Error that says so */
export async function request(path, {method = "GET", body, form, signal} = {}) {
  const headers = {Accept: "application/json"};
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await fetch(relative(path), {
      method,
      headers,
      signal,
      body: form ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new Error("The service does not answer. Is it running?");
  }
  const text = await response.text();
  const answer = text === "" ? null : parsed(text);
  if (!response.ok) {
    throw new Problem(answer ?? {}, response.status);
  }
  return answer;
}

export const get = (path, options) => request(path, options);
export const post = (path, body, options) => request(path, {...options, method: "POST", body});
export const remove = (path, options) => request(path, {...options, method: "DELETE"});

/** `/v1/…`, relative to the page, so that the service may live under a prefix. */
export function relative(path) {
  return path.replace(/^\//, "");
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {detail: text.slice(0, 300)};
  }
}
