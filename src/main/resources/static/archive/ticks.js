import {goTo} from "../route.js";
import {announce, h} from "../ui/dom.js";

/** The jobs that are ticked; two of them can be compared. */
export class Ticks {
  #ids = new Set();
  button = h(
    "button",
    {
      type: "button",
      class: "primary",
      disabled: true,
      onclick: () => goTo("runs", [[...this.#ids].join(",")]),
    },
    "Compare two side by side",
  );

  /** @param {string} id */
  add(id) {
    this.#ids.add(id);
    this.#tell();
  }

  /** @param {string} id */
  remove(id) {
    this.#ids.delete(id);
    this.#tell();
  }

  #tell() {
    this.button.disabled = this.#ids.size !== 2;
    announce(`${this.#ids.size} chosen.`);
  }
}
