import {messageOf} from "../api/client.js";
import {number} from "../charts/format.js";
import {fill, h} from "../ui/dom.js";
import {displayedFormula, typeset} from "../ui/formula.js";
import {inWords} from "../ui/words.js";
import {rules} from "./rules.js";

/** @import {Finding, Rule} from "../api/contract.js" */

/**
 * The numbers a finding rests on.
 *
 * @param {Finding} finding
 */
export function evidence({evidence: numbers}) {
  const entries = Object.entries(numbers).map(([name, value]) => [
    h("dt", {}, inWords(name)),
    h("dd", {}, readable(value)),
  ]);
  return entries.length > 0 && h("dl", {class: "evidence"}, entries);
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function readable(value) {
  if (Array.isArray(value)) {
    return value.map(readable).join(", ");
  }
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  if (typeof value === "number" || value === null) {
    return number(value);
  }
  return typeof value === "object"
    ? Object.entries(value)
        .map(([key, each]) => `${key}: ${readable(each)}`)
        .join(", ")
    : String(value);
}

/**
 * What the catalogue says of a rule, once it has answered.
 *
 * @param {string} name
 */
export function background(name) {
  const place = h("div", {class: "background"});
  rules().then(
    (known) => {
      const rule = known.get(name);
      fill(place, rule && explained(rule));
      typeset();
    },
    (error) => fill(place, h("p", {class: "fault"}, messageOf(error))),
  );
  return place;
}

/** @param {Rule} rule */
function explained({question, formula, meaning, inTheTrace, source}) {
  return [
    h("p", {}, h("em", {}, question)),
    displayedFormula(formula),
    h("p", {}, meaning),
    h("p", {}, [h("span", {class: "muted"}, "In the trace: "), inTheTrace]),
    h("p", {class: "muted"}, linked(source)),
  ];
}

/**
 * A text with its addresses as links.
 *
 * @param {string} text
 */
function linked(text) {
  return text
    .split(/(?<address>https?:\/\/\S+)/)
    .map((part) =>
      part.startsWith("http") ? h("a", {href: part, rel: "noreferrer"}, part) : part,
    );
}
