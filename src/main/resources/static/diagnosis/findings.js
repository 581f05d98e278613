import {h} from "../ui/dom.js";
import {formula} from "../ui/formula.js";
import {number, ranges} from "../charts/format.js";
import {inPlainWords} from "./remedy.js";
import {inWords, rules} from "./rules.js";

const ICONS = {error: "✖", warning: "▲", info: "ℹ"};

/**
 * What a diagnosis says: the verdict, each finding below the one that caused it, and, folded away, the rules that found
 * nothing. It can be given a newer diagnosis; what the reader has opened stays open.
 *
 * @param {HTMLElement} element is filled
 * @param {object} diagnosis as of `GET …/diagnosis` or `POST /v1/diagnoses`
 * @param {{onTry?: (remedy) => void, onHighlight?: (finding|null, pinned: boolean) => void}} heard `onTry`: a remedy
 *     shall be tried; `onHighlight`: a finding shall be shown in the plots, for as long as it is pointed at or for good
 */
export function findings(element, diagnosis, {onTry, onHighlight} = {}) {
  const opened = new Set();
  let shown = "";
  const update = (next) => {
    const text = JSON.stringify(next);
    if (text === shown) {
      return;
    }
    shown = text;
    const focused = element.contains(document.activeElement)
      ? document.activeElement.dataset.key
      : undefined;
    element.replaceChildren(
      verdict(next),
      list(rootsOf(next.findings)),
      together(next.treatments),
      folded("clean", "found nothing", next.clean.map(clean)),
      folded("mute", "had nothing to look at", next.notApplicable.map(mute)),
    );
    focused && element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  };

  const list = (nodes) => (nodes.length === 0 ? "" : h("ol", {class: "findings"}, nodes.map(item)));

  const item = ({finding, effects}) => {
    const {rule, severity, layers, firstStep, explanation, remedies} = finding;
    const places = [
      layers.length > 0 && `layer${layers.length > 1 ? "s" : ""} ${ranges(layers)}`,
      firstStep !== null && firstStep !== undefined && `from step ${firstStep}`,
    ]
      .filter(Boolean)
      .join(", ");
    return h("li", {class: `finding ${severity}`, dataset: {rule}}, [
      h(
        "div",
        {
          class: "finding-own",
          onmouseenter: () => onHighlight?.(finding, false),
          onmouseleave: () => onHighlight?.(null, false),
          onfocusin: () => onHighlight?.(finding, false),
          onfocusout: () => onHighlight?.(null, false),
        },
        [
          h("h3", {}, [
            h("span", {class: "severity"}, [
              h("span", {"aria-hidden": "true"}, ICONS[severity]),
              ` ${severity}`,
            ]),
            " ",
            inWords(rule),
          ]),
          places &&
            h("p", {class: "places"}, [
              places,
              " ",
              onHighlight &&
                h(
                  "button",
                  {
                    type: "button",
                    class: "small",
                    dataset: {key: `${rule}/show`},
                    onclick: () => onHighlight(finding, true),
                  },
                  "Show in the plots",
                ),
            ]),
          h("p", {}, explanation),
          h("p", {class: "measured"}, [
            "measured ",
            h("strong", {}, finding.measured === null ? "not finite" : number(finding.measured)),
            ", threshold ",
            h("strong", {}, number(finding.threshold)),
          ]),
          remedies.length > 0 &&
            h(
              "ul",
              {class: "remedies", "aria-label": `Remedies of ${inWords(rule)}`},
              remedies.map((remedy, i) => cure(remedy, `${rule}/try${i}`)),
            ),
          unfolding(`${rule}/why`, "Evidence, formula, source", () => [
            evidence(finding),
            background(rule),
          ]),
        ],
      ),
      effects.length > 0 && h("p", {class: "muted"}, "which explains:"),
      list(effects),
    ]);
  };

  /** What was tried at once, because one change is not enough. */
  const together = (treatments) =>
    treatments.length === 0
      ? ""
      : h("section", {class: "together"}, [
          h("h3", {}, "Several changes at once"),
          h(
            "ul",
            {class: "remedies"},
            treatments.map((treatment, i) => cure(treatment, `together/try${i}`)),
          ),
        ]);

  const cure = (remedy, key) =>
    h("li", {}, [
      h("div", {class: "remedy-head"}, [
        h("strong", {}, remedy.title),
        onTry &&
          h(
            "button",
            {
              type: "button",
              class: "small",
              dataset: {key},
              "aria-label": `Try it: ${remedy.title}`,
              onclick: () => onTry(remedy),
            },
            "Try it",
          ),
      ]),
      remedy.measured && outcome(remedy.measured),
      h(
        "ul",
        {class: "patch"},
        remedy.patch.map((operation) => {
          const [what, becomes] = inPlainWords(operation);
          return h("li", {}, [h("span", {class: "muted"}, [what, " → "]), h("code", {}, becomes)]);
        }),
      ),
    ]);

  /** A part that is made when it is opened. */
  const unfolding = (key, title, make) => {
    const part = h("details", {open: opened.has(key)}, h("summary", {dataset: {key}}, title));
    const fill = () => {
      part.open ? opened.add(key) : opened.delete(key);
      part.open && part.children.length === 1 && part.append(...make());
    };
    part.addEventListener("toggle", fill);
    part.open && fill();
    return part;
  };

  const folded = (key, did, entries) =>
    entries.length === 0
      ? ""
      : unfolding(key, `${entries.length} rule${entries.length > 1 ? "s" : ""} ${did}`, () => [
          h("ul", {class: "rules"}, entries),
        ]);

  update(diagnosis);
  return {update};
}

