import {same} from "../json/equal.js";
import {frameOf, gridOver} from "../play/responses.js";
import {sightOf} from "./preview.js";

/**
 * @import {Data, Preview} from "../api/contract.js"
 * @import {Range} from "../charts/plane.js"
 */

/** The samples that units are asked about, where there are two inputs. */
export class Places {
  /** What they were found for. @type {{data: Data, inputs: number} | undefined} */
  #found;

  /** @type {Preview | undefined} */
  sight;

  /** @type {[Range, Range] | undefined} */
  frame;

  /** @type {number[][] | undefined} */
  grid;

  /**
   * Finds them for other data.
   *
   * @param {Data} data
   * @param {number} inputs of the network
   * @param {AbortSignal} signal
   */
  async find(data, inputs, signal) {
    const asked = structuredClone({data, inputs});
    if (same(asked, this.#found)) {
      return;
    }
    this.sight = undefined;
    this.frame = undefined;
    this.grid = undefined;
    if (inputs === 2) {
      this.sight = await sightOf(asked.data, signal);
      this.frame = frameOf(this.sight.inputs);
      this.grid = gridOver(this.frame);
    }
    this.#found = asked;
  }
}
