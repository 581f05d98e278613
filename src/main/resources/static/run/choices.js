import {remember} from "../route.js";

/** What the reader chose, kept in the address. */
export class Choices {
  constructor({view, parts, query}) {
    Object.assign(this, {view, parts, query});
  }

  get(name) {
    return this.query.get(name);
  }

  /** @param {string|number|null} value null forgets it */
  set(name, value) {
    value === null || value === "" ? this.query.delete(name) : this.query.set(name, value);
    remember(this.view, this.parts, this.query);
  }
}
