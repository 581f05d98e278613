import {freshId, h} from "../ui/dom.js";
import {counted} from "../ui/words.js";
import {selectOf} from "./fields.js";

/**
 * @import {Reading} from "../api/contract.js"
 * @import {Option} from "./fields.js"
 */

const LEAVE_OUT = "columns to leave out";

/** What the service finds out. */
const AUTO = "auto";

/** @typedef {{name: string, label: string, options: Option[]}} Choice the first option is the default */

/** @type {Choice[]} */
const CHOICES = [
  {
    name: "separator",
    label: "cells are separated by",
    options: [
      {value: AUTO, label: "what fits"},
      {value: ",", label: "commas"},
      {value: ";", label: "semicolons"},
      {value: "tab", label: "tabs"},
      {value: "space", label: "blanks"},
      {value: "|", label: "bars"},
    ],
  },
  {
    name: "decimal",
    label: "decimal mark",
    options: [
      {value: AUTO, label: "what fits"},
      {value: ".", label: "point"},
      {value: ",", label: "comma"},
    ],
  },
  {
    name: "header",
    label: "the first row is",
    options: [
      {value: AUTO, label: "what it looks like"},
      {value: "true", label: "names of columns"},
      {value: "false", label: "data"},
    ],
  },
  {
    name: "missing",
    label: "missing values",
    options: [
      {value: "refuse", label: "are refused"},
      {value: "drop_rows", label: "drop their rows"},
      {value: "mean", label: "become the mean of their column"},
    ],
  },
  {
    name: "categorical",
    label: "columns of text",
    options: [
      {value: "refuse", label: "are refused"},
      {value: "one_hot", label: "become columns of 0 and 1"},
    ],
  },
];

const MARKS = new Map([
  [",", "commas"],
  [";", "semicolons"],
  ["tab", "tabs"],
  ["space", "blanks"],
  ["|", "bars"],
]);

/** The options by which a table is read. */
export class ReadingFields {
  #selects;
  #ignored = h("input", {
    id: freshId("ignored"),
    type: "text",
    autocomplete: "off",
    placeholder: "none",
  });

  /** @param {() => void} changed hears of every choice */
  constructor(changed) {
    this.#selects = CHOICES.map(({name, label, options}) => {
      const select = selectOf(options, optionValue(options[0]));
      select.id = freshId(name);
      select.addEventListener("change", changed);
      return {name, label, select};
    });
    this.#ignored.addEventListener("change", changed);
  }

  get elements() {
    return [
      this.#selects.map(({label, select}) =>
        h("div", {class: "field"}, [h("label", {for: select.id}, label), select]),
      ),
      h("div", {class: "field"}, [h("label", {for: this.#ignored.id}, LEAVE_OUT), this.#ignored]),
    ];
  }

  /**
   * What nobody has to find out.
   *
   * @returns {Partial<Reading>}
   */
  get chosen() {
    const values = new Map(this.#selects.map(({name, select}) => [name, select.value]));
    const [separator, header] = [values.get("separator"), values.get("header")];
    return {
      ...(separator !== AUTO && {separator}),
      ...(header !== AUTO && {header: header === "true"}),
    };
  }

  /** @param {FormData} form */
  appendTo(form) {
    for (const {name, select} of this.#selects) {
      form.append(name, select.value);
    }
    if (this.#ignored.value.trim() !== "") {
      form.append("ignoreColumns", this.#ignored.value);
    }
  }
}

/** @param {Option} option */
function optionLabel(option) {
  return typeof option === "string" ? option : option.label;
}

/** @param {Option} option */
function optionValue(option) {
  return typeof option === "string" ? option : option.value;
}

/**
 * A fault of a table with what the form calls the options that it names.
 *
 * @param {string} detail such as `12 cells: send missing=mean to fill them`
 */
export function inWordsOfForm(detail) {
  const options = CHOICES.flatMap(({name, label, options: all}) =>
    all.map((option) => [`${name}=${optionValue(option)}`, `“${label} ${optionLabel(option)}”`]),
  );
  return [...options, ["ignoreColumns=", `“${LEAVE_OUT}” `]]
    .reduce((text, [sent, chosen]) => text.replaceAll(sent, chosen), detail)
    .replaceAll("send “", "choose “");
}

/**
 * How a table was understood, in words.
 *
 * @param {Reading} reading
 */
export function understood(reading) {
  const {separator = "", decimal, header, skippedLines, droppedRows, filledCells, oneHot} = reading;
  const parts = [
    `cells between ${MARKS.get(separator) ?? separator}`,
    `decimal ${decimal === "," ? "commas" : "points"}`,
    header ? "names in the first row" : "no names of columns",
    skippedLines && `${counted(skippedLines, "line")} skipped`,
    droppedRows && `${counted(droppedRows, "row")} left out`,
    filledCells && `${counted(filledCells, "value")} filled in`,
    ...Object.entries(oneHot ?? {}).map(
      ([name, values]) => `${name} as ${counted(values.length, "column")}`,
    ),
  ];
  return `Read as: ${parts.filter(Boolean).join(", ")}.`;
}
