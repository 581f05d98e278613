import {get, isAbort, isMissing} from "../api/client.js";
import {firstChart} from "../charts/chart.js";
import {idle} from "../charts/idle.js";
import {follow} from "../job/events.js";
import {isElsewhere, pathOf} from "../job/place.js";
import {isFinal} from "../job/status.js";

/**
 * @import {Epochs, GradientTrace, Job, LossCurve} from "../api/contract.js"
 * @import {JobEvent} from "../job/events.js"
 * @import {RunStatus} from "../job/status.js"
 */

/** @typedef {{run: Recorded, name: string}} Variant one of the runs that are shown side by side */

/** @typedef {[curve: LossCurve, trace: GradientTrace]} Records */

/** What the flow of the gradient is drawn of. */
const FLOW = [
  "deltaLog10",
  "weightGainLog10",
  "junctionGainLog10",
  "activationGainLog10",
  "normalizationGainLog10",
].join(",");
/**
 * Steps read before there is a chart, of however many layers; of a run that goes on; and of one that
 * has ended: as many as there are pixels to draw them.
 */
const FIRST = 8;
const GLIMPSE = 120;
const ALL = 600;
const PAUSE_MS = 1000;
/** The longest pause between attempts to read what could not be read. */
const LONGEST_PAUSE_MS = 30_000;
/** A run that goes on is asked for its records for at most this part of the time. */
const SHARE = 0.1;

/**
 * A job and what is recorded of it, kept up to date while it runs. Fires `job` (status or
 * progress), `epochs` (the ends of epochs, which are heard of sooner than read), `records` (curve
 * and trace), `detail` (more steps of the same trace) and `finding`.
 */
export class Recorded extends EventTarget {
  /** @type {LossCurve | null} */
  curve = null;

  /** @type {GradientTrace | null} */
  trace = null;

  /**
   * What kept the newest records from being read, if anything.
   *
   * @type {unknown}
   */
  trouble = null;

  #news = true;

  /** Whether the job that is known lacks its result. */
  #lacksResult = false;

  /** When the records have been read once. */
  read = new Promise((done) => {
    this.addEventListener("records", done, {once: true});
  });

  /** The ends of epochs heard of, as columns. */
  #epochs = /** @type {Epochs} */ ({});

  /**
   * What was asked for before the job was known, which may have ended since.
   *
   * @type {Promise<Records> | null}
   */
  #ahead;

  /**
   * @param {string} path
   * @param {Job} job
   * @param {Promise<Records> | null} ahead
   */
  constructor(path, job, ahead) {
    super();
    this.path = path;
    this.job = told(job);
    this.#ahead = ahead;
  }

  /**
   * A job by its place in an address. Its records are asked for with it, not after it, so that they are there
   * sooner.
   *
   * @param {string} place
   * @param {AbortSignal} signal
   */
  static async open(place, signal) {
    const path = pathOf(place);
    const ahead = recordsOf(path, FIRST, signal);
    ahead.catch(() => undefined);
    return new Recorded(path, await get(path, {signal}), ahead);
  }

  get finished() {
    return isFinal(this.job.status);
  }

  get isDeleted() {
    return this.job.status === "deleted";
  }

  /**
   * The job as it is now, and everything that comes, until the signal is aborted.
   *
   * @param {AbortSignal} signal
   */
  async keep(signal) {
    if (!this.finished) {
      follow(this.path, (event) => this.#hear(event), signal);
    }
    let pause = PAUSE_MS;
    while (!(signal.aborted || this.isDeleted)) {
      const isLast = this.finished;
      const began = performance.now();
      if (this.#news || this.trouble || isLast) {
        this.#news = false;
        await this.#read(isLast, signal);
        pause = this.trouble ? Math.min(2 * pause, LONGEST_PAUSE_MS) : PAUSE_MS;
      }
      if (isLast && !this.trouble) {
        return;
      }
      if (isLast || !this.finished) {
        await this.#nextLook(Math.max(pause, (performance.now() - began) / SHARE), signal);
      }
    }
  }

  /**
   * A recorded metric of some layers.
   *
   * @param {string} name
   * @param {number[]} layers
   * @param {AbortSignal} signal
   * @returns {Promise<Pick<GradientTrace, "step" | "layers">>}
   */
  metric(name, layers, signal) {
    if (layers.length === 0) {
      return Promise.resolve({step: [], layers: []});
    }
    const maxPoints = String(this.finished ? ALL : GLIMPSE);
    const query = new URLSearchParams({metrics: name, layers: layers.join(","), maxPoints});
    return get(`${this.path}/gradient-trace?${query}`, {signal});
  }

  /** @param {JobEvent} event */
  #hear(event) {
    switch (event.kind) {
      case "status":
        this.#changeStatus(event.data.status);
        break;
      case "progress":
        this.job = {...this.job, progress: event.data};
        if (this.#catchUp()) {
          this.dispatchEvent(new Event("epochs"));
        }
        break;
      case "epoch":
        this.#addEpoch(event.data);
        break;
      default:
        break;
    }
    this.#news = true;
    this.dispatchEvent(new Event(event.kind === "finding" ? "finding" : "job"));
  }

