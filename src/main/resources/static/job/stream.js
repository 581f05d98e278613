/**
 * One event of a stream.
 *
 * @typedef {{id: string, event: string, data: string}} Told
 */

/**
 * Puts the pieces of a `text/event-stream` together, as the HTML standard says, without what nobody
 * sends here: pauses, and carriage returns.
 */
export class StreamText {
  #rest = "";
  #id = "";
  #event = "";
  /** @type {string[]} */
  #data = [];

  /**
   * @param {string} piece that follows those of before
   * @returns {Told[]} what is complete with it
   */
  add(piece) {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = lines.pop() ?? "";
    return lines.flatMap((line) => this.#read(line));
  }

  /** @param {string} line */
  #read(line) {
    if (line === "") {
      return this.#dispatched();
    }
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "id") {
      this.#id = value;
    } else if (name === "event") {
      this.#event = value;
    } else if (name === "data") {
      this.#data.push(value);
    }
    return [];
  }

  #dispatched() {
    const told = {id: this.#id, event: this.#event, data: this.#data.join("\n")};
    const isEvent = this.#data.length > 0;
    this.#event = "";
    this.#data = [];
    return isEvent ? [told] : [];
  }
}