function verdict({verdict: word, findings: all, complete}) {
  const count = (severity) => all.filter((finding) => finding.severity === severity).length;
  const parts = ["error", "warning", "info"]
    .map((severity) => [count(severity), severity])
    .filter(([n]) => n > 0)
    .map(([n, severity]) => `${n} ${severity}${n > 1 && severity !== "info" ? "s" : ""}`);
  return h("p", {class: `verdict ${word}`}, [
    h("span", {"aria-hidden": "true"}, word === "healthy" ? "✔ " : "✖ "),
    h("strong", {}, word),
    parts.length > 0 ? `: ${parts.join(", ")}` : "",
    complete ? "" : " (so far)",
  ]);
}

/** Findings as a forest: each below its cause. */
function rootsOf(all) {
  const nodes = all.map((finding) => ({finding, effects: []}));
  return nodes.filter((node) => {
    const cause = nodes.find(
      (other) => other !== node && other.finding.rule === node.finding.causedBy,
    );
    cause?.effects.push(node);
    return !cause;
  });
}

/** What trying a remedy has shown. */
function outcome({metric, before, after, helped, experimentId}) {
  return h("p", {class: helped ? "outcome helped" : "outcome"}, [
    h("span", {"aria-hidden": "true"}, helped ? "✔ " : "✘ "),
    h("strong", {}, helped ? "helped" : "did not help"),
    `: ${inWords(metric)} ${before === null ? "diverged" : number(before)} → ${after === null ? "diverged" : number(after)} `,
    h("a", {href: `#/experiments/${encodeURIComponent(experimentId)}`}, "experiment"),
  ]);
}

function evidence({evidence: numbers}) {
  const entries = Object.entries(numbers);
  return entries.length === 0
    ? ""
    : h(
        "dl",
        {class: "evidence"},
        entries.map(([name, value]) => [h("dt", {}, inWords(name)), h("dd", {}, readable(value))]),
      );
}

function readable(value) {
  if (Array.isArray(value)) {
    return value.map(readable).join(", ");
  }
  if (value !== null && typeof value === "object") {
    return Object.entries(value)
      .map(([key, each]) => `${key}: ${readable(each)}`)
      .join(", ");
  }
  return typeof value === "number" || value === null
    ? number(value)
    : typeof value === "boolean"
      ? value
        ? "yes"
        : "no"
      : value;
}

/** What the catalogue says of a rule, once it has answered. */
function background(name) {
  const place = h("div", {class: "background"});
  rules().then(
    (known) => {
      const rule = known.get(name);
      rule &&
        place.append(
          h("p", {}, h("em", {}, rule.question)),
          formula(rule.formula, {display: true}),
          h("p", {}, rule.meaning),
          h("p", {}, [h("span", {class: "muted"}, "In the trace: "), rule.inTheTrace]),
          h("p", {class: "muted"}, sourced(rule.source)),
        );
    },
    (error) => place.append(h("p", {class: "fault"}, error.message)),
  );
  return place;
}

/** A source with its addresses as links. */
function sourced(text) {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part) =>
      part.startsWith("http") ? h("a", {href: part, rel: "noreferrer"}, part) : part,
    );
}

function clean({rule, measured, threshold}) {
  return h("li", {}, [
    inWords(rule),
    h("span", {class: "muted"}, `: measured ${number(measured)}, threshold ${number(threshold)}`),
  ]);
}

function mute({rule, reason}) {
  return h("li", {}, [inWords(rule), h("span", {class: "muted"}, `: ${reason}`)]);
}
