import {get, isAbort, messageOf} from "../api/client.js";
import {number} from "../charts/format.js";
import {Copying} from "../ui/copying.js";
import {fill, freshId, h} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {inWords} from "../ui/words.js";

/**
 * @import {GradientTrace, Measure} from "../api/contract.js"
 * @import {Recorded, Variant} from "./recorded.js"
 * @import {Selection} from "./selection.js"
 */

/**
 * A column of the table: `values` by row, null where nothing was measured.
 *
 * @typedef {{name: string, label: string, values: (Measure | string)[]}} Column
 */

/** While the step is dragged, the service is not asked for each that is passed. */
const REST_MS = 200;

/**
 * All metrics of all layers at the chosen step, as a table that can be sorted and copied. Nothing
 * is asked for until it is opened.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 * @param {Selection} selection
 * @param {AbortSignal} signal
 */
export function layerTable(element, variants, selection, signal) {
  const table = new LayerTable(variants, selection, signal);
  element.append(table.element);
}

class LayerTable {
  #variants;
  #selection;
  #signal;
  #variant;
  #place = h("div");
  #said = h("span", {class: "muted", role: "status"});
  #copying = new Copying();
  #copy = h("button", {type: "button", class: "no-print", onclick: () => this.#copyAll()}, [
    "Copy as CSV",
  ]);
  #timer = 0;
  #asked = new AbortController();

  /** What is shown: of which run and step. */
  #shown = "";

  /** @type {Column[]} */
  #columns = [];

  /** @type {{name: string, down: boolean}} */
  #order = {name: "layer", down: false};

  element;

  /**
   * @param {Variant[]} variants
   * @param {Selection} selection
   * @param {AbortSignal} signal
   */
  constructor(variants, selection, signal) {
    this.#variants = variants;
    this.#selection = selection;
    this.#signal = signal;
    this.#variant = this.#variantSelect();
    this.element = h("details", {class: "one-step"}, [
      h("summary", {}, h("h2", {}, "One step in numbers")),
      h("div", {class: "row"}, [
        variants.length > 1 && [h("label", {for: this.#variant.id}, "Run"), this.#variant],
        this.#copy,
        this.#copying.said,
        this.#said,
      ]),
      this.#copying.text,
      this.#place,
    ]);
    this.element.addEventListener("toggle", () => this.#soon());
    selection.addEventListener("change", () => this.#follow(), {signal});
    for (const {run} of variants) {
      run.addEventListener("records", () => this.#soon(), {signal});
    }
  }

  #variantSelect() {
    const options = this.#variants.map(({name}, i) => h("option", {value: i}, name));
    return h("select", {id: freshId("run"), onchange: () => this.#soon()}, options);
  }

  /** @returns {Recorded} */
  get #run() {
    return this.#variants[Number(this.#variant.value) || 0].run;
  }

  #follow() {
    this.#mark();
    this.#soon();
  }

  #soon() {
    if (this.element.open) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#read(), REST_MS);
    }
  }

  async #read() {
    const {trace, path} = this.#run;
    const step = trace && stepAt(trace, this.#selection.step);
    if (this.#signal.aborted || !step) {
      this.#said.textContent = step === null ? "Nothing has been recorded yet." : "";
      return;
    }
    const shown = `${path} ${step}`;
    if (shown === this.#shown) {
      return;
    }
    this.#asked.abort();
    this.#asked = new AbortController();
    const signal = AbortSignal.any([this.#signal, this.#asked.signal]);
    try {
      /** @type {GradientTrace} */
      const answer = await get(`${path}/gradient-trace?fromStep=${step}&toStep=${step}`, {signal});
      this.#shown = shown;
      this.#columns = columnsOf(answer);
      this.#said.textContent = `Step ${step}${epochOf(answer)}, loss ${number(answer.loss[0])}`;
      this.#copying.say("");
      this.#draw();
    } catch (error) {
      if (!isAbort(error)) {
        this.#said.textContent = messageOf(error);
      }
    }
  }

  #draw() {
    const {name, down} = this.#order;
    const sorted = this.#sorted();
    const heads = this.#columns.map((column) => this.#head(column, name, down));
    const layers = this.#columns[0].values;
    const rows = sorted.map((row) =>
      h(
        "tr",
        {dataset: {layer: String(layers[row])}},
        this.#columns.map((column, i) => cellOf(column.values[row], i === 0)),
      ),
    );
    const table = h("table", {}, [h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows)]);
    table.addEventListener("click", (event) => this.#choose(event));
    const focused = this.#focusedColumn();
    fill(this.#place, scrolling("All layers at one step", table));
    this.#mark();
    if (focused) {
      /** @type {HTMLElement | null} */
      const again = this.#place.querySelector(`[data-column="${focused}"] button`);
      again?.focus();
    }
  }

  #focusedColumn() {
    const active = document.activeElement;
    const head = this.#place.contains(active) ? active?.closest("th") : null;
    return head?.dataset.column;
  }

  /**
   * @param {Column} column
   * @param {string} sorted the name of the column by which rows are sorted
   * @param {boolean} down
   */
  #head({name, label}, sorted, down) {
    const order = down ? "descending" : "ascending";
    const sort = () => {
      this.#order = {name, down: name === sorted && !down};
      this.#draw();
    };
    const attributes = {
      scope: "col",
      class: "number",
      dataset: {column: name},
      "aria-sort": name === sorted ? order : undefined,
    };
    const sign = down ? " ▼" : " ▲";
    return h("th", attributes, [
      h("button", {type: "button", class: "sort", onclick: sort}, [
        label,
        name === sorted && h("span", {"aria-hidden": "true"}, sign),
      ]),
    ]);
  }

  /** Row numbers in the order wanted; what was not measured is last. */
  #sorted() {
    const {name, down} = this.#order;
    const column = this.#columns.find((one) => one.name === name) ?? this.#columns[0];
    const {values} = column;
    return values
      .map((_, row) => row)
      .sort((a, b) => {
        const [one, other] = [values[a], values[b]];
        if (one === null || other === null) {
          return Number(one === null) - Number(other === null);
        }
        const order = one < other ? -1 : Number(one > other);
        return down ? -order : order;
      });
  }

  /** @param {Event} event */
  #choose({target}) {
    const row = target instanceof Element ? target.closest("tr[data-layer]") : null;
    if (row instanceof HTMLElement) {
      this.#selection.chooseLayer(Number(row.dataset.layer));
    }
  }

  #mark() {
    const {layers} = this.#selection;
    for (const row of this.#place.querySelectorAll("tr[data-layer]")) {
      const isMarked = row instanceof HTMLElement && layers.includes(Number(row.dataset.layer));
      row.classList.toggle("marked", isMarked);
    }
  }

  #copyAll() {
    return this.#copying.copy("The table", csvOf(this.#columns, this.#sorted()));
  }
}

