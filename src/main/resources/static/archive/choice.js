import {freshId, h} from "../ui/dom.js";

/** @typedef {{value: string, text: string}} Option of a choice */

/**
 * @param {string} name
 * @param {Option[]} options
 * @param {string} chosen the first, if it is none of them
 */
export function choice(name, options, chosen) {
  const select = h(
    "select",
    {id: freshId(name), name},
    options.map(({value, text}) => h("option", {value}, text)),
  );
  const known = options.find(({value}) => value === chosen) ?? options[0];
  select.value = known.value;
  return select;
}

/**
 * @param {string} label
 * @param {HTMLSelectElement | HTMLInputElement} control
 */
export function labelled(label, control) {
  return h("div", {}, [h("label", {for: control.id}, `${label} `), control]);
}
