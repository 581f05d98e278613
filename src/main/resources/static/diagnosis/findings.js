import {isNumber, number, ranges} from "../charts/format.js";
import {same} from "../json/equal.js";
import {addressOf} from "../route.js";
import {fill, h} from "../ui/dom.js";
import {counted, inWords} from "../ui/words.js";
import {background, evidence} from "./evidence.js";
import {inPlainWords} from "./remedy.js";
import {verdict} from "./verdict.js";

/**
 * @import {Clean, Diagnosis, Effect, Finding, NotApplicable, NotChecked, Remedy, Severity}
 *     from "../api/contract.js"
 * @import {Child} from "../ui/dom.js"
 */

/**
 * @typedef {{finding: Finding, effects: Caused[]}} Caused a finding, and those that it explains
 */

/**
 * What the reader can do. `onTry`: a remedy shall be tried; `onPoint`: a finding is pointed at, or
 * no longer; `onPin`: it shall be shown in the plots for good.
 *
 * @typedef {{onTry?: (remedy: Remedy) => void, onPoint?: (finding: Finding | null) => void,
 *     onPin?: (finding: Finding) => void}} Handlers
 */

/** @type {Record<Severity, string>} */
const ICONS = {error: "✖", warning: "▲", info: "ℹ"};

/**
 * What a diagnosis says: the verdict, each finding below the one that caused it, and, folded away,
 * the rules that found nothing. It can be given a newer diagnosis; what the reader has opened stays
 * open.
 */
export class Findings {
  #element;
  #handlers;
  #opened = new Set();

  /** @type {Diagnosis | null} */
  #shown = null;

  /**
   * @param {HTMLElement} element is filled
   * @param {Handlers} handlers
   */
  constructor(element, handlers) {
    this.#element = element;
    this.#handlers = handlers;
  }

  /** @param {Diagnosis} diagnosis */
  update(diagnosis) {
    if (same(diagnosis, this.#shown)) {
      return;
    }
    this.#shown = diagnosis;
    const focused = this.#focusedKey();
    fill(this.#element, [
      verdict(diagnosis),
      this.#list(rootsOf(diagnosis.findings)),
      this.#together(diagnosis.treatments),
      this.#rules("unchecked", "could not be checked", diagnosis.notChecked.map(unchecked)),
      this.#rules("clean", "found nothing", diagnosis.clean.map(clean)),
      this.#rules("mute", "had nothing to look at", diagnosis.notApplicable.map(mute)),
    ]);
    if (focused) {
      /** @type {HTMLElement | null} */
      const again = this.#element.querySelector(`[data-key="${CSS.escape(focused)}"]`);
      again?.focus();
    }
  }

