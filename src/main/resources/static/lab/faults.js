import {parentOf} from "../json/pointer.js";
import {fill, h} from "../ui/dom.js";
import {makeFolds, unfold} from "../ui/fold.js";
import {faultText, toPutRight} from "../ui/problem.js";

/**
 * @import {Fault} from "../api/client.js"
 * @import {Design} from "./design.js"
 */

/** @typedef {"request" | "validity"} Source of faults */

const CONTROLS = "input, select, textarea";

/**
 * Puts the faults the service names at their fields. A fault of a member without a field of its own
 * stands at what holds it. The list at the top links to those an action was refused for, and holds
 * what no field stands for; what is found while the user types is said at the fields alone.
 */
export class Faults {
  #page;
  #summary;

  /** @type {Map<Source, Fault[]>} */
  #bySource = new Map();

  /**
   * @param {HTMLElement} page
   * @param {HTMLElement} summary
   * @param {Design} design
   * @param {AbortSignal} signal
   */
  constructor(page, summary, design, signal) {
    this.#page = page;
    this.#summary = summary;
    design.onChange((pointer) => this.#forget(pointer), signal);
  }

  /**
   * Replaces what a source found.
   *
   * @param {Source} source
   * @param {Fault[]} faults
   */
  show(source, faults) {
    this.#bySource.set(source, faults);
    this.#render();
  }

  /** Moves to the first field at fault, or else to the list. */
  focusFirst() {
    /** @type {HTMLElement | null} */
    const invalid = this.#page.querySelector('[aria-invalid="true"]');
    goTo(invalid ?? this.#summary);
  }

  /** @param {string} pointer of what was changed */
  #forget(pointer) {
    for (const [source, faults] of this.#bySource) {
      const left = faults.filter((fault) => !`${fault.pointer}/`.startsWith(`${pointer}/`));
      this.#bySource.set(source, left);
    }
    this.#render();
  }

  #render() {
    this.#clear();
    const refused = this.#bySource.get("request") ?? [];
    const faults = this.#distinct();
    if (faults.length > 0) {
      makeFolds(this.#page);
    }
    const items = faults.flatMap((fault) => {
      const item = this.#place(fault);
      return item.isPlaced && !refused.includes(fault) ? [] : [item.element];
    });
    this.#summary.hidden = items.length === 0;
    fill(this.#summary, [h("h2", {}, toPutRight(items.length)), h("ul", {}, items)]);
  }

  #clear() {
    for (const control of this.#page.querySelectorAll("[aria-invalid]")) {
      control.removeAttribute("aria-invalid");
    }
    for (const place of this.#page.querySelectorAll("[data-pointer] > .fault")) {
      place.replaceChildren();
      place.toggleAttribute("hidden", true);
    }
  }

  /**
   * The faults of all sources, each once; where two sources say the same, it is the refused
   * action's.
   */
  #distinct() {
    const refused = this.#bySource.get("request") ?? [];
    const all = [...[...this.#bySource.values()].flat(), ...refused];
    return [...new Map(all.map((fault) => [fault.pointer + fault.detail, fault])).values()];
  }

  /**
   * Says a fault at its field, if there is one.
   *
   * @param {Fault} fault
   * @returns {{isPlaced: boolean, element: HTMLElement}} with its item of the list
   */
  #place(fault) {
    const {pointer, detail} = fault;
    const holder = this.#holderOf(pointer);
    if (!holder) {
      return {isPlaced: false, element: h("li", {}, faultText(fault))};
    }
    /** @type {HTMLElement | null} */
    const control = holder.matches(".field") ? holder.querySelector(CONTROLS) : null;
    control?.setAttribute("aria-invalid", "true");
    unfoldAround(holder);
    say(fault, holder);
    /** @type {HTMLElement | null} */
    const target = control ?? holder.querySelector(`${CONTROLS}, button`);
    const go = () => {
      if (target) {
        goTo(target);
      }
    };
    const link = h("button", {type: "button", class: "link", onclick: go}, pointer);
    return {isPlaced: true, element: h("li", {}, [link, " ", detail])};
  }

  /**
   * @param {string} pointer
   * @returns {HTMLElement | null}
   */
  #holderOf(pointer) {
    for (let at = pointer; at !== ""; at = parentOf(at)) {
      /** @type {HTMLElement | null} */
      const holder = this.#page.querySelector(`[data-pointer="${CSS.escape(at)}"]`);
      if (holder) {
        return holder;
      }
    }
    return null;
  }
}

/**
 * Opens what is folded around an element.
 *
 * @param {HTMLElement} element
 */
function unfoldAround(element) {
  let fold = element.closest("details");
  while (fold) {
    unfold(fold);
    fold = fold.parentElement?.closest("details") ?? null;
  }
}

/**
 * @param {Fault} fault
 * @param {HTMLElement} holder of the field, or of what holds its member
 */
function say({pointer, detail}, holder) {
  const {pointer: held = ""} = holder.dataset;
  const prefix = held === pointer ? "" : `${pointer.slice(held.length + 1)} `;
  const place = holder.querySelector(":scope > .fault");
  place?.toggleAttribute("hidden", false);
  place?.append(h("span", {}, `${prefix}${detail} `));
}

/** @param {HTMLElement} element */
function goTo(element) {
  element.focus();
  element.scrollIntoView({block: "center"});
}
