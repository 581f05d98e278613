import {freshId, h} from "../ui/dom.js";

/**
 * Fields of the body. Each stands in an element that carries the pointer of its member, so that a fault of the service
 * finds it. What cannot be read as a number is posted as it was typed: the service says what is wrong with it.
 */

export function numberField(design, pointer, {label, hint, placeholder, wide}) {
  const value = design.get(pointer);
  const input = h("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    size: wide ? 16 : 7,
    value: value ?? "",
    placeholder: placeholder ?? "",
    oninput: () => design.set(pointer, numberIn(input.value)),
  });
  return framed(pointer, label, input, hint);
}

export function textField(design, pointer, {label, hint, placeholder}) {
  const input = h("input", {
    type: "text",
    value: design.get(pointer) ?? "",
    placeholder: placeholder ?? "",
    autocomplete: "off",
    oninput: () => design.set(pointer, input.value === "" ? undefined : input.value),
  });
  return framed(pointer, label, input, hint);
}

/** A choice among names; `empty` is what is said of none, where none may be chosen. */
export function choiceField(design, pointer, {label, names, empty, hint, chosen}) {
  const select = selectOf(names, design.get(pointer), empty, (name) =>
    chosen ? chosen(name) : design.set(pointer, name),
  );
  return framed(pointer, label, select, hint);
}

export function flagField(design, pointer, {label, otherwise, hint}) {
  const box = h("input", {
    type: "checkbox",
    checked: design.get(pointer) ?? otherwise,
    onchange: () => design.set(pointer, box.checked === otherwise ? undefined : box.checked),
  });
  return framed(pointer, label, box, hint, "field flag");
}

/** A member as JSON text; what is no JSON is kept as text and refused by the service. */
export function jsonField(design, pointer, {label, hint}) {
  const value = design.get(pointer);
  const area = h("textarea", {
    rows: 4,
    spellcheck: "false",
    value: value === undefined ? "" : JSON.stringify(value),
    oninput: () => design.set(pointer, area.value.trim() === "" ? undefined : jsonIn(area.value)),
  });
  return framed(pointer, label, area, hint, "field wide");
}

export function selectOf(names, value, empty, chosen) {
  const select = h(
    "select",
    {onchange: () => chosen(select.value === "" ? undefined : select.value)},
    [
      empty !== undefined && h("option", {value: ""}, empty),
      names.map((name) =>
        typeof name === "string"
          ? h("option", {value: name}, name)
          : h("option", {value: name.value}, name.label),
      ),
    ],
  );
  select.value = value ?? "";
  return select;
}

/** A control with its label, its hint and the place of its fault. */
export function framed(pointer, label, control, hint, kind = "field") {
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

export function numberIn(text) {
  const trimmed = text.trim();
  const number = Number(trimmed);
  return trimmed === "" ? undefined : Number.isFinite(number) ? number : text;
}

function jsonIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
