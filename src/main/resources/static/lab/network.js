import {announce, h} from "../ui/dom.js";
import {activated} from "./variant.js";
import {choiceField, flagField, numberField} from "./fields.js";
import {entryOf, namedChoice, parameterField} from "./named.js";
import {diagramOf} from "./diagram.js";
import {importZone} from "./import.js";

/** The network: its inputs, rows of layers and initialisers, drawn as it is built; or read from a file. */
export function networkSection(design, catalogue) {
  const rows = h("ol", {class: "layers"});
  const diagram = h("div", {class: "diagram"});
  const given = h(
    "p",
    {class: "muted meaning"},
    "Weights and biases are given under Training: nothing is drawn.",
  );
  const draw = () => {
    diagram.replaceChildren(diagramOf(design.get("/network")));
    given.hidden = design.get("/parameters") === undefined;
  };

  const render = (focused) => {
    const layers = design.get("/network/layers");
    rows.replaceChildren(
      ...layers.map((layer, index) => layerRow(design, catalogue, index, change)),
    );
    if (focused !== undefined) {
      rows.children[Math.min(focused, layers.length - 1)]?.querySelector("input").focus();
    }
  };
  /** Changes the list of layers; rows are numbered anew, and the focus goes to the row that was meant. */
  function change(layers, focused, said) {
    design.set("/network/layers", layers);
    render(focused);
    announce(said);
  }
  const add = () => {
    const layers = design.get("/network/layers");
    const at = Math.max(0, layers.length - 1);
    const like = layers[Math.max(0, at - 1)] ?? {units: 10, activation: "sigmoid"};
    change(
      layers.toSpliced(at, 0, {units: like.units, activation: like.activation}),
      at,
      `Layer ${at + 1} added.`,
    );
  };

  design.addEventListener("change", ({detail}) => /^\/(network|parameters)/.test(detail) && draw());
  render();
  draw();
  return h("fieldset", {class: "network", dataset: {pointer: "/network"}}, [
    h("legend", {}, "Network"),
    h("p", {class: "fault", hidden: true}),
    diagram,
    h("div", {class: "fields"}, [
      numberField(design, "/network/inputs", {label: "inputs"}),
      h("button", {type: "button", onclick: add}, "Add a layer"),
    ]),
    h("div", {dataset: {pointer: "/network/layers"}}, [
      rows,
      h("p", {class: "fault", hidden: true}),
    ]),
    h("div", {class: "pair"}, [
      namedChoice(design, "/network/weightInitializer", catalogue.initializers, {
        label: "weights drawn from",
        empty: "glorot_uniform (default)",
      }),
      namedChoice(design, "/network/biasInitializer", catalogue.initializers, {
        label: "biases drawn from",
        empty: "zeros (default)",
      }),
    ]),
    given,
    importZone(design),
  ]);
}

function layerRow(design, catalogue, index, change) {
  const pointer = `/network/layers/${index}`;
  const layers = design.get("/network/layers");
  const layer = layers[index];
  const number = index + 1;
  const choose = (name) =>
    change(layers.with(index, activated(layer, name)), index, `Layer ${number}: ${name}.`);
  const own = entryOf(catalogue.activations, layer.activation)?.parameters ?? [];
  const isSpecial = [
    "weightInitializer",
    "biasInitializer",
    "useBias",
    ...own.map(({name}) => name),
  ].some((key) => layer[key] !== undefined);
  const button = (text, label, isOff, act) =>
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-label": label,
        title: label,
        disabled: isOff,
        onclick: act,
      },
      text,
    );
  const isOnly = layers.length === 1;
  const move = (to) =>
    change(
      layers.toSpliced(index, 1).toSpliced(to, 0, layer),
      to,
      `Layer ${number} moved to ${to + 1}.`,
    );
  return h("li", {dataset: {pointer}}, [
    h("div", {class: "fields"}, [
      numberField(design, `${pointer}/units`, {label: "units"}),
      choiceField(design, `${pointer}/activation`, {
        label: "activation",
        names: catalogue.activations.map(({name}) => name),
        chosen: choose,
      }),
      numberField(design, `${pointer}/repeat`, {label: "repeat ×", placeholder: "1"}),
      h("span", {class: "tools"}, [
        button("↑", `Move layer ${number} towards the input`, index === 0, () => move(index - 1)),
        button("↓", `Move layer ${number} towards the output`, index === layers.length - 1, () =>
          move(index + 1),
        ),
        button("✕", `Remove layer ${number}`, isOnly, () =>
          change(layers.toSpliced(index, 1), index, `Layer ${number} removed.`),
        ),
      ]),
    ]),
    h("p", {class: "fault", hidden: true}),
    h("details", {open: isSpecial}, [
      h("summary", {}, "more"),
      h("div", {class: "fields"}, [
        own.map((parameter) => parameterField(design, `${pointer}/${parameter.name}`, parameter)),
        flagField(design, `${pointer}/useBias`, {label: "biases", otherwise: true}),
      ]),
      h("div", {class: "pair"}, [
        namedChoice(design, `${pointer}/weightInitializer`, catalogue.initializers, {
          label: "own weights from",
          empty: "as the network",
        }),
        namedChoice(design, `${pointer}/biasInitializer`, catalogue.initializers, {
          label: "own biases from",
          empty: "as the network",
        }),
      ]),
    ]),
  ]);
}
