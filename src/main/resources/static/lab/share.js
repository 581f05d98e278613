import {messageOf} from "../api/client.js";
import {curlOf} from "../program/curl.js";
import {javascriptOf} from "../program/javascript.js";
import {pythonOf} from "../program/python.js";
import {Copying} from "../ui/copying.js";
import {freshId, h} from "../ui/dom.js";
import {selectOf} from "./fields.js";
import {includedIn, modeOf} from "./presets.js";
import {checkOf, lookOf, trainingOf} from "./requests.js";

/**
 * @import {Preset} from "../api/contract.js"
 * @import {Design} from "./design.js"
 * @import {Request} from "../program/request.js"
 */

/**
 * What can be taken along.
 *
 * @typedef {{value: string, label: string, requests: () => Request[]}} Subject
 * @typedef {{name: string, write: (requests: Request[]) => string}} Language
 */

/** @type {Language} */
const CURL = {name: "curl", write: curlOf};

/** @type {Language} */
const PYTHON = {name: "Python", write: pythonOf};

/** @type {Language} */
const JAVASCRIPT = {name: "JavaScript", write: javascriptOf};

/**
 * Copies the exact requests as programs, and the lesson as a link.
 *
 * @param {Design} design
 * @param {Preset | undefined} preset
 * @param {() => Promise<boolean>} settle brings the address up to date, and says whether the design
 *     fits into it
 * @param {AbortSignal} signal
 */
export function shareBar(design, preset, settle, signal) {
  return new ShareBar(design, preset, settle, signal).element;
}

class ShareBar {
  #subjects;
  #settle;
  #language = CURL;
  #what;
  #copying = new Copying();
  #code = h("pre", {class: "code", tabindex: "0", "aria-label": "The program"});
  #fold = h("details", {}, [h("summary", {}, "Show the program"), this.#code]);

  /**
   * @param {Design} design
   * @param {Preset | undefined} preset
   * @param {() => Promise<boolean>} settle
   * @param {AbortSignal} signal
   */
  constructor(design, preset, settle, signal) {
    this.#subjects = subjectsOf(design, preset);
    this.#settle = settle;
    this.#what = selectOf(this.#subjects, preset ? modeOf(preset) : "train");
    this.#what.id = freshId("what");
    this.#what.addEventListener("change", () => this.#render());
    this.#fold.addEventListener("toggle", () => this.#render());
    design.onChange(() => {
      this.#render();
      this.#copying.say("");
    }, signal);
  }

  get element() {
    return h("section", {class: "share card no-print", "aria-label": "Share"}, [
      h("div", {class: "row"}, [
        h("label", {for: this.#what.id}, "Take with you: "),
        this.#what,
        button("Copy as curl", () => this.#copyProgram(CURL)),
        button("Copy as Python", () => this.#copyProgram(PYTHON)),
        button("Copy as JavaScript", () => this.#copyProgram(JAVASCRIPT)),
        button("Copy link", () => this.#copyLink()),
        this.#copying.said,
      ]),
      this.#copying.text,
      this.#fold,
    ]);
  }

  #render() {
    this.#code.textContent = this.#fold.open ? this.#programOrFault() : "";
  }

  #programOrFault() {
    try {
      return this.#program();
    } catch (error) {
      return messageOf(error);
    }
  }

  #program() {
    const subject = this.#subjects.find(({value}) => value === this.#what.value);
    return this.#language.write(subject?.requests() ?? []);
  }

  /** @param {Language} language */
  async #copyProgram(language) {
    this.#language = language;
    this.#render();
    await this.#copying.copy(language.name, this.#program());
  }

  async #copyLink() {
    if (await this.#settle()) {
      await this.#copying.copy("Link", location.href);
    } else {
      this.#copying.say("There are too many rows or weights for a link; copy the program instead.");
    }
  }
}

/**
 * @param {Design} design
 * @param {Preset | undefined} preset
 * @returns {Subject[]}
 */
function subjectsOf(design, preset) {
  /** @type {Subject[]} */
  const subjects = [
    {value: "train", label: "Run", requests: () => trainingOf(design)},
    {
      value: "look",
      label: "Look before training",
      requests: () => lookOf(design, includedIn(preset)),
    },
    {value: "check", label: "Check", requests: () => checkOf(design)},
  ];
  if (preset && modeOf(preset) === "experiment") {
    const experiment = {path: preset.endpoint, body: preset.request};
    subjects.push({
      value: "experiment",
      label: "the experiment",
      requests: () => [experiment],
    });
  }
  return subjects;
}

/**
 * @param {string} text
 * @param {() => Promise<void>} act
 */
function button(text, act) {
  return h("button", {type: "button", onclick: act}, text);
}
