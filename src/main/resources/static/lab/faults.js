import {h} from "../ui/dom.js";
import {toPutRight} from "../ui/problem.js";
import {parentOf} from "../json/pointer.js";

/**
 * Puts the faults the service names at their fields. A fault of a member without a field of its own stands at what holds
 * it. The list at the top links to those an action was refused for, and holds what no field stands for; what is found
 * while the user types is said at the fields alone.
 */
export class Faults {
  #page;
  #summary;
  #bySource = new Map();

  constructor(page, summary, design) {
    this.#page = page;
    this.#summary = summary;
    design.addEventListener("change", ({detail}) => this.#forget(detail));
  }

  /**
   * Replaces what a source (a kind of request) found.
   *
   * @param {{pointer: string, detail: string}[]} faults
   */
  show(source, faults) {
    this.#bySource.set(source, faults);
    this.#render();
  }

  /** Moves to the first field at fault, or else to the list. */
  focusFirst() {
    const invalid = this.#page.querySelector('[aria-invalid="true"]');
    (invalid ?? this.#summary).focus();
    (invalid ?? this.#summary).scrollIntoView({block: "center"});
  }

  #forget(pointer) {
    for (const [source, faults] of this.#bySource) {
      this.#bySource.set(
        source,
        faults.filter((fault) => !`${fault.pointer}/`.startsWith(`${pointer}/`)),
      );
    }
    this.#render();
  }

  #render() {
    for (const control of this.#page.querySelectorAll("[aria-invalid]")) {
      control.removeAttribute("aria-invalid");
    }
    for (const place of this.#page.querySelectorAll("[data-pointer] > .fault")) {
      place.replaceChildren();
      place.hidden = true;
    }
    const refused = this.#bySource.get("request") ?? [];
    const keyed = [...this.#bySource.values(), refused]
      .flat()
      .map((fault) => [fault.pointer + fault.detail, fault]);
    const items = [...new Map(keyed).values()]
      .map((fault) => ({fault, ...this.#place(fault)}))
      .filter(({fault, isPlaced}) => !isPlaced || refused.includes(fault))
      .map(({item}) => item);
    this.#summary.hidden = items.length === 0;
    this.#summary.replaceChildren(h("h2", {}, toPutRight(items.length)), h("ul", {}, items));
  }

  #place({pointer, detail}) {
    const holder = this.#holderOf(pointer);
    if (!holder) {
      return {isPlaced: false, item: h("li", {}, [h("code", {}, pointer || "/"), " ", detail])};
    }
    const control = holder.matches(".field")
      ? holder.querySelector("input, select, textarea")
      : null;
    control?.setAttribute("aria-invalid", "true");
    for (let fold = holder.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    const place = holder.querySelector(":scope > .fault");
    const prefix =
      holder.dataset.pointer === pointer
        ? ""
        : `${pointer.slice(holder.dataset.pointer.length + 1)} `;
    place.hidden = false;
    place.append(h("span", {}, `${prefix}${detail} `));
    const target = control ?? holder.querySelector("input, select, textarea, button");
    const go = () => {
      target.focus();
      target.scrollIntoView({block: "center"});
    };
    return {
      isPlaced: true,
      item: h("li", {}, [
        h("button", {type: "button", class: "link", onclick: go}, pointer),
        " ",
        detail,
      ]),
    };
  }

  #holderOf(pointer) {
    for (let at = pointer; at !== ""; at = parentOf(at)) {
      const holder = this.#page.querySelector(`[data-pointer="${CSS.escape(at)}"]`);
      if (holder) {
        return holder;
      }
    }
    return null;
  }
}
