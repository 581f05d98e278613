import {freshId, h} from "../ui/dom.js";
import {scrubbed} from "./scrub.js";

/** @import {Design} from "./design.js" */

/**
 * Fields of the body. Each stands in an element that carries the pointer of its member, so that a
 * fault of the service finds it. What cannot be read as a number is posted as it was typed: the
 * service says what is wrong with it.
 *
 * @typedef {{label: string, hint?: string}} Said
 * @typedef {string | {value: string, label: string}} Option
 */

/**
 * @param {Design} design
 * @param {string} pointer
 * @param {Said & {placeholder?: string}} said
 */
export function numberField(design, pointer, {label, hint, placeholder = ""}) {
  const input = numberInput(design.get(pointer), (value) => design.set(pointer, value));
  input.autocomplete = "off";
  input.placeholder = placeholder;
  const frame = framed(pointer, {label, hint}, input);
  const own = frame.querySelector("label");
  if (own) {
    scrubbed(pointer, input, own);
  }
  return frame;
}

/**
 * @param {number | string | undefined} value
 * @param {(value: number | string | undefined) => void} changed
 */
export function numberInput(value, changed) {
  const attributes = {type: "text", inputmode: "decimal", size: 7, value: value ?? ""};
  const input = h("input", attributes);
  input.addEventListener("input", () => changed(numberIn(input.value)));
  return input;
}

/**
 * @param {Design} design
 * @param {string} pointer
 * @param {Said & {placeholder?: string}} said
 */
export function textField(design, pointer, {label, hint, placeholder = ""}) {
  /** @type {string | undefined} */
  const value = design.get(pointer);
  const input = h("input", {type: "text", value: value ?? "", placeholder, autocomplete: "off"});
  input.addEventListener("input", () => design.set(pointer, input.value || undefined));
  return framed(pointer, {label, hint}, input);
}

/**
 * A choice among names.
 *
 * @param {Design} design
 * @param {string} pointer
 * @param {Said & {names: Option[], empty?: string, chosen?: (name: string) => void}} said `empty`
 *     is what is said of none, where none may be chosen; `chosen` hears of the choice, instead of
 *     the design
 */
export function choiceField(design, pointer, {label, hint, names, empty, chosen}) {
  const select = selectOf(names, design.get(pointer), empty);
  select.addEventListener("change", () => {
    if (chosen) {
      chosen(select.value);
    } else {
      design.set(pointer, select.value || undefined);
    }
  });
  return framed(pointer, {label, hint}, select);
}

/**
 * @param {Design} design
 * @param {string} pointer
 * @param {Said & {otherwise: boolean}} said `otherwise` is the service's default
 */
export function flagField(design, pointer, {label, hint, otherwise}) {
  /** @type {boolean | undefined} */
  const value = design.get(pointer);
  const box = h("input", {type: "checkbox", checked: value ?? otherwise});
  box.addEventListener("change", () => {
    design.set(pointer, box.checked === otherwise ? undefined : box.checked);
  });
  return framed(pointer, {label, hint}, box, "field flag");
}

/**
 * A choice of any of some names, as a list of those that are ticked.
 *
 * @param {Design} design
 * @param {string} pointer
 * @param {Said & {names: string[]}} said
 */
export function manyField(design, pointer, {label, hint, names}) {
  /** @type {unknown} */
  const given = design.get(pointer);
  const ticked = new Set(Array.isArray(given) ? given : []);
  const boxes = names.map((name) => {
    const box = h("input", {type: "checkbox", checked: ticked.has(name)});
    box.addEventListener("change", () => {
      if (box.checked) {
        ticked.add(name);
      } else {
        ticked.delete(name);
      }
      const chosen = names.filter((one) => ticked.has(one));
      design.set(pointer, chosen.length > 0 ? chosen : undefined);
    });
    return h("label", {class: "flag"}, [box, ` ${name}`]);
  });
  const group = h("div", {class: "row", role: "group", "aria-label": label}, boxes);
  return framed(pointer, {label, hint}, group, "field wide");
}

/**
 * A member as JSON text; what is no JSON is kept as text and refused by the service.
 *
 * @param {Design} design
 * @param {string} pointer
 * @param {Said} said
 */
export function jsonField(design, pointer, said) {
  const value = design.get(pointer);
  const text = value === undefined ? "" : JSON.stringify(value);
  const area = h("textarea", {rows: 4, spellcheck: "false", value: text});
  area.addEventListener("input", () => {
    design.set(pointer, area.value.trim() === "" ? undefined : jsonIn(area.value));
  });
  return framed(pointer, said, area, "field wide");
}

/**
 * @param {Option[]} options
 * @param {string | undefined} value
 * @param {string} [empty] what is said of none
 */
export function selectOf(options, value, empty) {
  const select = h("select", {}, [
    empty !== undefined && h("option", {value: ""}, empty),
    options.map((option) =>
      typeof option === "string"
        ? h("option", {value: option}, option)
        : h("option", {value: option.value}, option.label),
    ),
  ]);
  select.value = value ?? "";
  return select;
}

/**
 * A control with its label, its hint and the place of its fault.
 *
 * @param {string} pointer
 * @param {Said} said
 * @param {HTMLElement} control
 * @param {string} [kind] the class of it all
 */
export function framed(pointer, {label, hint}, control, kind = "field") {
  const id = freshId("field");
  control.id = id;
  control.setAttribute("aria-describedby", hint ? `${id}-hint ${id}-fault` : `${id}-fault`);
  return h("div", {class: kind, dataset: {pointer}}, [
    h("label", {for: id}, label),
    control,
    hint && h("small", {id: `${id}-hint`, class: "muted"}, hint),
    h("p", {id: `${id}-fault`, class: "fault", hidden: true}),
  ]);
}

/**
 * @param {string} text
 * @returns {number | string | undefined} the text itself where it is no number
 */
export function numberIn(text) {
  const isBlank = text.trim() === "";
  const number = Number(text);
  if (Number.isFinite(number) && !isBlank) {
    return number;
  }
  return isBlank ? undefined : text;
}

/** @param {string} text */
function jsonIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
