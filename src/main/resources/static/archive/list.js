import {get, messageOf} from "../api/client.js";
import {addressOf} from "../route.js";
import {fill, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {scrolling} from "../ui/scrolling.js";
import {cell, column, row} from "../ui/table.js";

/** @import {Page} from "../api/contract.js" */

/**
 * A row of a list, which is filled anew when its item changes.
 *
 * @template Item
 * @typedef {{element: HTMLElement, update: (item: Item) => void}} Row
 */

/**
 * What a list shows. `further` is what addresses of its pages have, too; `makeRow` makes the empty row of an item.
 *
 * @template Item
 * @typedef {{name: string, view: string, path: string, query: URLSearchParams, columns: string[], empty: Node,
 *     further?: Record<string, string>, makeRow: (reload: () => Promise<void>) => Row<Item>,
 *     isFinished: (item: Item) => boolean}} Description
 */

const PAUSE_MS = 2000;

const LIMIT = "20";

/**
 * What an address says of a list: where it begins, how long it is, and what it is narrowed to.
 *
 * @param {URLSearchParams} query
 * @param {string[]} filters
 */
export function chosenIn(query, filters) {
  const chosen = new URLSearchParams({limit: query.get("limit") ?? LIMIT});
  for (const name of ["after", ...filters]) {
    const value = query.get(name);
    if (value !== null) {
      chosen.set(name, value);
    }
  }
  return chosen;
}

/**
 * One page of a list, kept up to date while something on it is not finished. Rows stay the same
 * elements, so that what is ticked or focused stays so.
 *
 * @template {{id: string}} Item
 */
export class PagedList {
  #description;
  #signal;
  #body = h("tbody");
  #table;
  #pages;
  #trouble = h("div");

  /** @type {Map<string, Row<Item>>} by the id of the item */
  #rows = new Map();

  #timer = 0;

  isEmpty = true;

  /**
   * @param {Description<Item>} description
   * @param {AbortSignal} signal
   */
  constructor(description, signal) {
    this.#description = description;
    this.#signal = signal;
    const heads = description.columns.map((name) => (name ? column(name) : cell()));
    const table = h("table", {class: "archive"}, [h("thead", {}, row(heads)), this.#body]);
    this.#table = scrolling(`List of ${description.name}`, table);
    this.#pages = h("nav", {class: "row", "aria-label": `Pages of ${description.name}`});
    this.element = h("div", {}, [this.#trouble, this.#table, this.#pages]);
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  async reload() {
    const {path, query, isFinished} = this.#description;
    clearTimeout(this.#timer);
    try {
      /** @type {Page<Item>} */
      const page = await get(`${path}?${query}`, {signal: this.#signal});
      this.#trouble.replaceChildren();
      this.#render(page);
      if (!page.data.every(isFinished)) {
        this.#again();
      }
    } catch (error) {
      if (!this.#signal.aborted) {
        fill(this.#trouble, problemPanel(error));
        this.#again();
      }
    }
  }

  /** Reloads after a pause, once the page is in sight. */
  #again() {
    const reload = () => (document.hidden ? this.#again() : this.reload());
    this.#timer = setTimeout(reload, PAUSE_MS);
  }

  /** @param {Page<Item>} page */
  #render({data, next}) {
    this.isEmpty = data.length === 0;
    this.#table.hidden = this.isEmpty;
    this.#place(data.map((item) => this.#rowOf(item)));
    const {view, query, empty, further} = this.#description;
    const {after, ...rest} = Object.fromEntries(query);
    const older = next && Object.fromEntries(new URLSearchParams(next.split("?")[1]));
    fill(this.#pages, [
      data.length === 0 && empty,
      after && h("a", {href: addressOf(view, [], {...further, ...rest})}, "« Newest"),
      older && h("a", {href: addressOf(view, [], {...further, ...older}), rel: "next"}, "Older »"),
    ]);
  }

  /** @param {Item} item */
  #rowOf(item) {
    const known = this.#rows.get(item.id);
    const made = known ?? this.#description.makeRow(() => this.reload());
    this.#rows.set(item.id, made);
    made.update(item);
    return made.element;
  }

  /**
   * Puts rows in their order, moving as few as possible.
   *
   * @param {Element[]} shown
   */
  #place(shown) {
    for (const old of [...this.#body.children]) {
      if (!shown.includes(old)) {
        old.remove();
      }
    }
    shown.forEach((element, i) => {
      if (element !== this.#body.children[i]) {
        this.#body.insertBefore(element, this.#body.children[i] ?? null);
      }
    });
  }
}

/**
 * Keeps whoever deletes a row by the keyboard in the list.
 *
 * @param {Element} element a row
 */
export function focusBeside(element) {
  const neighbour = element.nextElementSibling ?? element.previousElementSibling;
  neighbour?.querySelector("a")?.focus();
}

/**
 * A button of a row whose failure is said beside it.
 *
 * @param {string} text
 * @param {string} label
 * @param {() => Promise<void>} act
 */
export function rowButton(text, label, act) {
  const button = h("button", {type: "button", class: "small", "aria-label": label}, text);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await act();
    } catch (error) {
      button.after(h("span", {class: "fault", role: "alert"}, messageOf(error)));
    } finally {
      button.disabled = false;
    }
  });
  return button;
}
