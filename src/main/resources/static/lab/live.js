import {post} from "../api/client.js";
import {same} from "../json/equal.js";
import {fill, h} from "../ui/dom.js";
import {counted} from "../ui/words.js";
import {glanceOf} from "./glance.js";

/**
 * @import {Forecast, Measurement, Network} from "../api/contract.js"
 * @import {Design} from "./design.js"
 */

/** What is looked at while somebody designs: enough samples for a steady picture. */
const MOST_SAMPLES = 200;

/** The gradient and its forecast while somebody designs. */
export class LiveLook {
  #design;

  /** @type {{network: Network, forecast: Forecast} | undefined} */
  #foreseen;
  #said = h("p", {class: "muted"});
  #picture = h("div", {class: "glance-of"});

  element = h("section", {class: "card live", "aria-labelledby": "live"}, [
    h("h2", {id: "live"}, "The gradient, before training"),
    this.#picture,
    this.#said,
  ]);

  /** @param {Design} design */
  constructor(design) {
    this.#design = design;
  }

  /**
   * Looks at a design that fits: measures first, which is quick, then asks for the forecast unless
   * it is that of the same network.
   *
   * @param {AbortSignal} signal
   */
  async renew(signal) {
    const {network} = this.#design.body;
    const measured = await this.#measured(signal);
    const known = same(this.#foreseen?.network, network) ? this.#foreseen?.forecast : undefined;
    this.#show(measured, known);
    if (!known) {
      const asked = structuredClone(network);
      /** @type {Forecast} */
      const forecast = await post("/v1/forecast", {network: asked}, {signal});
      this.#foreseen = {network: asked, forecast};
      this.#show(measured, forecast);
    }
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<(Measurement & {batchSize: number}) | undefined>} undefined without data
   */
  async #measured(signal) {
    const {body, first} = this.#design;
    const {network, cost, parameters, seed, dataset} = body;
    if (dataset === undefined) {
      return;
    }
    const batch = {dataset, first: Math.min(Number(first) || MOST_SAMPLES, MOST_SAMPLES)};
    return await post("/v1/gradients", {network, cost, parameters, seed, batch}, {signal});
  }

  /**
   * @param {(Measurement & {batchSize: number}) | undefined} measured
   * @param {Forecast | undefined} forecast
   */
  #show(measured, forecast) {
    fill(this.#picture, glanceOf(measured, forecast));
    this.#said.textContent = measured
      ? `Of the first ${counted(measured.batchSize, "sample")} as they are, on the weights of the seed.`
      : "Foreseen: there are no data to measure on.";
    this.element.classList.remove("stale");
  }

  /**
   * Keeps the last picture, faintly, while the design does not fit.
   *
   * @param {string} reason
   */
  outdated(reason) {
    this.element.classList.add("stale");
    this.#said.textContent = reason;
  }
}