  /** @param {RunStatus} status */
  #changeStatus(status) {
    this.job = {...this.job, status};
    this.#lacksResult = this.finished && !this.isDeleted;
  }

  /** @param {Record<string, number | null>} values */
  #addEpoch(values) {
    const columns = /** @type {Record<string, (number | null)[]>} */ (this.#epochs);
    for (const [name, value] of Object.entries(values)) {
      columns[name] ??= [];
      columns[name].push(value);
    }
  }

  /** Whether there were epochs in the events that the curve did not have. */
  #catchUp() {
    const heard = this.#epochs.epoch?.length ?? 0;
    if (!this.curve || heard <= this.curve.epochs.epoch.length) {
      return false;
    }
    this.curve = {...this.curve, epochs: structuredClone(this.#epochs)};
    return true;
  }

  /**
   * The job with its result.
   *
   * @param {AbortSignal} signal
   */
  async #readJob(signal) {
    this.job = told(await get(this.path, {signal}));
    this.#lacksResult = false;
    this.dispatchEvent(new Event("job"));
  }

  /**
   * @param {boolean} isLast whether nothing will be recorded any more
   * @param {AbortSignal} signal
   */
  async #read(isLast, signal) {
    try {
      if (this.#lacksResult) {
        await this.#readJob(signal);
      }
      const ahead = await this.#ahead;
      const isEnough = ahead && (!isLast || ahead.every(({complete}) => complete));
      [this.curve, this.trace] = isEnough ? ahead : await recordsOf(this.path, GLIMPSE, signal);
      this.trouble = null;
    } catch (error) {
      this.#failed(error);
    }
    this.#ahead = null;
    this.#catchUp();
    if (!signal.aborted) {
      this.dispatchEvent(new Event("records"));
      if (isLast && !this.trouble && this.trace && this.trace.step.length > FIRST / 2) {
        await this.#readAll(signal);
      }
    }
  }

  /**
   * The steps that the first look has left out, once what it showed is drawn.
   *
   * @param {AbortSignal} signal
   */
  async #readAll(signal) {
    try {
      await firstChart;
      await idle();
      this.trace = await traceOf(this.path, ALL, signal);
      this.dispatchEvent(new Event("detail"));
    } catch (error) {
      this.#failed(error);
      this.dispatchEvent(new Event("job"));
    }
  }

  /** @param {unknown} error */
  #failed(error) {
    if (isMissing(error)) {
      this.#changeStatus("deleted");
    }
    if (!isAbort(error)) {
      this.trouble = error;
    }
  }

  /**
   * Waits, but not beyond the end of the run.
   *
   * @param {number} milliseconds
   * @param {AbortSignal} signal
   * @returns {Promise<void>}
   */
  #nextLook(milliseconds, signal) {
    return new Promise((done) => {
      const wake = () => {
        clearTimeout(timer);
        this.removeEventListener("job", wakeAtEnd);
        done();
      };
      const wakeAtEnd = () => {
        if (this.finished) {
          wake();
        }
      };
      const timer = setTimeout(wake, milliseconds);
      this.addEventListener("job", wakeAtEnd);
      signal.addEventListener("abort", wake, {once: true});
    });
  }
}

/**
 * A job whose specification says, too, where it is trained.
 *
 * @param {Job} job
 * @returns {Job}
 */
function told(job) {
  return {...job, spec: {...job.spec, elsewhere: isElsewhere(job)}};
}

/**
 * @param {string} path
 * @param {number} points
 * @param {AbortSignal} signal
 * @returns {Promise<Records>}
 */
function recordsOf(path, points, signal) {
  return Promise.all([get(`${path}/loss-curve`, {signal}), traceOf(path, points, signal)]);
}

/**
 * @param {string} path
 * @param {number} points
 * @param {AbortSignal} signal
 * @returns {Promise<GradientTrace>}
 */
function traceOf(path, points, signal) {
  return get(`${path}/gradient-trace?metrics=${FLOW}&maxPoints=${points}`, {signal});
}
