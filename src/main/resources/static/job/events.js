import {answer, get, isMissing} from "../api/client.js";
import {isFinal} from "./status.js";
import {StreamText} from "./stream.js";

/**
 * @import {Progress} from "../api/contract.js"
 * @import {RunStatus} from "./status.js"
 */

/**
 * What happens to a job.
 *
 * @typedef {{kind: "status", data: {status: RunStatus}} | {kind: "progress", data: Progress}
 *     | {kind: "epoch", data: Record<string, number | null>} | {kind: "finding",
 *     data: {rule: string}}} JobEvent
 */

/** @type {JobEvent["kind"][]} */
const KINDS = ["status", "progress", "epoch", "finding"];
const PAUSE_MS = 1000;
/** The longest pause while the service does not answer. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * A browser has six connections to a service, for all its tabs: streams must leave room for
 * whatever else is asked.
 */
const MOST_STREAMS = 1;
let streams = 0;

/**
 * Tells `heard` each event of a job, past ones first, until its final status, which may be that it
 * has been deleted, or until the signal is aborted. While the page is in sight it asks again and
 * again, and listens to a stream where none is open yet, always from the last event on, without gap
 * or double.
 *
 * @param {string} path of the job
 * @param {(event: JobEvent) => void} heard
 * @param {AbortSignal} signal
 */
export async function follow(path, heard, signal) {
  const news = new News(`${path}/events`, heard);
  let wait = PAUSE_MS;
  while (!(signal.aborted || news.ended)) {
    if (!document.hidden) {
      const isAnswered = await ask(news, signal);
      wait = isAnswered ? PAUSE_MS : Math.min(2 * wait, LONGEST_PAUSE_MS);
      if (isAnswered && !news.ended && streams < MOST_STREAMS) {
        await listen(news, signal);
      }
    }
    if (!(signal.aborted || news.ended)) {
      await pause(wait, signal);
    }
  }
}

/** How far a job has been heard of. */
class News {
  ended = false;
  #path;
  #heard;
  #last = 0;

  /**
   * @param {string} path
   * @param {(event: JobEvent) => void} heard
   */
  constructor(path, heard) {
    this.#path = path;
    this.#heard = heard;
  }

  /** Where what has not been heard of is told. */
  get path() {
    return `${this.#path}?after=${this.#last}`;
  }

  /**
   * @param {number} id
   * @param {JobEvent} event
   */
  hear(id, event) {
    this.#last = id;
    this.ended = event.kind === "status" && isFinal(event.data.status);
    this.#heard(event);
  }

  /** The job is gone. */
  end() {
    this.ended = true;
    this.#heard({kind: "status", data: {status: "deleted"}});
  }
}

/**
 * Hears a stream until it ends, breaks or has to end. With `fetch`, since an EventSource sends no
 * token.
 *
 * @param {News} news
 * @param {AbortSignal} signal
 */
async function listen(news, signal) {
  streams += 1;
  const closed = new AbortController();
  const once = {signal: closed.signal};
  const close = () => closed.abort();
  const closeIfHidden = () => document.hidden && close();
  document.addEventListener("visibilitychange", closeIfHidden, once);
  signal.addEventListener("abort", close, once);
  try {
    const headers = {accept: "text/event-stream"};
    const response = await answer(news.path, {headers, signal: closed.signal});
    if (response.ok && response.body) {
      await hearAll(news, response.body.pipeThrough(new TextDecoderStream()).getReader());
    }
  } catch {
    // What is not heard here is asked for.
  } finally {
    close();
    streams -= 1;
  }
}

/**
 * @param {News} news
 * @param {ReadableStreamDefaultReader<string>} pieces
 */
async function hearAll(news, pieces) {
  const text = new StreamText();
  while (true) {
    const {done, value} = await pieces.read();
    if (done) {
      return;
    }
    for (const {id, event, data} of text.add(value)) {
      const kind = KINDS.find((known) => known === event);
      if (kind !== undefined) {
        news.hear(Number(id), /** @type {JobEvent} */ ({kind, data: JSON.parse(data)}));
      }
      if (news.ended) {
        return;
      }
    }
  }
}

/**
 * @param {News} news
 * @param {AbortSignal} signal
 * @returns whether there was an answer
 */
async function ask(news, signal) {
  try {
    /** @type {{id: number, event: JobEvent["kind"], data: JobEvent["data"]}[]} */
    const events = await get(news.path, {signal});
    for (const {id, event, data} of events) {
      news.hear(id, /** @type {JobEvent} */ ({kind: event, data}));
    }
    return true;
  } catch (error) {
    // Whoever does not answer now is asked for the same events again; a job that is gone is not.
    if (isMissing(error)) {
      news.end();
    }
    return false;
  }
}

/**
 * Waits a moment, or until the page is in sight again.
 *
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(milliseconds, signal) {
  return new Promise((done) => {
    const over = new AbortController();
    const wake = () => {
      over.abort();
      clearTimeout(timer);
      done();
    };
    const timer = setTimeout(wake, milliseconds);
    document.addEventListener("visibilitychange", wake, {signal: over.signal});
    signal.addEventListener("abort", wake, {signal: over.signal});
  });
}
