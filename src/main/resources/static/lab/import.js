import {request} from "../api/client.js";
import {announce, fill, forgetFile, freshId, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {restored} from "./restored.js";
import {tidied} from "./tidy.js";

/**
 * @import {Network, Parameters} from "../api/contract.js"
 * @import {Design} from "./design.js"
 */

const EXPLANATION =
  "model.to_json() of Dense layers, or the ONNX model of a multilayer perceptron: ";

/**
 * Reads a network of Keras or ONNX into the design.
 *
 * @param {Design} design
 */
export function importZone(design) {
  const id = freshId("import");
  const said = h("div");
  const input = h("input", {id, type: "file", accept: ".json,.onnx", onclick: forgetFile});
  const zone = h("details", {class: "import"}, [
    h("summary", {}, "Import from Keras or ONNX"),
    h("label", {for: id}, EXPLANATION),
    input,
    said,
  ]);
  input.addEventListener("change", async () => {
    try {
      const notes = await importInto(design, input.files?.[0]);
      announce("Network imported.");
      zone.dispatchEvent(restored(notes));
    } catch (error) {
      fill(said, problemPanel(error));
    }
  });
  return zone;
}

/**
 * @param {Design} design
 * @param {File | undefined} file
 */
async function importInto(design, file) {
  const form = new FormData();
  if (file) {
    form.append("file", file);
  }
  /** @type {{network: Network, parameters?: Parameters[], notes: string[]}} */
  const {network, parameters, notes} = await request("/v1/networks/import", {method: "POST", form});
  design.set("/network", tidied(network));
  design.set("/parameters", parameters);
  return notes;
}
