import {get} from "../api/client.js";
import {follow} from "../api/events.js";

/** What the flow of the gradient is drawn of. */
const FLOW = "deltaLog10,weightGainLog10,activationGainLog10";
/** Steps read of a run that goes on; all there are once it has ended. */
const GLIMPSE = 120;
const PAUSE_MS = 1000;
/** A run that goes on is asked for its records for at most this part of the time. */
const SHARE = 0.1;

const isFinal = (status) => ["succeeded", "failed", "cancelled"].includes(status);

/**
 * A job and what is recorded of it, kept up to date while it runs. Fires `job` (status or progress), `records` (curve and
 * trace) and `finding`.
 */
export class Recorded extends EventTarget {
  curve = null;
  trace = null;
  /** What kept the newest records from being read, if anything. */
  trouble = null;
  #news = true;

  constructor(job) {
    super();
    this.job = job;
  }

  get path() {
    return `/v1/training-jobs/${encodeURIComponent(this.job.id)}`;
  }

  get finished() {
    return isFinal(this.job.status);
  }

  /** The job as it is now, and everything that comes, until the signal is aborted. */
  async keep(signal) {
    if (!this.finished) {
      follow(this.job.id, (event) => this.#hear(event, signal), signal);
    }
    while (!signal.aborted) {
      const last = this.finished;
      const began = performance.now();
      if (this.#news || last) {
        this.#news = false;
        await this.#read(last, signal);
      }
      if (last) {
        return;
      }
      this.finished || await this.#nextLook(Math.max(PAUSE_MS, (performance.now() - began) / SHARE), signal);
    }
  }

  /** A recorded metric of some layers; nothing before the run has begun. */
  metric(name, layers, signal) {
    const query = new URLSearchParams({metrics: name, layers: layers.join(",")});
    this.finished || query.set("maxPoints", GLIMPSE);
    return get(`${this.path}/gradient-trace?${query}`, {signal});
  }

  #hear({kind, data}, signal) {
    if (kind === "status") {
      this.job = {...this.job, status: data.status};
      if (isFinal(data.status)) {
        this.#refresh(signal);
      }
    } else if (kind === "progress") {
      this.job = {...this.job, progress: data};
    }
    this.#news = true;
    this.dispatchEvent(new Event(kind === "finding" ? "finding" : "job"));
  }

  /** The job with its result. */
  async #refresh(signal) {
    try {
      this.job = await get(this.path, {signal});
      this.dispatchEvent(new Event("job"));
    } catch (error) {
      this.#failed(error);
    }
  }

  async #read(all, signal) {
    const points = all ? "" : `&maxPoints=${GLIMPSE}`;
    try {
      [this.curve, this.trace] = await Promise.all([
        get(`${this.path}/loss-curve`, {signal}),
        get(`${this.path}/gradient-trace?metrics=${FLOW}${points}`, {signal}),
      ]);
      this.trouble = null;
    } catch (error) {
      this.#failed(error);
    }
    signal.aborted || this.dispatchEvent(new Event("records"));
  }

  #failed(error) {
    if (error.name !== "AbortError") {
      this.trouble = error;
    }
  }

  /** Waits, but not beyond the end of the run. */
  #nextLook(milliseconds, signal) {
    return new Promise((done) => {
      const ended = () => this.finished && wake();
      const wake = () => {
        clearTimeout(timer);
        this.removeEventListener("job", ended);
        done();
      };
      const timer = setTimeout(wake, milliseconds);
      this.addEventListener("job", ended);
      signal.addEventListener("abort", wake, {once: true});
    });
  }
}
