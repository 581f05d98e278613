import {fill, freshId, h} from "../ui/dom.js";
import {columnsIn, separatorOf} from "./csv.js";

/** @import {Reading} from "../api/contract.js" */

/** The last column, whatever is understood by columns; and columns of numbers. */
const AUTO = "auto";
const NUMBERS = "numbers";

/** What is to be predicted of a table, by the columns that it is understood to have. */
export class Answer {
  #lines;
  #separator = "";

  /** @type {string[]} */
  #columns = [];

  /** @type {HTMLInputElement[]} */
  #boxes = [];

  #select = h("select", {id: freshId("answer")});
  #targets = h("fieldset", {hidden: true});

  elements;

  /**
   * @param {string[]} lines the first of the table
   * @param {string} name of the file
   * @param {() => void} changed hears of every choice
   */
  constructor(lines, name, changed) {
    this.#lines = lines;
    this.elements = [
      h("div", {class: "field"}, [
        h("label", {for: this.#select.id}, `${name}: what is to be predicted?`),
        this.#select,
      ]),
      this.#targets,
    ];
    this.#select.addEventListener("change", () => {
      this.#targets.hidden = this.#select.value !== NUMBERS;
      changed();
    });
    this.#targets.addEventListener("change", changed);
  }

  /**
   * Names the columns anew. What was chosen is forgotten if there are other columns.
   *
   * @param {Partial<Reading>} reading what is known of how the table is written
   */
  renew({separator = separatorOf(this.#lines), header}) {
    const columns = columnsIn(this.#lines, {separator, header});
    this.#separator = separator;
    if (columns.join("\n") !== this.#columns.join("\n")) {
      this.#columns = columns;
      this.#offer();
    }
  }

  #offer() {
    const columns = this.#columns;
    fill(this.#select, [
      h("option", {value: AUTO}, `the last column (${columns.at(-1)})`),
      columns.map((name, index) => h("option", {value: index}, `the class is ${name}`)),
      h("option", {value: NUMBERS}, "numbers (regression): choose columns"),
    ]);
    this.#boxes = columns.map((_, index) => h("input", {type: "checkbox", value: index}));
    fill(this.#targets, [
      h("legend", {}, "Targets"),
      columns.map((name, index) => h("label", {}, [this.#boxes[index], ` ${name} `])),
    ]);
    this.#targets.hidden = true;
  }

  /**
   * A column is sent by its place, and with it the separator that its place depends on.
   *
   * @param {FormData} form
   */
  appendTo(form) {
    const {value} = this.#select;
    if (value === AUTO) {
      return;
    }
    form.set("separator", this.#separator);
    if (value === NUMBERS) {
      for (const box of this.#boxes.filter(({checked}) => checked)) {
        form.append("targetColumns", box.value);
      }
    } else {
      form.append("labelColumn", value);
    }
  }
}
