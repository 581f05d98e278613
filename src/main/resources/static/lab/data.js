import {h, freshId} from "../ui/dom.js";
import {choiceField, framed, jsonField, numberField, numberIn} from "./fields.js";
import {namedChoice} from "./named.js";
import {followPreview} from "./preview.js";
import {uploadZone} from "./upload.js";

const SOURCES = {
  stored: {
    label: "built in or stored",
    start: {id: "iris"},
    has: (dataset) => dataset?.id !== undefined,
  },
  generator: {
    label: "generated",
    start: {generator: {name: "moons", samples: 300, noise: 0.15}},
    has: (dataset) => dataset?.generator !== undefined,
  },
  inline: {
    label: "given here",
    start: {
      inputs: [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      targets: [[0], [1], [1], [0]],
    },
    has: (dataset) => dataset?.inputs !== undefined,
  },
  none: {label: "none (forecast only)", start: undefined, has: (dataset) => dataset === undefined},
};

/** Where the samples come from, what they look like, and what is held back. */
export function dataSection(design, catalogue, datasets, signal) {
  const panel = h("div", {class: "panel"});
  const group = freshId("source");
  const kept = {};
  const current = () =>
    Object.keys(SOURCES).find((key) => SOURCES[key].has(design.get("/dataset"))) ?? "inline";
  const radios = Object.entries(SOURCES).map(([key, {label}]) =>
    h("label", {}, [
      h("input", {
        type: "radio",
        name: group,
        value: key,
        checked: key === current(),
        onchange: () => choose(key),
      }),
      " ",
      label,
    ]),
  );

  function choose(key) {
    kept[current()] = design.get("/dataset");
    design.set("/dataset", key in kept ? kept[key] : structuredClone(SOURCES[key].start));
    render();
  }
  function render() {
    const key = current();
    radios.forEach((radio) => (radio.firstChild.checked = radio.firstChild.value === key));
    panel.replaceChildren(...panelOf[key]());
  }
  const panelOf = {
    stored: () => [
      choiceField(design, "/dataset/id", {label: "dataset", names: namesOf(datasets)}),
      uploadZone((dataset) => {
        datasets.unshift(dataset);
        design.set("/dataset", {id: dataset.id});
        render();
      }),
    ],
    generator: () => [
      namedChoice(design, "/dataset/generator", catalogue.generators, {
        label: "generator",
        kept: ["samples", "noise", "seed"],
      }),
    ],
    inline: () => [
      jsonField(design, "/dataset", {
        label: "samples",
        hint: "JSON: inputs[sample][feature], and targets[sample][output], or labels[sample] with classes",
      }),
    ],
    none: () => [
      h(
        "p",
        {class: "muted"},
        "Without data there is nothing to train on; a look before training shows the mean-field forecast.",
      ),
    ],
  };
  const preview = h("div", {class: "preview"});
  followPreview(preview, design, signal);
  render();
  return h("fieldset", {class: "data", dataset: {pointer: "/dataset"}}, [
    h("legend", {}, "Data"),
    h("p", {class: "fault", hidden: true}),
    h(
      "div",
      {class: "radios", role: "radiogroup", "aria-label": "Where the data come from"},
      radios,
    ),
    panel,
    preview,
    h("div", {class: "fields"}, [
      choiceField(design, "/scaling", {
        label: "scaling",
        names: ["standard", "min_max"],
        empty: "none",
      }),
      numberField(design, "/validationFraction", {
        label: "held back for validation",
        placeholder: "0",
        hint: "share of the samples",
      }),
      choiceField(design, "/validation/id", {
        label: "or validate on",
        names: namesOf(datasets),
        empty: "nothing else",
      }),
      firstField(design),
    ]),
  ]);
}

function firstField(design) {
  const input = h("input", {
    type: "text",
    inputmode: "decimal",
    size: 7,
    value: design.first,
    oninput: () => design.read(numberIn(input.value)),
  });
  return framed("/first", "a look reads the first", input, "samples");
}

function namesOf(datasets) {
  return datasets.map(({id, name, samples, features}) => ({
    value: id,
    label: `${name} (${samples} × ${features})`,
  }));
}
