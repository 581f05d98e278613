import {remember} from "../route.js";

/** @import {Route} from "../route.js" */

/** What the reader chose, kept in the address. */
export class Choices {
  #route;

  /** @param {Route} route */
  constructor(route) {
    this.#route = route;
  }

  /** @param {string} name */
  get(name) {
    return this.#route.query.get(name);
  }

  /**
   * @param {string} name
   * @param {string | number | null} value null forgets it
   */
  set(name, value) {
    const {view, parts, query} = this.#route;
    if (value === null || value === "") {
      query.delete(name);
    } else {
      query.set(name, String(value));
    }
    remember(view, parts, query);
  }
}
