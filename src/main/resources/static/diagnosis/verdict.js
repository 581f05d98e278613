import {number} from "../charts/format.js";
import {h} from "../ui/dom.js";
import {counted, inWords} from "../ui/words.js";

/** @import {Attainment, Diagnosis, Doubt, Severity, Verdict} from "../api/contract.js" */

/** @type {Record<Verdict, string>} */
const SIGNS = {healthy: "✔", faulty: "✖", undecided: "?"};

/**
 * What a diagnosis comes to, what the run reaches beside what can be reached, and, where there is
 * no verdict, what was tried and what would decide.
 *
 * @param {Diagnosis} diagnosis
 */
export function verdict(diagnosis) {
  const {attainment, undecidedBecause} = diagnosis;
  return [
    badge(diagnosis),
    attainment && reached(attainment),
    undecidedBecause.length > 0 &&
      h("div", {class: "doubts"}, [
        h("p", {}, "No cause has been shown, nor that nothing is wrong. What was tried:"),
        h("ul", {}, undecidedBecause.map(doubt)),
      ]),
  ];
}

/** @param {Diagnosis} diagnosis */
function badge({verdict: word, findings, complete}) {
  /** @param {Severity} severity */
  const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
  const infos = count("info");
  const parts = [
    count("error") > 0 && counted(count("error"), "error"),
    count("warning") > 0 && counted(count("warning"), "warning"),
    infos > 0 && `${infos} info`,
  ].filter(Boolean);
  return h("p", {class: `verdict ${word}`}, [
    h("span", {"aria-hidden": "true"}, `${SIGNS[word]} `),
    h("strong", {}, word),
    parts.length > 0 && `: ${parts.join(", ")}`,
    !complete && " (so far)",
  ]);
}

/** @param {Attainment} attainment */
function reached({measured, attainable, constantAnswer, of, basis}) {
  /** @param {number | null} value */
  const figure = (value) => h("strong", {}, value === null ? "not finite" : number(value));
  return h("p", {class: "measured"}, [
    `${inWords(of)} `,
    figure(measured),
    ", attainable ",
    figure(attainable),
    `, constant answer ${number(constantAnswer)} (${basis})`,
  ]);
}

/** @param {Doubt} doubt */
function doubt({tried, result, wouldDecide}) {
  return h("li", {}, [
    h("strong", {}, tried),
    `: ${result}. `,
    h("span", {class: "muted"}, `Would decide: ${wouldDecide}.`),
  ]);
}
