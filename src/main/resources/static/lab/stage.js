import {h} from "../ui/dom.js";
import {diagramOf} from "./diagram.js";

/** @import {Design} from "./design.js" */

/**
 * The network as it is drawn while somebody designs it.
 *
 * @param {Design} design
 * @param {AbortSignal} signal
 */
export function stageOf(design, signal) {
  const diagram = h("div", {
    class: "diagram",
    tabindex: "0",
    role: "group",
    "aria-label": "Drawing",
  });
  const draw = () => diagram.replaceChildren(diagramOf(design.body.network).element);
  design.onChange((pointer) => {
    if (pointer.startsWith("/network")) {
      draw();
    }
  }, signal);
  draw();
  return h("section", {class: "card stage", "aria-labelledby": "stage"}, [
    h("h2", {id: "stage"}, "Network"),
    diagram,
  ]);
}
