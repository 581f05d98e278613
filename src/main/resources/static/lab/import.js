import {request} from "../api/client.js";
import {announce, fill, forgetFile, freshId, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {selectOf} from "./fields.js";
import {restored} from "./restored.js";
import {tidied} from "./tidy.js";

/**
 * @import {Catalogue, Network, Parameters} from "../api/contract.js"
 * @import {Design} from "./design.js"
 */

const EXPLANATION =
  "A multilayer perceptron of Keras (.keras, .h5, model.to_json()) or ONNX, or the chain of a PyTorch state (.safetensors): ";

const KINDS = ".json,.onnx,.keras,.h5,.hdf5,.safetensors";

/**
 * Reads a network of Keras, ONNX or PyTorch into the design.
 *
 * @param {Design} design
 * @param {Catalogue} catalogue
 */
export function importZone(design, {activations}) {
  const id = freshId("import");
  const said = h("div");
  const names = activations.map(({name}) => name);
  const hidden = selectOf(names, "relu");
  const output = selectOf(names, "linear");
  const input = h("input", {id, type: "file", accept: KINDS, onclick: forgetFile});
  const zone = h("details", {class: "import"}, [
    h("summary", {}, "Import from Keras, ONNX or PyTorch"),
    h("label", {for: id}, EXPLANATION),
    input,
    h("p", {class: "hint"}, ".safetensors has no activations; these are of its layers:"),
    h("div", {class: "pair"}, [
      h("label", {class: "field"}, ["hidden layers", hidden]),
      h("label", {class: "field"}, ["last layer", output]),
    ]),
    said,
  ]);
  input.addEventListener("change", async () => {
    try {
      const told = {activation: hidden.value, outputActivation: output.value};
      const notes = await importInto(design, told, input.files?.[0]);
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
 * @param {Record<string, string>} told of a file that has tensors alone
 * @param {File | undefined} file
 */
async function importInto(design, told, file) {
  const form = new FormData();
  if (file) {
    form.append("file", file);
  }
  const query = file?.name.endsWith(".safetensors") ? `?${new URLSearchParams(told)}` : "";
  /** @type {{network: Network, parameters?: Parameters[], notes: string[]}} */
  const {network, parameters, notes} = await request(`/v1/networks/import${query}`, {
    method: "POST",
    form,
  });
  design.set("/network", tidied(network));
  design.set("/parameters", parameters);
  return notes;
}
