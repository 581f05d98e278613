import {isAbort, messageOf} from "../api/client.js";
import {curves} from "../charts/curves.js";
import {h} from "../ui/dom.js";
import {epochsAt} from "./learning.js";

/**
 * @import {Curve} from "../charts/curves.js"
 * @import {Variant} from "./recorded.js"
 */

const EXPLANATION =
  "activationMean of layer 1; there is one neuron and one sample, " +
  "so that the mean is the output a itself. " +
  "Measured at each recorded step before its update.";

/**
 * The output of a single neuron over epochs, as Nielsen's chapter 3 draws it.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 * @param {AbortSignal} signal
 */
export function neuron(element, variants, signal) {
  element.append(h("h2", {}, "Output of the neuron"), h("p", {class: "muted"}, EXPLANATION));
  const axes = {quantity: "output a", across: "epochs done"};
  const plot = curves(element, {...axes, title: "", curves: []}, signal);
  /** @type {Map<number, Curve>} */
  const lines = new Map();
  variants.forEach((variant, i) => {
    const name = variants.length > 1 ? variant.name : "output a";
    const read = async () => {
      try {
        lines.set(i, {name, look: i, ...(await outputs(variant, signal))});
        const known = variants.flatMap((_, at) => lines.get(at) ?? []);
        plot.update({...axes, title: "Output over epochs", curves: known});
      } catch (error) {
        if (!isAbort(error)) {
          plot.figure.before(h("p", {class: "fault"}, messageOf(error)));
        }
      }
    };
    variant.run.addEventListener("records", read, {signal});
  });
}

/**
 * @param {Variant} variant
 * @param {AbortSignal} signal
 */
async function outputs({run}, signal) {
  const trace = await run.metric("activationMean", [1], signal);
  return {
    x: trace.step.map((at) => epochsAt(at - 1, run)),
    y: trace.layers[0].metrics.activationMean,
  };
}
