import {fill, h} from "../ui/dom.js";
import {unfold} from "../ui/fold.js";
import {comparison} from "./compare.js";
import {dataSection} from "./data.js";
import {networkSection} from "./network.js";
import {RESTORED} from "./restored.js";
import {trainingSection} from "./training.js";

/**
 * @import {Design} from "./design.js"
 * @import {Stock} from "./lab.js"
 * @import {Variant} from "./variant.js"
 */

/** The sections of the form, made anew when the design was changed from outside their fields. */
export class Form {
  #design;
  #stock;
  #signal;

  notes = h("ul", {class: "notes", "aria-label": "Notes on the import"});

  element = h("form", {
    class: "lab",
    novalidate: true,
    "aria-label": "Network, data and training",
    onsubmit: (event) => event.preventDefault(),
  });

  /**
   * @param {Design} design
   * @param {Stock} stock
   * @param {AbortSignal} signal
   */
  constructor(design, stock, signal) {
    this.#design = design;
    this.#stock = stock;
    this.#signal = signal;
    this.element.addEventListener(RESTORED, (event) => {
      this.#restore(/** @type {CustomEvent<string[]>} */ (event).detail);
    });
    this.#render();
  }

  /** @param {Variant} variant */
  compareWith(variant) {
    this.#design.compareWith(variant);
    this.#render();
    this.element.querySelector(".compare")?.scrollIntoView({block: "center"});
  }

  /** @param {number} rate */
  trainAt(rate) {
    this.#design.set("/optimizer/learningRate", rate);
    this.#render();
    /** @type {HTMLElement | null} */
    const field = this.element.querySelector('[data-pointer="/optimizer/learningRate"] input');
    field?.focus();
    field?.scrollIntoView({block: "center"});
  }

  /** Shows what the design has become, and leaves the reader where he is. */
  renew() {
    const at = document.activeElement?.closest("[data-pointer]");
    const pointer = at instanceof HTMLElement && this.element.contains(at) && at.dataset.pointer;
    const open = this.#folds(true).map(nameOf);
    this.#render();
    for (const fold of this.#folds(false)) {
      if (open.includes(nameOf(fold))) {
        unfold(fold);
      }
    }
    if (pointer) {
      /** @type {HTMLElement | null} */
      const field = this.element.querySelector(
        `[data-pointer="${CSS.escape(pointer)}"] :is(input, select, textarea)`,
      );
      field?.focus();
    }
  }

  /**
   * @param {boolean} isOpen
   * @returns {HTMLDetailsElement[]}
   */
  #folds(isOpen) {
    return [...this.element.querySelectorAll("details")].filter((fold) => fold.open === isOpen);
  }

  /** @param {string[]} notes */
  #restore(notes) {
    fill(
      this.notes,
      notes.map((note) => h("li", {}, note)),
    );
    this.#render();
    /** @type {HTMLElement | null} */
    const first = this.element.querySelector(".network input");
    first?.focus();
  }

  #render() {
    const design = this.#design;
    const {catalogue, datasets} = this.#stock;
    design.forgetForm();
    fill(
      this.element,
      h("div", {class: "lab-columns"}, [
        networkSection(design, catalogue),
        dataSection(design, catalogue, datasets, this.#signal),
        trainingSection(design, catalogue),
        comparison(design, catalogue),
      ]),
    );
  }
}

/**
 * What a fold is called: the text of its summary, and the row it is of.
 *
 * @param {HTMLDetailsElement} fold
 */
function nameOf(fold) {
  /** @type {HTMLElement | null} */
  const holder = fold.closest("[data-pointer]");
  return `${holder?.dataset.pointer} ${fold.querySelector("summary")?.textContent}`;
}
