import {Findings} from "../diagnosis/findings.js";
import {announce, fill, h} from "../ui/dom.js";

/**
 * @import {Diagnosis} from "../api/contract.js"
 * @import {Variant} from "./variant.js"
 */

const EXPLANATION =
  "Rules on the specification and the data, and a short probe run. " +
  "“Try it” makes the remedy variant B: then look, or run both.";

/**
 * The findings of the rules before training. A remedy to try becomes variant B.
 *
 * @param {HTMLElement} element
 * @param {Diagnosis} diagnosis
 * @param {(variant: Variant) => void} compareWith
 */
export function showCheck(element, diagnosis, compareWith) {
  const list = h("div");
  fill(
    element,
    h("section", {class: "card", "aria-labelledby": "check"}, [
      h("h2", {id: "check", tabindex: "-1"}, "Check before training"),
      h("p", {class: "muted"}, EXPLANATION),
      list,
    ]),
  );
  const findings = new Findings(list, {
    onTry: ({title, patch}) => {
      compareWith({kind: "patch", value: patch, title});
      announce(`Variant B: ${title}.`);
    },
  });
  findings.update(diagnosis);
}