/**
 * The recorded step that is shown: the last that is not later; null if there is none.
 *
 * @param {GradientTrace} trace
 * @param {number | null} chosen
 */
function stepAt({step}, chosen) {
  return (chosen === null ? step[0] : step.findLast((one) => one <= chosen)) ?? step[0] ?? null;
}

/** @param {GradientTrace} trace */
function epochOf({epoch: [epoch]}) {
  return epoch === null || epoch === undefined ? "" : `, epoch ${epoch}`;
}

/**
 * @param {GradientTrace} trace of one step
 * @returns {Column[]}
 */
export function columnsOf({layers}) {
  const names = Object.keys(layers[0]?.metrics ?? {});
  /** @type {Column[]} */
  const fixed = [{name: "layer", label: "layer", values: layers.map(({layer}) => layer)}];
  return [
    ...fixed,
    ...names.map((name) => ({
      name,
      label: inWords(name),
      values: layers.map(({metrics}) => metrics[name]?.[0] ?? null),
    })),
  ];
}

/**
 * @param {Column[]} columns
 * @param {number[]} rows in the order wanted
 */
export function csvOf(columns, rows) {
  const lines = rows.map((row) => columns.map(({values}) => values[row] ?? "").join(","));
  return `${[columns.map(({name}) => name).join(","), ...lines].join("\r\n")}\r\n`;
}

/**
 * @param {Measure | string} value
 * @param {boolean} isHead
 */
function cellOf(value, isHead) {
  const text = typeof value === "string" ? value : number(value);
  return isHead ? h("th", {scope: "row", class: "number"}, text) : h("td", {class: "number"}, text);
}
