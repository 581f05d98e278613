import {flat} from "../job/layers.js";
import {announce, fill, h} from "../ui/dom.js";
import {fold} from "../ui/fold.js";
import {choiceField, flagField, jsonField, numberField} from "./fields.js";
import {importZone} from "./import.js";
import {entryOf, namedChoice, parameterField} from "./named.js";
import {activated} from "./variant.js";

/**
 * @import {Catalogue, Layer} from "../api/contract.js"
 * @import {Design} from "./design.js"
 */

const GIVEN = "Weights and biases are given under Training: nothing is drawn.";

/**
 * The network: its inputs, rows of layers and initialisers; or read from a file.
 *
 * @param {Design} design
 * @param {Catalogue} catalogue
 */
export function networkSection(design, catalogue) {
  const given = h("p", {class: "muted meaning"}, GIVEN);
  const tell = () => {
    given.hidden = design.body.parameters === undefined;
  };
  design.onChange((pointer) => {
    if (pointer.startsWith("/parameters")) {
      tell();
    }
  });
  tell();
  const layers = new LayerList(design, catalogue, "/network/layers");
  const {initializers, normalizations} = catalogue;
  return h("fieldset", {class: "network", dataset: {pointer: "/network"}}, [
    h("legend", {}, "Network"),
    h("p", {class: "fault", hidden: true}),
    h("div", {class: "fields"}, [
      numberField(design, "/network/inputs", {label: "inputs"}),
      numberField(design, "/network/inputDropout", {label: "dropout of inputs", placeholder: "0"}),
      h("button", {type: "button", onclick: () => layers.add()}, "Add a layer"),
      h("button", {type: "button", onclick: () => layers.addBlock()}, "Add a residual block"),
    ]),
    namedChoice(design, "/network/inputNormalization", normalizations, {
      label: "normalisation of inputs",
      empty: "none",
    }),
    layers.element,
    h("div", {class: "pair"}, [
      namedChoice(design, "/network/weightInitializer", initializers, {
        label: "weights drawn from",
        empty: "glorot_uniform (default)",
      }),
      namedChoice(design, "/network/biasInitializer", initializers, {
        label: "biases drawn from",
        empty: "zeros (default)",
      }),
    ]),
    given,
    importZone(design, catalogue),
  ]);
}

/** The rows of layers of a network, or of a block in it. */
class LayerList {
  #design;
  #catalogue;
  #pointer;
  #name;
  #rows = h("ol", {class: "layers"});
  element;

  /**
   * @param {Design} design
   * @param {Catalogue} catalogue
   * @param {string} pointer
   * @param {string} [name] of a layer among them
   */
  constructor(design, catalogue, pointer, name = "layer") {
    this.#design = design;
    this.#catalogue = catalogue;
    this.#pointer = pointer;
    this.#name = name;
    this.element = h("div", {dataset: {pointer}}, [
      this.#rows,
      h("p", {class: "fault", hidden: true}),
    ]);
    this.#render();
  }

