import {request} from "../api/client.js";
import {announce, forgetFile, freshId, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {tidied} from "./tidy.js";

/** Reads a network of Keras or ONNX into the design, and says `restored` so that the form is made anew. */
export function importZone(design) {
  const id = freshId("import");
  const said = h("div", {});
  const input = h("input", {
    id,
    type: "file",
    accept: ".json,.onnx",
    onclick: forgetFile,
    onchange: async () => {
      const form = new FormData();
      form.append("file", input.files[0]);
      try {
        const {network, parameters, notes} = await request("/v1/networks/import", {
          method: "POST",
          form,
        });
        design.set("/network", tidied(network));
        design.set("/parameters", parameters);
        announce("Network imported.");
        zone.dispatchEvent(new CustomEvent("restored", {bubbles: true, detail: notes}));
      } catch (error) {
        said.replaceChildren(problemPanel(error));
      }
    },
  });
  const zone = h("details", {class: "import"}, [
    h("summary", {}, "Import from Keras or ONNX"),
    h(
      "label",
      {for: id},
      "model.to_json() of Dense layers, or the ONNX model of a multilayer perceptron: ",
    ),
    input,
    said,
  ]);
  return zone;
}
