import {post} from "../api/client.js";
import {same} from "../json/equal.js";
import {fill, h} from "../ui/dom.js";
import {counted} from "../ui/words.js";
import {glanceOf} from "./glance.js";

/**
 * @import {Forecast, Measurement, Network} from "../api/contract.js"
 * @import {State} from "./design.js"
 */

/** What is looked at while somebody designs: enough samples for a steady picture. */
const MOST_SAMPLES = 200;

/** The gradient and its forecast while somebody designs. */
export class LiveLook {
  #signal;

  /** @type {{network: Network, forecast: Forecast} | undefined} */
  #foreseen;
  #said = h("p", {class: "muted"});
  #picture = h("div", {class: "glance-of"});

  element = h("section", {class: "card live", "aria-labelledby": "live"}, [
    h("h2", {id: "live"}, "The gradient, before training"),
    this.#picture,
    this.#said,
  ]);

  /** @type {(Measurement & {batchSize: number}) | undefined} */
  #measured;
  #isForeseeing = false;

  /** What is shown, unless it is outdated. @type {Network | undefined} */
  #wanted;

  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.#signal = signal;
  }

  /**
   * Looks at a design that fits: measures, which is quick, and has the forecast follow.
   *
   * @param {State} design which is not changed any more
   * @param {AbortSignal} signal
   */
  async renew(design, signal) {
    this.#wanted = design.body.network;
    this.#measured = await measure(design, signal);
    this.#show();
    this.#foresee().catch(() => this.#show());
  }

  /**
   * Asks for the forecast of the network as it is, unless it is known. What is asked is waited for,
   * since the service would go on with it, whoever has given it up.
   */
  async #foresee() {
    if (this.#isForeseeing) {
      return;
    }
    this.#isForeseeing = true;
    try {
      while (this.#wanted && !(this.#signal.aborted || this.#forecast)) {
        const network = this.#wanted;
        /** @type {Forecast} */
        const forecast = await post("/v1/forecast", {network}, {signal: this.#signal});
        this.#foreseen = {network, forecast};
      }
      this.#show();
    } finally {
      this.#isForeseeing = false;
    }
  }

  /** The forecast of the network that is looked at, if it is known. */
  get #forecast() {
    return same(this.#foreseen?.network, this.#wanted) ? this.#foreseen?.forecast : undefined;
  }

  #show() {
    if (!this.#wanted) {
      return;
    }
    const measured = this.#measured;
    fill(this.#picture, glanceOf(measured, this.#forecast));
    this.#said.textContent = measured
      ? `Of the first ${counted(measured.batchSize, "sample")} as they are, on the weights of the seed; ` +
        "the forecast is for standardized inputs, that of a look for its samples."
      : "Foreseen: there are no data to measure on.";
    this.element.classList.remove("stale");
  }

  /**
   * Keeps the last picture, faintly, while the design does not fit.
   *
   * @param {string} reason
   */
  outdated(reason) {
    this.#wanted = undefined;
    this.element.classList.add("stale");
    this.#said.textContent = reason;
  }
}

/**
 * @param {State} design
 * @param {AbortSignal} signal
 * @returns {Promise<(Measurement & {batchSize: number}) | undefined>} undefined without data
 */
async function measure({body, first}, signal) {
  const {network, cost, parameters, seed, dataset} = body;
  if (dataset === undefined) {
    return;
  }
  const batch = {dataset, first: Math.min(Number(first) || MOST_SAMPLES, MOST_SAMPLES)};
  return await post("/v1/gradients", {network, cost, parameters, seed, batch}, {signal});
}
