import {MOST_RUNS} from "../job/spec.js";
import {goTo} from "../route.js";
import {announce, h} from "../ui/dom.js";

/**
 * The jobs that are ticked, on whatever page of the list, until the document is left.
 *
 * @type {Set<string>}
 */
const ids = new Set();

/** Boxes that tick jobs, and the button that shows these side by side. */
export class Ticks {
  /** @type {Set<HTMLInputElement>} */
  #boxes = new Set();

  #compare = h("button", {
    type: "button",
    class: "primary",
    onclick: () => goTo("runs", [[...ids].join(",")]),
  });
  #none = h("button", {type: "button", onclick: () => this.#clear()}, "Untick all");

  elements = [
    this.#compare,
    this.#none,
    h("span", {class: "muted"}, `Tick 2 to ${MOST_RUNS} to compare.`),
  ];

  constructor() {
    this.#show();
  }

  /** @param {HTMLInputElement} box has the id of its job as its value */
  take(box) {
    this.#boxes.add(box);
    box.checked = ids.has(box.value);
    box.addEventListener("change", () => {
      if (box.checked) {
        ids.add(box.value);
      } else {
        ids.delete(box.value);
      }
      this.#tell();
    });
  }

  /** @param {HTMLInputElement} box of a job that is gone */
  drop(box) {
    this.#boxes.delete(box);
    ids.delete(box.value);
    this.#tell();
  }

  #clear() {
    ids.clear();
    for (const box of this.#boxes) {
      box.checked = false;
    }
    this.#tell();
  }

  #tell() {
    this.#show();
    announce(`${ids.size} chosen.`);
  }

  #show() {
    this.#compare.disabled = ids.size < 2 || ids.size > MOST_RUNS;
    this.#compare.textContent =
      ids.size > 1 ? `Compare ${ids.size} side by side` : "Compare side by side";
    this.#none.hidden = ids.size === 0;
  }
}
