import {get, relative} from "./client.js";

const KINDS = ["status", "progress", "epoch", "finding"];
const FINAL = ["succeeded", "failed", "cancelled"];
const PAUSE_MS = 1000;

/** A browser has six connections to a service, for all its tabs: streams must leave room for whatever else is asked. */
const MOST_STREAMS = 1;
let streams = 0;

/**
 * Follows a job: `heard({kind, data})` for each event, past ones first, until its final status or until the signal is
 * aborted. While the page is in sight it asks again and again, and listens to a stream where none is open yet, always
 * from the last event on, without gap or double.
 */
export async function follow(jobId, heard, signal) {
  const path = `/v1/training-jobs/${encodeURIComponent(jobId)}/events`;
  const news = {
    last: 0,
    ended: false,
    hear(id, kind, data) {
      news.last = id;
      news.ended = kind === "status" && FINAL.includes(data.status);
      heard({kind, data});
    },
  };
  while (!signal.aborted && !news.ended) {
    if (!document.hidden) {
      await ask(path, news, signal);
      news.ended || (streams < MOST_STREAMS && (await listen(path, news, signal)));
    }
    if (!signal.aborted && !news.ended) {
      await pause(signal);
    }
  }
}

/** Hears a stream until it ends, or has to; the browser resumes one that broke by itself. */
function listen(path, news, signal) {
  streams += 1;
  return new Promise((done) => {
    const source = new EventSource(relative(`${path}?after=${news.last}`));
    const closed = new AbortController();
    const close = () => {
      source.close();
      closed.abort();
      streams -= 1;
      done();
    };
    for (const kind of KINDS) {
      source.addEventListener(kind, ({lastEventId, data}) => {
        news.hear(Number(lastEventId), kind, JSON.parse(data));
        news.ended && close();
      });
    }
    source.addEventListener("error", () => source.readyState === EventSource.CLOSED && close());
    document.addEventListener("visibilitychange", () => document.hidden && close(), {
      signal: closed.signal,
    });
    signal.addEventListener("abort", close, {signal: closed.signal});
  });
}

async function ask(path, news, signal) {
  try {
    for (const {id, event, data} of await get(`${path}?after=${news.last}`, {signal})) {
      news.hear(id, event, data);
    }
  } catch (error) {
    // Whoever does not answer now is asked for the same events again; a job that is gone is not.
    news.ended = error.status === 404;
  }
}

/** Waits a moment, or until the page is in sight again. */
function pause(signal) {
  return new Promise((done) => {
    const over = new AbortController();
    const wake = () => {
      over.abort();
      clearTimeout(timer);
      done();
    };
    const timer = setTimeout(wake, PAUSE_MS);
    document.addEventListener("visibilitychange", wake, {signal: over.signal});
    signal.addEventListener("abort", wake, {signal: over.signal});
  });
}
