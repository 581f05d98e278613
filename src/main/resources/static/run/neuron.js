import {h} from "../ui/dom.js";
import {curves} from "../charts/curves.js";
import {epochsAt} from "./learning.js";

/** Whether a job trains one neuron on one sample, so that its mean activation is its output. */
export function isOneNeuron({spec}) {
  const {layers} = spec.network;
  return layers.length === 1 && layers[0].units === 1 && spec.dataset.samples === 1;
}

/** The output of a single neuron over epochs, as Nielsen's chapter 3 draws it. */
export function neuron(element, variants, signal) {
  element.append(
    h("h2", {}, "Output of the neuron"),
    h(
      "p",
      {class: "muted"},
      "activationMean of layer 1; there is one neuron and one sample, so that the mean is the output a itself. Measured at each recorded step before its update.",
    ),
  );
  const plot = curves(
    element,
    {title: "", quantity: "output a", across: "epochs done", curves: []},
    signal,
  );
  const lines = variants.map(() => null);
  variants.forEach(({run, name}, i) =>
    run.addEventListener(
      "records",
      async () => {
        try {
          const {
            step,
            layers: [layer],
          } = await run.metric("activationMean", [1], signal);
          lines[i] = {
            name: variants.length > 1 ? name : "output a",
            look: i,
            x: step.map((at) => epochsAt(at - 1, run)),
            y: layer.metrics.activationMean,
          };
          plot.update({
            title: "Output over epochs",
            quantity: "output a",
            across: "epochs done",
            curves: lines.filter(Boolean),
          });
        } catch (error) {
          if (error.name !== "AbortError") {
            plot.figure.before(h("p", {class: "fault"}, error.message));
          }
        }
      },
      {signal},
    ),
  );
}
