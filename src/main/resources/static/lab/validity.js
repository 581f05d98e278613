import {isAbort, messageOf, Problem, post} from "../api/client.js";
import {fill, h} from "../ui/dom.js";
import {counted} from "../ui/words.js";

/**
 * @import {Fault} from "../api/client.js"
 * @import {Design} from "./design.js"
 * @import {Faults} from "./faults.js"
 */

/**
 * What the service says of a network, as far as it has said it.
 *
 * @typedef {{errors: Fault[], parameterCount?: number, layers?: object[]}} Validity
 */

const PAUSE_MS = 300;

/**
 * Asks the service, while the user builds, whether the network makes sense and fits the cost and
 * the data.
 *
 * @param {HTMLElement} element
 * @param {Design} design
 * @param {Faults} faults
 * @param {AbortSignal} signal
 */
export function followValidity(element, design, faults, signal) {
  let timer = 0;
  let asked = new AbortController();
  /**
   * @param {Validity} validity
   * @param {string} [trouble]
   */
  const say = (validity, trouble) => {
    if (!signal.aborted) {
      faults.show("validity", validity.errors);
      fill(element, [verdict(validity.errors, trouble), sizeOf(validity)]);
    }
  };
  const ask = async () => {
    asked.abort();
    asked = new AbortController();
    try {
      say(await validityOf(design, asked.signal));
    } catch (error) {
      if (!isAbort(error)) {
        say({errors: error instanceof Problem ? error.faults : []}, messageOf(error));
      }
    }
  };
  design.onChange((pointer) => {
    if (/^\/(?:network|cost|dataset)/.test(pointer)) {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MS);
    }
  });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    asked.abort();
  });
  ask();
}

/**
 * @param {Design} design
 * @param {AbortSignal} signal
 * @returns {Promise<Validity>}
 */
function validityOf({body: {network, cost, dataset}}, signal) {
  return post("/v1/networks/validate", {network, cost, dataset}, {signal});
}

/**
 * @param {Fault[]} errors
 * @param {string | undefined} trouble why nothing is known
 */
function verdict(errors, trouble) {
  if (errors.length > 0) {
    return h("span", {class: "bad"}, counted(errors.length, "fault"));
  }
  return trouble ?? h("span", {class: "good"}, "fits");
}

/** @param {Validity} validity */
function sizeOf({parameterCount, layers = []}) {
  return (
    parameterCount !== undefined &&
    ` · ${counted(layers.length, "layer")} · ${parameterCount.toLocaleString("en")} parameters`
  );
}
