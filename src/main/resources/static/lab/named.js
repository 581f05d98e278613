import {h} from "../ui/dom.js";
import {choiceField, flagField, numberField} from "./fields.js";

/**
 * A choice of the catalogue with its parameters: `{name, …parameters}` at the pointer. `empty` is what stands for none,
 * where the service has a default.
 *
 * @param {{name: string, meaning: string, parameters: object[]}[]} entries of the catalogue
 */
export function namedChoice(design, pointer, entries, {label, empty, kept = []}) {
  const parameters = h("div", {class: "fields"});
  const meaning = h("p", {class: "muted meaning"});
  const render = () => {
    const entry = entries.find(({name}) => name === design.get(`${pointer}/name`));
    meaning.textContent = entry?.meaning ?? "";
    parameters.replaceChildren(
      ...(entry?.parameters ?? []).map((parameter) =>
        parameterField(design, `${pointer}/${parameter.name}`, parameter),
      ),
    );
  };
  const choose = (name) => {
    const entry = entries.find((candidate) => candidate.name === name);
    const values = Object.entries(design.get(pointer) ?? {});
    const taken = values.filter(
      ([key]) =>
        kept.includes(key) && entry?.parameters.some((parameter) => parameter.name === key),
    );
    design.set(pointer, name === undefined ? undefined : {name, ...Object.fromEntries(taken)});
    render();
  };
  const choice = choiceField(design, `${pointer}/name`, {
    label,
    names: entries.map(({name}) => name),
    empty,
    chosen: choose,
  });
  render();
  return h("div", {class: "named", dataset: {pointer}}, [
    h("div", {class: "fields"}, [choice, parameters]),
    meaning,
    h("p", {class: "fault", hidden: true}),
  ]);
}

/** A field for a parameter as the catalogue describes it: its default as the placeholder, its range as the hint. */
export function parameterField(design, pointer, {name, type, default: otherwise, range, meaning}) {
  const label = wordsOf(name);
  const field =
    type === "boolean"
      ? flagField(design, pointer, {label, otherwise})
      : numberField(design, pointer, {
          label,
          placeholder: otherwise === null ? "" : String(otherwise),
          wide: false,
        });
  field.title = `${meaning} ${range[0].toUpperCase()}${range.slice(1)}${otherwise === null ? "" : `; default ${otherwise}`}.`;
  return field;
}

/** `learningRate` as `learning rate`. */
export function wordsOf(name) {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The catalogue's entry of that name. */
export function entryOf(entries, name) {
  return entries.find((entry) => entry.name === name);
}
