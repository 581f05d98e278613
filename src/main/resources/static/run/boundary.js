import {isAbort, messageOf, post} from "../api/client.js";
import {BoundaryMap} from "../charts/boundarymap.js";
import {givenIn} from "../job/body.js";
import {isElsewhere} from "../job/place.js";
import {h} from "../ui/dom.js";

/**
 * @import {Data, Job, Preview} from "../api/contract.js"
 * @import {Range} from "../charts/plane.js"
 * @import {Recorded, Variant} from "./recorded.js"
 */

const GRID = 100;
/** More would only cover each other. */
const MOST_SAMPLES = 1000;
/** A run that goes on is asked for its predictions this rarely. */
const PAUSE_MS = 3000;

const EXPLANATION =
  "Axes are the two inputs as the dataset has them; " +
  "the service applies the job's scaling before the network sees them. " +
  "Points are all samples, training and validation.";

/**
 * What each variant answers all over the plane, and the samples it learns from.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 * @param {AbortSignal} signal
 */
export function boundary(element, variants, signal) {
  const maps = h("div", {class: "columns"});
  element.append(h("h2", {}, "Decision boundary"), h("p", {class: "muted"}, EXPLANATION), maps);
  for (const {run, name} of variants) {
    const drawing = new Drawing(maps, run, variants.length > 1 ? name : "", signal);
    run.addEventListener("records", () => drawing.renew(), {signal});
  }
}

/** The picture of one run, drawn anew while it goes on. */
class Drawing {
  #map;
  #run;
  #title;
  #signal;
  #asking = false;
  #last = Number.NEGATIVE_INFINITY;

  /** @type {Preview | null} */
  #samples = null;

  /**
   * @param {HTMLElement} element
   * @param {Recorded} run
   * @param {string} title
   * @param {AbortSignal} signal
   */
  constructor(element, run, title, signal) {
    this.#map = new BoundaryMap(element, signal);
    this.#run = run;
    this.#title = title;
    this.#signal = signal;
  }

  async renew() {
    const run = this.#run;
    const isEarly = !run.finished && performance.now() - this.#last < PAUSE_MS;
    if (this.#asking || isEarly) {
      return;
    }
    if (!(run.job.progress.step > 0)) {
      this.#map.say(
        run.finished ? "The job ended before its network was trained." : waitingOf(run.job),
      );
      return;
    }
    this.#asking = true;
    const isLast = run.finished;
    const isDrawn = await this.#draw();
    this.#asking = false;
    this.#last = performance.now();
    if (isDrawn && run.finished && !isLast) {
      this.renew();
    }
  }

  /** @returns whether there is anything to draw */
  async #draw() {
    try {
      this.#samples ??= await samplesOf(this.#run.job.spec.dataset, this.#signal);
      if (!this.#samples) {
        this.#map.say(
          "The rows came with the request and cannot be read back, " +
            "so that nobody knows where to draw.",
        );
        return false;
      }
      const answers = await answersOf(this.#run, this.#samples.inputs, this.#signal);
      this.#map.update({title: this.#title, ...this.#samples, ...answers});
    } catch (error) {
      if (!isAbort(error)) {
        this.#map.say(messageOf(error));
      }
    }
    return true;
  }
}

/**
 * Why there is nothing to draw yet.
 *
 * @param {Job} job
 */
function waitingOf(job) {
  return isElsewhere(job) ? "No point has come yet." : "The network is not being trained yet.";
}

/**
 * Samples as they are before scaling; null if they came with the request and are not given back.
 *
 * @param {Data} data
 * @param {AbortSignal} signal
 * @returns {Promise<Preview> | null}
 */
function samplesOf(data, signal) {
  const given = givenIn(data);
  return given && post(`/v1/datasets/preview?limit=${MOST_SAMPLES}`, given, {signal});
}

/**
 * The outputs on a grid around the samples, and the classes given to the samples.
 *
 * @param {Recorded} run
 * @param {number[][]} inputs
 * @param {AbortSignal} signal
 */
async function answersOf(run, inputs, signal) {
  const across = framed(inputs.map((sample) => sample[0]));
  const up = framed(inputs.map((sample) => sample[1]));
  const grid = Array.from({length: GRID * GRID}, (_, i) => [
    place(across, i % GRID),
    place(up, Math.floor(i / GRID)),
  ]);
  /** @type {{outputs: number[][], labels?: number[]}} */
  const {outputs, labels} = await post(
    `${run.path}/predictions`,
    {inputs: [...grid, ...inputs]},
    {signal},
  );
  /** @type {[Range, Range]} */
  const frame = [across, up];
  return {
    frame,
    grid: GRID,
    outputs: outputs.slice(0, grid.length),
    answers: labels?.slice(grid.length),
  };
}

/**
 * The middle of a cell of the grid.
 *
 * @param {Range} range
 * @param {number} i
 */
function place([low, high], i) {
  return low + ((high - low) * (i + 0.5)) / GRID;
}

/**
 * @param {number[]} values
 * @returns {Range} with a rim around them
 */
function framed(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rim = 0.1 * (high - low || 1);
  return [low - rim, high + rim];
}
