import {fill, h} from "../ui/dom.js";
import {Design} from "./design.js";
import {framed, numberInput, selectOf} from "./fields.js";
import {namedChoice} from "./named.js";
import {activationOf, initializerOf, KINDS, labelsOf} from "./variant.js";

/**
 * @import {Catalogue, Entry, JobBody, Named} from "../api/contract.js"
 * @import {Kind, Variant} from "./variant.js"
 */

/** Where each choice of variant B stands in its own little form. */
const POINTER = "/variant";

/**
 * The choice of what variant B does otherwise.
 *
 * @param {Design} design
 * @param {Catalogue} catalogue
 */
export function comparison(design, catalogue) {
  const panel = h("div", {class: "fields"});
  const said = h("p", {class: "muted"});
  const render = () => fill(panel, design.variant && field(design, design.variant, catalogue));
  const tell = () => {
    said.textContent = differenceOf(design);
  };
  const select = selectOf(optionsFor(design.variant), design.variant?.kind, "nothing");
  select.addEventListener("change", () => {
    design.compareWith(startOf(/** @type {Kind | ""} */ (select.value), design.body));
    render();
  });
  design.onChange(tell);
  render();
  tell();
  return h("fieldset", {class: "compare"}, [
    h("legend", {}, "Compare with"),
    h("div", {class: "fields"}, [framed("/variant/kind", {label: "B has another"}, select), panel]),
    said,
  ]);
}

/**
 * The kinds to choose among. A remedy's patch cannot be chosen, only kept.
 *
 * @param {Variant | null} variant
 */
function optionsFor(variant) {
  return Object.entries(KINDS)
    .filter(([kind]) => kind !== "patch" || variant?.kind === "patch")
    .map(([value, {label}]) => ({value, label}));
}

/** @param {Design} design */
function differenceOf({body, variant}) {
  if (!variant) {
    return "";
  }
  const [a, b] = labelsOf(body, variant);
  return `A: ${a}. B: ${b}. All else, the seed included, is the same.`;
}

/**
 * What B has at first: something that A has not.
 *
 * @param {Kind | ""} kind
 * @param {JobBody} body of A
 * @returns {Variant | null}
 */
export function startOf(kind, body) {
  const {cost, optimizer} = body;
  switch (kind) {
    case "cost":
      return {kind, value: cost === "quadratic" ? "binary_cross_entropy" : "quadratic"};
    case "activation":
      return {kind, value: activationOf(body) === "relu" ? "sigmoid" : "relu"};
    case "initializer": {
      const isHe = initializerOf(body).name === "he_normal";
      return {kind, value: {name: isHe ? "lecun_normal" : "he_normal"}};
    }
    case "optimizer":
      return {kind, value: {name: optimizer.name === "adam" ? "sgd" : "adam"}};
    case "learningRate":
      return {kind, value: (Number(optimizer.learningRate) || 0.01) * 10};
    default:
      return null;
  }
}

/**
 * The field for what B has.
 *
 * @param {Design} design
 * @param {Variant} variant
 * @param {Catalogue} catalogue
 */
function field(design, variant, catalogue) {
  const said = {label: "of B"};
  switch (variant.kind) {
    case "cost":
    case "activation": {
      const {kind} = variant;
      const entries = kind === "cost" ? catalogue.costs : catalogue.activations;
      const names = entries.map(({name}) => name);
      const select = selectOf(names, variant.value);
      select.addEventListener("change", () => design.compareWith({kind, value: select.value}));
      return framed(POINTER, said, select);
    }
    case "learningRate": {
      const {kind} = variant;
      const input = numberInput(variant.value, (value) => design.compareWith({kind, value}));
      return framed(POINTER, said, input);
    }
    case "initializer":
      return ownChoice(design, variant, catalogue.initializers, []);
    case "optimizer":
      return ownChoice(design, variant, catalogue.optimizers, ["learningRate"]);
    default:
      return h("p", {}, variant.title);
  }
}

/**
 * A choice with parameters, edited as a design of its own whose only member is the value.
 *
 * @param {Design} design
 * @param {{kind: "initializer" | "optimizer", value: Named}} variant
 * @param {Entry[]} entries
 * @param {string[]} kept parameters that another choice takes over
 */
function ownChoice(design, {kind, value}, entries, kept) {
  const own = new Design(/** @type {object} */ ({body: {variant: structuredClone(value)}}));
  own.onChange(() => {
    /** @type {Named | undefined} */
    const chosen = own.get(POINTER);
    design.compareWith({kind, value: structuredClone(chosen ?? value)});
  });
  return namedChoice(own, POINTER, entries, {label: "of B", kept});
}
