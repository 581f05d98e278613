import {h} from "../ui/dom.js";
import {memberInWords} from "../ui/words.js";
import {choiceField, flagField, numberField, textField} from "./fields.js";

/**
 * @import {Entry, Parameter} from "../api/contract.js"
 * @import {Design} from "./design.js"
 */

/**
 * A choice of the catalogue with its parameters: `{name, …parameters}` at the pointer.
 *
 * @param {Design} design
 * @param {string} pointer
 * @param {Entry[]} entries of the catalogue
 * @param {{label: string, empty?: string, kept?: string[]}} said `empty` is what stands for none,
 *     where the service has a default; `kept` are the parameters that another choice takes over
 */
export function namedChoice(design, pointer, entries, {label, empty, kept = []}) {
  const parameters = h("div", {class: "fields"});
  const meaning = h("p", {class: "muted meaning"});
  const render = () => {
    const entry = entryOf(entries, design.get(`${pointer}/name`));
    meaning.textContent = entry?.meaning ?? "";
    const fields = (entry?.parameters ?? []).map((parameter) =>
      parameterField(design, `${pointer}/${parameter.name}`, parameter),
    );
    parameters.replaceChildren(...fields);
  };
  /** @param {string} name */
  const choose = (name) => {
    const taken = takenOver(design.get(pointer), entryOf(entries, name), kept);
    design.set(pointer, name === "" ? undefined : {name, ...taken});
    render();
  };
  const names = entries.map(({name}) => name);
  const choice = choiceField(design, `${pointer}/name`, {label, names, empty, chosen: choose});
  render();
  return h("div", {class: "named", dataset: {pointer}}, [
    h("div", {class: "fields"}, [choice, parameters]),
    meaning,
    h("p", {class: "fault", hidden: true}),
  ]);
}

/**
 * The parameters of one choice that another has too, and shall have.
 *
 * @param {Record<string, unknown> | undefined} value
 * @param {Entry | undefined} entry of the other choice
 * @param {string[]} kept
 */
function takenOver(value, entry, kept) {
  const known = (entry?.parameters ?? []).map(({name}) => name);
  const taken = Object.entries(value ?? {}).filter(
    ([key]) => kept.includes(key) && known.includes(key),
  );
  return Object.fromEntries(taken);
}

/**
 * A field for a parameter as the catalogue describes it: its default as the placeholder, its range
 * as the hint.
 *
 * @param {Design} design
 * @param {string} pointer
 * @param {Parameter} parameter
 */
export function parameterField(design, pointer, {name, type, default: otherwise, range, meaning}) {
  const label = memberInWords(name);
  const placeholder = otherwise === null ? "" : String(otherwise);
  const fields = {
    boolean: () => flagField(design, pointer, {label, otherwise: otherwise === true}),
    string: () => textField(design, pointer, {label, placeholder}),
  };
  const field =
    fields[/** @type {"boolean" | "string"} */ (type)]?.() ??
    numberField(design, pointer, {label, placeholder});
  const limits = range[0].toUpperCase() + range.slice(1);
  field.title = `${meaning} ${limits}${placeholder === "" ? "" : `; default ${placeholder}`}.`;
  return field;
}

/**
 * The catalogue's entry of that name.
 *
 * @param {Entry[]} entries
 * @param {string | undefined} name
 */
export function entryOf(entries, name) {
  return entries.find((entry) => entry.name === name);
}
