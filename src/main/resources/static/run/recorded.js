import {get} from "../api/client.js";
import {follow} from "../api/events.js";

/** What the flow of the gradient is drawn of. */
const FLOW = "deltaLog10,weightGainLog10,activationGainLog10";
/** Steps read of a run that goes on, and of one that has ended: as many as there are pixels to draw them. */
const GLIMPSE = 120;
const ALL = 600;
const PAUSE_MS = 1000;
/** A run that goes on is asked for its records for at most this part of the time. */
const SHARE = 0.1;

const isFinal = (status) => ["succeeded", "failed", "cancelled"].includes(status);

/**
 * A job and what is recorded of it, kept up to date while it runs. Fires `job` (status or progress), `epochs` (the ends of
 * epochs, which are heard of sooner than read), `records` (curve and trace) and `finding`.
 */
export class Recorded extends EventTarget {
  curve = null;
  trace = null;
  /** What kept the newest records from being read, if anything. */
  trouble = null;
  #news = true;
  /** The ends of epochs heard of, as columns. */
  #epochs = {};

  /** What was asked for before the job was known, which may have ended since. */
  #ahead;

  constructor(job, ahead) {
    super();
    this.job = job;
    this.#ahead = ahead;
  }

  /** A job by its id. Its records are asked for with it, not after it, so that they are there sooner. */
  static async open(id, signal) {
    const path = pathOf(id);
    const ahead = records(path, ALL, signal);
    ahead.catch(() => {});
    return new Recorded(await get(path, {signal}), ahead);
  }

  get path() {
    return pathOf(this.job.id);
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
      this.finished ||
        (await this.#nextLook(Math.max(PAUSE_MS, (performance.now() - began) / SHARE), signal));
    }
  }

  /** A recorded metric of some layers. */
  async metric(name, layers, signal) {
    if (layers.length === 0) {
      return {step: [], layers: []};
    }
    const query = new URLSearchParams({metrics: name, layers: layers.join(",")});
    query.set("maxPoints", this.finished ? ALL : GLIMPSE);
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
      this.#catchUp() && this.dispatchEvent(new Event("epochs"));
    } else if (kind === "epoch") {
      Object.entries(data).forEach(([name, value]) => (this.#epochs[name] ??= []).push(value));
    }
    this.#news = true;
    this.dispatchEvent(new Event(kind === "finding" ? "finding" : "job"));
  }

  /** Whether there were epochs in the events that the curve did not have. */
  #catchUp() {
    const more = this.curve && (this.#epochs.epoch?.length ?? 0) > this.curve.epochs.epoch.length;
    if (more) {
      this.curve = {...this.curve, epochs: this.#epochs};
    }
    return more;
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

  async #read(last, signal) {
    try {
      const ahead = await this.#ahead;
      const enough = ahead && (!last || ahead.every(({complete}) => complete));
      [this.curve, this.trace] = enough
        ? ahead
        : await records(this.path, last ? ALL : GLIMPSE, signal);
      this.trouble = null;
    } catch (error) {
      this.#failed(error);
    }
    this.#ahead = null;
    this.#catchUp();
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

function pathOf(id) {
  return `/v1/training-jobs/${encodeURIComponent(id)}`;
}

/** Loss curve and trace. */
function records(path, points, signal) {
  return Promise.all([
    get(`${path}/loss-curve`, {signal}),
    get(`${path}/gradient-trace?metrics=${FLOW}&maxPoints=${points}`, {signal}),
  ]);
}