  #focusedKey() {
    const focused = document.activeElement;
    return focused instanceof HTMLElement && this.#element.contains(focused)
      ? focused.dataset.key
      : undefined;
  }

  /**
   * @param {Caused[]} nodes
   * @returns {Child}
   */
  #list(nodes) {
    const items = nodes.map((node) => this.#item(node));
    return items.length > 0 && h("ol", {class: "findings"}, items);
  }

  /** @param {Caused} node */
  #item({finding, effects}) {
    const {rule, severity} = finding;
    return h("li", {class: `finding ${severity}`, dataset: {rule}}, [
      this.#finding(finding),
      effects.length > 0 && h("p", {class: "muted"}, "which explains:"),
      this.#list(effects),
    ]);
  }

  /** @param {Finding} finding */
  #finding(finding) {
    const {rule, severity, explanation, measured, threshold} = finding;
    const point = () => this.#handlers.onPoint?.(finding);
    const leave = () => this.#handlers.onPoint?.(null);
    const attributes = {
      class: "finding-own",
      onmouseenter: point,
      onmouseleave: leave,
      onfocusin: point,
      onfocusout: leave,
    };
    return h("div", attributes, [
      h("h3", {}, [severitySign(severity), " ", inWords(rule)]),
      this.#places(finding),
      h("p", {}, explanation),
      h("p", {class: "measured"}, [
        "measured ",
        h("strong", {}, measured === null ? "not finite" : number(measured)),
        ", threshold ",
        h("strong", {}, number(threshold)),
      ]),
      this.#remedies(finding),
      this.#unfolding(`${rule}/why`, "Evidence, formula, source", () => [
        evidence(finding),
        background(rule),
      ]),
    ]);
  }

  /** @param {Finding} finding */
  #places(finding) {
    const {rule, layers, firstStep} = finding;
    const places = [
      layers.length > 0 && `layer${layers.length > 1 ? "s" : ""} ${ranges(layers)}`,
      isNumber(firstStep) && `from step ${firstStep}`,
    ].filter(Boolean);
    const {onPin} = this.#handlers;
    const show =
      onPin &&
      smallButton("Show in the plots", {
        dataset: {key: `${rule}/show`},
        onclick: () => onPin(finding),
      });
    return places.length > 0 && h("p", {class: "places"}, [places.join(", "), " ", show]);
  }

  /** @param {Finding} finding */
  #remedies({rule, remedies}) {
    const label = `Remedies of ${inWords(rule)}`;
    const items = remedies.map((remedy, i) => this.#remedy(remedy, `${rule}/try${i}`));
    return items.length > 0 && h("ul", {class: "remedies", "aria-label": label}, items);
  }

  /**
   * What was tried at once, because one change is not enough.
   *
   * @param {Remedy[]} treatments
   */
  #together(treatments) {
    const items = treatments.map((treatment, i) => this.#remedy(treatment, `together/try${i}`));
    return (
      items.length > 0 &&
      h("section", {class: "together"}, [
        h("h3", {}, "Several changes at once"),
        h("ul", {class: "remedies"}, items),
      ])
    );
  }

  /**
   * @param {Remedy} remedy
   * @param {string} key
   */
  #remedy(remedy, key) {
    const {title, patch, measured} = remedy;
    const {onTry} = this.#handlers;
    const tryIt =
      onTry &&
      smallButton("Try it", {
        dataset: {key},
        "aria-label": `Try it: ${title}`,
        onclick: () => onTry(remedy),
      });
    const changes = patch.map((operation) => {
      const [what, becomes] = inPlainWords(operation);
      return h("li", {}, [h("span", {class: "muted"}, [what, " → "]), h("code", {}, becomes)]);
    });
    return h("li", {}, [
      h("div", {class: "remedy-head"}, [h("strong", {}, title), tryIt]),
      measured && outcome(measured),
      h("ul", {class: "patch"}, changes),
    ]);
  }

  /**
   * Rules that have found nothing, folded away.
   *
   * @param {string} key
   * @param {string} did
   * @param {HTMLLIElement[]} entries
   */
  #rules(key, did, entries) {
    const title = `${counted(entries.length, "rule")} ${did}`;
    return (
      entries.length > 0 && this.#unfolding(key, title, () => [h("ul", {class: "rules"}, entries)])
    );
  }

  /**
   * A part that is made when it is opened.
   *
   * @param {string} key
   * @param {string} title
   * @param {() => (Node | false)[]} make
   */
  #unfolding(key, title, make) {
    const part = h("details", {open: this.#opened.has(key)}, [
      h("summary", {dataset: {key}}, title),
    ]);
    const refresh = () => {
      if (!part.open) {
        this.#opened.delete(key);
        return;
      }
      this.#opened.add(key);
      if (part.children.length === 1) {
        part.append(...make().filter((node) => node !== false));
      }
    };
    part.addEventListener("toggle", refresh);
    refresh();
    return part;
  }
}

/**
 * @param {string} text
 * @param {import("../ui/dom.js").Attributes} attributes
 */
function smallButton(text, attributes) {
  return h("button", {type: "button", class: "small", ...attributes}, text);
}

/** @param {Severity} severity */
function severitySign(severity) {
  const icon = h("span", {"aria-hidden": "true"}, ICONS[severity]);
  return h("span", {class: "severity"}, [icon, ` ${severity}`]);
}

/**
 * Findings as a forest: each below its cause.
 *
 * @param {Finding[]} findings
 */
export function rootsOf(findings) {
  /** @type {Caused[]} */
  const nodes = findings.map((finding) => ({finding, effects: []}));
  return nodes.filter((node) => {
    const cause = nodes.find(
      (other) => other !== node && other.finding.rule === node.finding.causedBy,
    );
    cause?.effects.push(node);
    return !cause;
  });
}

/**
 * What trying a remedy has shown.
 *
 * @param {Effect} effect
 */
function outcome({metric, before, after, helped, experimentId}) {
  /** @param {number | null} value */
  const reached = (value) => (value === null ? "diverged" : number(value));
  return h("p", {class: helped ? "outcome helped" : "outcome"}, [
    h("span", {"aria-hidden": "true"}, helped ? "✔ " : "✘ "),
    h("strong", {}, helped ? "helped" : "did not help"),
    `: ${inWords(metric)} ${reached(before)} → ${reached(after)} `,
    h("a", {href: addressOf("experiments", [experimentId])}, "experiment"),
  ]);
}

/** @param {Clean} rule */
function clean({rule, measured, threshold, reason}) {
  const values = `: measured ${number(measured)}, threshold ${number(threshold)}`;
  const why = reason ? `. ${reason}` : "";
  return h("li", {}, [inWords(rule), h("span", {class: "muted"}, values + why)]);
}

/** @param {NotChecked} rule */
function unchecked({rule, reason, detail}) {
  return h("li", {}, [
    inWords(rule),
    h("span", {class: "muted"}, `: ${inWords(reason)}, ${detail}`),
  ]);
}

/** @param {NotApplicable} rule */
function mute({rule, reason}) {
  return h("li", {}, [inWords(rule), h("span", {class: "muted"}, `: ${reason}`)]);
}
