import {freshId, h} from "../ui/dom.js";
import {choiceField, framed, jsonField, numberField, numberInput} from "./fields.js";
import {namedChoice} from "./named.js";
import {followPreview} from "./preview.js";
import {uploadZone} from "./upload.js";

/**
 * @import {Catalogue, Data, Dataset} from "../api/contract.js"
 * @import {Design} from "./design.js"
 */

/** @typedef {"stored" | "generator" | "inline" | "none"} Source */

/** @type {Record<Source, {label: string, start: Data | undefined}>} */
const SOURCES = {
  stored: {label: "built in or stored", start: {id: "iris"}},
  generator: {
    label: "generated",
    start: {generator: {name: "moons", samples: 300, noise: 0.15}},
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
  },
  none: {label: "none (forecast only)", start: undefined},
};

/** @type {Source[]} */
const KINDS = ["stored", "generator", "inline", "none"];

const INLINE =
  "JSON: inputs[sample][feature], and targets[sample][output], or labels[sample] with classes";

const NO_DATA =
  "Without data there is nothing to train on; " +
  "a look before training shows the mean-field forecast.";

/**
 * Where the samples come from, what they look like, and what is held back.
 *
 * @param {Design} design
 * @param {Catalogue} catalogue
 * @param {Dataset[]} datasets stored ones; those that are uploaded come to it
 * @param {AbortSignal} signal
 */
export function dataSection(design, catalogue, datasets, signal) {
  const preview = h("div", {class: "preview"});
  followPreview(preview, design, signal);
  const choice = new SourceChoice(design, catalogue, datasets);
  const empty = "nothing else";
  return h("fieldset", {class: "data", dataset: {pointer: "/dataset"}}, [
    h("legend", {}, "Data"),
    h("p", {class: "fault", hidden: true}),
    choice.elements,
    preview,
    h("div", {class: "fields"}, [
      choiceField(design, "/scaling", {
        label: "scaling",
        names: ["standard", "min_max"],
        empty: "none",
      }),
      choiceField(design, "/targetScaling", {
        label: "scaling of targets",
        names: ["standard", "min_max"],
        empty: "none",
        hint: "of a regression; undone in predictions",
      }),
      numberField(design, "/validationFraction", {
        label: "held back for validation",
        placeholder: "0",
        hint: "share of the samples",
      }),
      choiceField(design, "/validation/id", {
        label: "or validate on",
        names: optionsOf(datasets),
        empty,
      }),
      firstField(design),
    ]),
  ]);
}

/**
 * The choice of a source, and its fields. What was chosen of another is there again when that is
 * chosen.
 */
class SourceChoice {
  #design;
  #catalogue;
  #datasets;
  #panel = h("div", {class: "panel"});

  /** @type {Map<Source, Data | undefined>} */
  #kept = new Map();

  /** @type {HTMLInputElement[]} */
  #radios;

  /**
   * @param {Design} design
   * @param {Catalogue} catalogue
   * @param {Dataset[]} datasets
   */
  constructor(design, catalogue, datasets) {
    this.#design = design;
    this.#catalogue = catalogue;
    this.#datasets = datasets;
    const name = freshId("source");
    this.#radios = KINDS.map((value) =>
      h("input", {type: "radio", name, value, onchange: () => this.#choose(value)}),
    );
    this.#render();
  }

  get elements() {
    const attributes = {
      class: "radios",
      role: "radiogroup",
      "aria-label": "Where the data come from",
    };
    const labels = KINDS.map((kind, i) =>
      h("label", {}, [this.#radios[i], " ", SOURCES[kind].label]),
    );
    return [h("div", attributes, labels), this.#panel];
  }

  /** @param {Source} source */
  #choose(source) {
    const {dataset} = this.#design.body;
    this.#kept.set(sourceOf(dataset), dataset);
    const start = structuredClone(SOURCES[source].start);
    this.#design.set("/dataset", this.#kept.has(source) ? this.#kept.get(source) : start);
    this.#render();
  }

  #render() {
    const source = sourceOf(this.#design.body.dataset);
    for (const radio of this.#radios) {
      radio.checked = radio.value === source;
    }
    this.#panel.replaceChildren(...this.#fieldsOf(source));
  }

  /** @param {Source} source */
  #fieldsOf(source) {
    const design = this.#design;
    switch (source) {
      case "stored":
        return this.#storedFields();
      case "generator": {
        const kept = ["samples", "noise", "seed"];
        const said = {label: "generator", kept};
        return [namedChoice(design, "/dataset/generator", this.#catalogue.generators, said)];
      }
      case "inline": {
        return [jsonField(design, "/dataset", {label: "samples", hint: INLINE})];
      }
      default:
        return [h("p", {class: "muted"}, NO_DATA)];
    }
  }

  #storedFields() {
    const names = optionsOf(this.#datasets);
    const upload = uploadZone((dataset) => {
      this.#datasets.unshift(dataset);
      this.#design.set("/dataset", {id: dataset.id});
      this.#render();
    });
    return [choiceField(this.#design, "/dataset/id", {label: "dataset", names}), upload];
  }
}

/**
 * @param {Data | undefined} data
 * @returns {Source}
 */
function sourceOf(data) {
  if (data === undefined) {
    return "none";
  }
  if (data.id !== undefined) {
    return "stored";
  }
  return data.generator === undefined ? "inline" : "generator";
}

/** @param {Design} design */
function firstField(design) {
  const input = numberInput(design.first, (first) => design.read(first));
  return framed("/first", {label: "a look reads the first", hint: "samples"}, input);
}

/** @param {Dataset[]} datasets */
function optionsOf(datasets) {
  return datasets.map(({id, name, samples, features}) => ({
    value: id,
    label: `${name} (${samples} × ${features})`,
  }));
}
