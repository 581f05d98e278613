import {h} from "../ui/dom.js";
import {displayedFormula, formula} from "../ui/formula.js";

/** @import {Displayed} from "./lesson.js" */

/**
 * Text with its formulas, which stand between `$`.
 *
 * @param {string} text
 */
export function prose(text) {
  return text.split("$").map((part, i) => (i % 2 === 1 ? formula(part) : part));
}

/**
 * Paragraphs, and formulas that stand by themselves.
 *
 * @param {(string | Displayed)[]} parts
 */
export function paragraphs(parts) {
  return parts.map((part) =>
    typeof part === "string" ? h("p", {}, prose(part)) : displayedFormula(part.formula),
  );
}
