import {isAbort, messageOf, Problem, post} from "../api/client.js";
import {fill, h} from "../ui/dom.js";
import {counted} from "../ui/words.js";
import {Asker} from "./asker.js";

/**
 * @import {Fault} from "../api/client.js"
 * @import {Design, State} from "./design.js"
 * @import {Faults} from "./faults.js"
 * @import {LiveLook} from "./live.js"
 */

/**
 * What the service says of a network, as far as it has said it.
 *
 * @typedef {{errors: Fault[], parameterCount?: number, layers?: object[]}} Validity
 */

/** What the answers depend on. */
const ASKED = /^\/(?:network|cost|dataset|parameters|seed|first)/;

/**
 * Asks the service, while the user builds, whether the network makes sense and fits the cost and
 * the data; and what does, to be looked at.
 *
 * @param {{element: HTMLElement, faults: Faults, look: LiveLook}} shown
 * @param {Design} design
 * @param {AbortSignal} signal
 */
export function followValidity({element, faults, look}, design, signal) {
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
  const asker = new Asker(async (own) => {
    const asked = design.copy();
    try {
      const validity = await validityOf(asked, own);
      say(validity);
      if (validity.errors.length > 0) {
        look.outdated("The design does not fit yet.");
      } else {
        await look.renew(asked, own);
      }
    } catch (error) {
      if (!isAbort(error)) {
        say({errors: error instanceof Problem ? error.faults : []}, messageOf(error));
        look.outdated(messageOf(error));
      }
    }
  });
  design.onChange((pointer) => {
    if (ASKED.test(pointer)) {
      asker.change();
    }
  }, signal);
  signal.addEventListener("abort", () => asker.end());
  asker.change();
}

/**
 * @param {State} design
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
