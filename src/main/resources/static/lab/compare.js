import {h} from "../ui/dom.js";
import {Design} from "./design.js";
import {framed, numberIn, selectOf} from "./fields.js";
import {namedChoice} from "./named.js";
import {KINDS, labelsOf} from "./variant.js";

/** Where each choice of variant B stands in its own little form. */
const POINTER = "/variant";

/** The choice of what variant B does otherwise. */
export function comparison(design, catalogue) {
  const names = (entries) => entries.map(({name}) => name);
  const picks = {
    cost: () => pick(names(catalogue.costs)),
    activation: () => pick(names(catalogue.activations)),
    learningRate: () => {
      const input = h("input", {
        type: "text",
        inputmode: "decimal",
        size: 7,
        value: design.variant.value,
        oninput: () => vary(numberIn(input.value)),
      });
      return framed(POINTER, "of B", input);
    },
    initializer: () => given(catalogue.initializers, []),
    optimizer: () => given(catalogue.optimizers, ["learningRate"]),
    patch: () => h("p", {}, design.variant.title),
  };
  const panel = h("div", {class: "fields"});
  const said = h("p", {class: "muted"});
  const vary = (value) => design.compareWith({...design.variant, value});
  const pick = (values) =>
    framed(POINTER, "of B", selectOf(values, design.variant.value, undefined, vary));

  /** A choice with parameters, edited as a design of its own whose only member is the value. */
  function given(entries, kept) {
    const own = new Design({body: {variant: structuredClone(design.variant.value)}});
    own.addEventListener("change", () => vary(structuredClone(own.get(POINTER))));
    return namedChoice(own, POINTER, entries, {label: "of B", kept});
  }
  const start = {
    cost: ({cost}) => (cost === "quadratic" ? "binary_cross_entropy" : "quadratic"),
    activation: (body) => (KINDS.activation.of(body) === "relu" ? "sigmoid" : "relu"),
    initializer: (body) => ({
      name: KINDS.initializer.of(body).name === "he_normal" ? "lecun_normal" : "he_normal",
    }),
    optimizer: ({optimizer}) => ({name: optimizer.name === "adam" ? "sgd" : "adam"}),
    learningRate: ({optimizer}) => (Number(optimizer.learningRate) || 0.01) * 10,
  };
  function choose(kind) {
    design.compareWith(kind ? {kind, value: start[kind](design.body)} : null);
    render();
  }
  function render() {
    panel.replaceChildren(...(design.variant ? [picks[design.variant.kind]()] : []));
  }
  const tell = () => {
    const [a, b] = design.variant ? labelsOf(design.body, design.variant) : [];
    said.textContent = design.variant
      ? `A: ${a}. B: ${b}. All else, the seed included, is the same.`
      : "";
  };
  const kinds = Object.entries(KINDS)
    .filter(([kind]) => kind !== "patch" || design.variant?.kind === "patch")
    .map(([value, {label}]) => ({value, label}));
  design.addEventListener("change", tell);
  render();
  tell();
  return h("fieldset", {class: "compare"}, [
    h("legend", {}, "Compare with"),
    h("div", {class: "fields"}, [
      framed(
        "/variant/kind",
        "B has another",
        selectOf(kinds, design.variant?.kind, "nothing", choose),
      ),
      panel,
    ]),
    said,
  ]);
}
