import {isAbort, post} from "../api/client.js";

/**
 * @import {JobBody, Measure, Parameters} from "../api/contract.js"
 */

/**
 * Some steps of a training, and how it stands behind them, as the service tells.
 *
 * @typedef {{layer: number, deltaLog10: Measure, unitDeltaLog10: Measure[]}} LayerStep
 * @typedef {{epoch: number, step: number, trainingLoss: Measure, trainingAccuracy?: number,
 *     validationLoss?: number, validationAccuracy?: number}} EpochEnd
 * @typedef {{step: number, steps: number, epoch: number, epochs: number, stepsPerEpoch: number,
 *     stopReason: string | null, loss: Measure[], epochEnds: EpochEnd[],
 *     lastStep: {slopePerLayer: Measure, layers: LayerStep[]} | null, parameters?: Parameters[],
 *     activations?: number[][][], state: string}} Stretch
 */

/**
 * What is asked besides the job: `probe` are inputs to tell every unit's activation at.
 *
 * @typedef {{probe?: number[][], include?: string[]}} Wish
 */

/** How fast: steps in a second, or epochs, or as fast as the answers come. */
export const SPEEDS = [
  {value: "1", label: "1 step a second", steps: 1, epochs: 0},
  {value: "10", label: "10 steps a second", steps: 10, epochs: 0},
  {value: "epoch", label: "1 epoch a second", steps: 0, epochs: 1},
  {value: "epochs", label: "5 epochs a second", steps: 0, epochs: 5},
  {value: "most", label: "as fast as it goes", steps: 0, epochs: 0},
];

/** Pictures come no faster. */
const FRAME_MS = 100;

/** Steps that take longer than this have fewer asked for next, when speed is free. */
const SLOW_MS = 200;

/** More steps are not asked for at once. */
const MOST_STEPS = 10_000;

/** @typedef {"playing" | "paused"} Mode */

/**
 * A training that goes on as long as somebody looks on: its state is held here, and nowhere else.
 * One request is on its way at a time; what is wanted meanwhile comes after it. Says `changed` with
 * each answer and each change of mode, and `failed` with the error.
 */
export class Player extends EventTarget {
  /** @type {Stretch | null} */
  stretch = null;

  /** @type {EpochEnd[]} */
  ends = [];

  /** @type {Mode} */
  mode = "paused";
  speed = "epochs";
  #body;
  #wish;
  #signal;
  #asked = new AbortController();

  /** What is asked for last. @type {Promise<boolean>} */
  #last = Promise.resolve(true);
  #isLooping = false;
  #pace = 1;

  /** What the quickest answer took, in milliseconds: so long is the way there and back. */
  #quickest = Number.POSITIVE_INFINITY;

  /**
   * @param {() => JobBody} body of the job as it is to go on
   * @param {() => Wish} wish
   * @param {AbortSignal} signal
   */
  constructor(body, wish, signal) {
    super();
    this.#body = body;
    this.#wish = wish;
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#stop());
  }

  get hasEnded() {
    return (this.stretch?.stopReason ?? null) !== null;
  }

  /** Forgets what was learnt, and measures the untrained network. */
  async reset() {
    this.#stop();
    this.stretch = null;
    this.ends = [];
    await this.#advance(0);
  }

  /** Forgets what was learnt, without asking for anything. */
  forget() {
    this.#stop();
    this.stretch = null;
    this.ends = [];
    this.#say("changed");
  }

  pause() {
    this.mode = "paused";
    this.#say("changed");
  }

  /** One step. */
  async step() {
    this.pause();
    await this.#advance(1);
  }

  /** As many steps as end the epoch. */
  async epoch() {
    this.pause();
    await this.#advance("epoch");
  }

  /** Goes on until it is paused or ends; from the start where it has ended. */
  async play() {
    if (this.hasEnded) {
      this.forget();
    }
    this.mode = "playing";
    this.#say("changed");
    // Who has paused a moment ago is still on the way to the next steps.
    if (!this.#isLooping) {
      this.#isLooping = true;
      await this.#goOn();
      this.#isLooping = false;
      this.pause();
    }
  }

  async #goOn() {
    while (this.mode === "playing" && !(this.hasEnded || this.#signal.aborted)) {
      const begun = performance.now();
      const {steps, pause} = this.#next();
      if (!(await this.#advance(steps))) {
        return;
      }
      const took = performance.now() - begun;
      this.#adapt(took);
      await rest(Math.max(0, pause - took));
    }
  }

  /** @param {number} took milliseconds of an answer */
  #adapt(took) {
    this.#quickest = Math.min(this.#quickest, took);
    const own = took - this.#quickest;
    if (own < FRAME_MS) {
      this.#pace = Math.min(MOST_STEPS, this.#pace * 2);
    } else if (own > SLOW_MS) {
      this.#pace = Math.max(1, Math.floor(this.#pace / 2));
    }
  }

  /** How many steps come next, and how long they should last. */
  #next() {
    if (this.stretch === null) {
      return {steps: 0, pause: FRAME_MS};
    }
    const {steps, epochs} = SPEEDS.find(({value}) => value === this.speed) ?? SPEEDS[0];
    const rate = steps + epochs * this.stretch.stepsPerEpoch;
    if (rate === 0) {
      return {steps: this.#pace, pause: FRAME_MS / 2};
    }
    const pause = Math.max(FRAME_MS, 1000 / rate);
    const wanted = Math.max(1, Math.round((rate * pause) / 1000));
    return {steps: Math.min(MOST_STEPS, wanted), pause};
  }

  #stepsToEpoch() {
    const {step, stepsPerEpoch} = this.stretch ?? {step: 0, stepsPerEpoch: 0};
    return stepsPerEpoch === 0 ? 0 : stepsPerEpoch - (step % stepsPerEpoch);
  }

  #stop() {
    this.mode = "paused";
    this.#asked.abort();
    this.#asked = new AbortController();
  }

  /**
   * Asks for the next steps once what was asked for before is there.
   *
   * @param {number | "epoch"} steps or as many as end the epoch
   * @returns {Promise<boolean>} whether they were taken
   */
  #advance(steps) {
    const {signal} = this.#asked;
    this.#last = this.#last.then(() => this.#take(steps, signal));
    return this.#last;
  }

  /**
   * Asks for the next steps, and first for the start where nothing was asked yet.
   *
   * @param {number | "epoch"} steps
   * @param {AbortSignal} signal
   */
  async #take(steps, signal) {
    try {
      if (this.stretch === null && steps !== 0) {
        await this.#ask(0, signal);
      }
      await this.#ask(steps === "epoch" ? this.#stepsToEpoch() : steps, signal);
      return true;
    } catch (error) {
      if (!isAbort(error)) {
        this.dispatchEvent(new CustomEvent("failed", {detail: error}));
      }
      return false;
    }
  }

  /**
   * @param {number} steps
   * @param {AbortSignal} signal
   */
  async #ask(steps, signal) {
    const state = this.stretch?.state;
    const body = {...this.#body(), ...this.#wish(), steps, ...(state && {state})};
    /** @type {Stretch} */
    const stretch = await post("/v1/training-steps", body, {signal});
    this.stretch = stretch;
    this.ends.push(...stretch.epochEnds);
    this.#say("changed");
  }

  /** @param {string} what */
  #say(what) {
    this.dispatchEvent(new CustomEvent(what));
  }
}

/** @param {number} milliseconds */
function rest(milliseconds) {
  return new Promise((done) => {
    setTimeout(done, milliseconds);
  });
}