  /** @returns {Layer[]} */
  get #layers() {
    return this.#design.get(this.#pointer) ?? [];
  }

  /** Adds a layer like its neighbour before the output. */
  add() {
    const layers = this.#layers;
    const at = Math.max(0, layers.length - 1);
    this.#change(layers.toSpliced(at, 0, this.#neighbour(at)), at, `Layer ${at + 1} added.`);
  }

  /** Adds a block of two layers before the output, as wide as what enters it. */
  addBlock() {
    const layers = this.#layers;
    const at = Math.max(0, layers.length - 1);
    const {activation} = this.#neighbour(at);
    const [before] = flat(layers.slice(0, at)).slice(-1);
    const units = before?.units ?? this.#design.body.network.inputs;
    const residual = [
      {units, activation},
      {units, activation: "linear"},
    ];
    const said = `Residual block added as entry ${at + 1}.`;
    this.#change(layers.toSpliced(at, 0, /** @type {Layer} */ ({residual})), at, said);
  }

  /** @param {number} at */
  #neighbour(at) {
    const [neighbour] = flat(this.#layers.slice(0, at)).slice(-1);
    const {units, activation} = neighbour ?? {units: 10, activation: "sigmoid"};
    return {units, activation};
  }

  /**
   * Changes the list; rows are numbered anew, and the focus goes to the row that was meant.
   *
   * @param {Layer[]} layers
   * @param {number} focused
   * @param {string} said
   */
  #change(layers, focused, said) {
    this.#design.set(this.#pointer, layers);
    this.#render();
    const row = this.#rows.children[Math.min(focused, layers.length - 1)];
    row?.querySelector("input")?.focus();
    announce(said);
  }

  #render() {
    this.#rows.replaceChildren(...this.#layers.map((_, index) => this.#row(index)));
  }

  /** @param {number} index */
  #row(index) {
    const pointer = `${this.#pointer}/${index}`;
    const layer = this.#layers[index];
    if (layer.residual !== undefined) {
      return this.#block(index, pointer);
    }
    const names = this.#catalogue.activations.map(({name}) => name);
    /** @param {string} name */
    const chosen = (name) => {
      const layers = this.#layers.with(index, activated(layer, name));
      this.#change(layers, index, `Layer ${index + 1}: ${name}.`);
    };
    return h("li", {dataset: {pointer}}, [
      h("div", {class: "fields"}, [
        numberField(this.#design, `${pointer}/units`, {label: "units"}),
        choiceField(this.#design, `${pointer}/activation`, {label: "activation", names, chosen}),
        numberField(this.#design, `${pointer}/repeat`, {label: "repeat ×", placeholder: "1"}),
        this.#tools(index),
      ]),
      h("p", {class: "fault", hidden: true}),
      this.#more(layer, pointer),
    ]);
  }

  /**
   * A residual block and its layers.
   *
   * @param {number} index
   * @param {string} pointer
   */
  #block(index, pointer) {
    const design = this.#design;
    return h("li", {class: "block", dataset: {pointer}}, [
      h("div", {class: "fields"}, [
        h("strong", {}, "x + F(x)"),
        numberField(design, `${pointer}/scale`, {label: "scale", placeholder: "1"}),
        numberField(design, `${pointer}/repeat`, {label: "repeat ×", placeholder: "1"}),
        this.#tools(index),
      ]),
      h("p", {class: "fault", hidden: true}),
      this.#inside(`${pointer}/residual`),
      h("div", {class: "pair"}, [
        namedChoice(design, `${pointer}/normalization`, this.#catalogue.normalizations, {
          label: "normalisation of the block",
          empty: "none",
        }),
        choiceField(design, `${pointer}/normalizationPosition`, {
          label: "position in the block",
          names: ["before", "after"],
          empty: "before (default)",
        }),
      ]),
    ]);
  }

  /**
   * The layers of a block; as text where they are no list.
   *
   * @param {string} pointer
   */
  #inside(pointer) {
    const design = this.#design;
    if (!Array.isArray(design.get(pointer))) {
      const hint =
        'JSON: [{"units": 30, "activation": "relu"}, …], the last as wide as what enters';
      return jsonField(design, pointer, {label: "layers inside", hint});
    }
    const inside = new LayerList(design, this.#catalogue, pointer, "layer of the block");
    return h("div", {class: "inside"}, [
      inside.element,
      h("button", {type: "button", onclick: () => inside.add()}, "Add a layer to the block"),
    ]);
  }

  /** @param {number} index */
  #tools(index) {
    const layers = this.#layers;
    const number = index + 1;
    const last = layers.length - 1;
    /** @param {number} to */
    const move = (to) => {
      const moved = layers.toSpliced(index, 1).toSpliced(to, 0, layers[index]);
      this.#change(moved, to, `Layer ${number} moved to ${to + 1}.`);
    };
    const remove = () => {
      this.#change(layers.toSpliced(index, 1), index, `Layer ${number} removed.`);
    };
    const one = `${this.#name} ${number}`;
    const up = toolButton("↑", `Move ${one} towards the input`, () => move(index - 1));
    const down = toolButton("↓", `Move ${one} towards the output`, () => move(index + 1));
    const away = toolButton("✕", `Remove ${one}`, remove);
    up.disabled = index === 0;
    down.disabled = index === last;
    away.disabled = last === 0;
    return h("span", {class: "tools"}, [up, down, away]);
  }

  /** @param {string} pointer of a layer */
  #normalization(pointer) {
    const position = h("span");
    const design = this.#design;
    const render = () =>
      fill(
        position,
        design.get(`${pointer}/normalization`) &&
          choiceField(design, `${pointer}/normalization/position`, {
            label: "position",
            names: ["before_activation", "after_activation"],
            empty: "before_activation (default)",
          }),
      );
    design.onChange((changed) => {
      if (changed.startsWith(`${pointer}/normalization`)) {
        render();
      }
    });
    render();
    return h("div", {class: "pair"}, [
      namedChoice(design, `${pointer}/normalization`, this.#catalogue.normalizations, {
        label: "normalisation",
        empty: "none",
      }),
      position,
    ]);
  }

  /**
   * What is seldom set of a layer.
   *
   * @param {Layer} layer
   * @param {string} pointer
   */
  #more(layer, pointer) {
    const design = this.#design;
    const {activations, initializers} = this.#catalogue;
    const parameters = entryOf(activations, layer.activation)?.parameters ?? [];
    const empty = "as the network";
    return fold("more", {open: isSpecial(layer)}, () => [
      h("div", {class: "fields"}, [
        parameters.map((one) => parameterField(design, `${pointer}/${one.name}`, one)),
        flagField(design, `${pointer}/useBias`, {label: "biases", otherwise: true}),
        numberField(design, `${pointer}/dropout`, {label: "dropout", placeholder: "0"}),
      ]),
      this.#normalization(pointer),
      h("div", {class: "pair"}, [
        namedChoice(design, `${pointer}/weightInitializer`, initializers, {
          label: "own weights from",
          empty,
        }),
        namedChoice(design, `${pointer}/biasInitializer`, initializers, {
          label: "own biases from",
          empty,
        }),
      ]),
    ]);
  }
}

/**
 * Whether something is set that is folded away.
 *
 * @param {Layer} layer
 */
function isSpecial({units: _, activation: __, repeat: ___, ...rest}) {
  return Object.values(rest).some((value) => value !== undefined);
}

/**
 * @param {string} text
 * @param {string} label
 * @param {() => void} act
 */
function toolButton(text, label, act) {
  const attributes = {type: "button", class: "quiet", "aria-label": label, title: label};
  return h("button", {...attributes, onclick: act}, text);
}
