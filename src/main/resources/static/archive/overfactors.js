import {goTo} from "../route.js";
import {fill, h} from "../ui/dom.js";
import {axesOf, quantityAxis} from "./axes.js";
import {Brushes} from "./brushes.js";
import {jobsOf, shortly} from "./cells.js";
import {choice, labelled} from "./choice.js";
import {heatTable} from "./heat.js";
import {ParallelCoordinates} from "./parallel.js";
import {factorsOf, keyOf, quantitiesOf} from "./quantity.js";

/**
 * @import {Cell, Experiment} from "../api/contract.js"
 * @import {Axis} from "./axes.js"
 * @import {Option} from "./choice.js"
 * @import {Factor} from "./heat.js"
 * @import {Quantity} from "./quantity.js"
 */

/** Axes of numbers beside those of factors. */
const MOST_AXES = 6;

/** Runs that are opened from a place of the heat map. */
const MOST_OPENED = 2;

/**
 * What there is to see over the factors: a heat map of two of them, the others averaged or held, and
 * all of them side by side, where the reader chooses which cells to keep.
 */
export class OverFactors {
  #map;
  #held;
  #brushes;
  #again;
  #brushed;
  #heat = h("div");

  /** @type {Axis[]} */
  #axes = [];

  /**
   * @param {URLSearchParams} query what was chosen
   * @param {{again: () => void, brushed: () => void}} heard `again` when something else is chosen,
   *     `brushed` when other cells are kept
   */
  constructor(query, {again, brushed}) {
    this.#map = {
      rows: query.get("rows") ?? "",
      columns: query.get("columns") ?? "",
      quantity: query.get("quantity") ?? "",
    };
    this.#held = heldIn(query.get("held") ?? "");
    this.#brushes = new Brushes(query.get("ranges") ?? "");
    this.#again = again;
    this.#brushed = brushed;
  }

  /** What was chosen, for the address. @returns {Record<string, string>} */
  get query() {
    const held = this.#held.size > 0 ? JSON.stringify(Object.fromEntries(this.#held)) : "";
    const all = {...this.#map, held, ranges: this.#brushes.text};
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  }

  /**
   * Those of the cells that are kept.
   *
   * @param {Cell[]} cells
   */
  kept(cells) {
    return cells.filter((cell) => this.#brushes.has(cell, this.#axes));
  }

  /**
   * @param {Experiment} experiment
   * @param {Cell[]} cells
   * @param {string} metric of layers
   */
  elementOf(experiment, cells, metric) {
    const factors = factorsOf(cells);
    const quantities = quantitiesOf(cells, metric);
    if (factors.length === 0 || quantities.length === 0) {
      this.#axes = [];
      return null;
    }
    const quantity = quantities.find(({value}) => value === this.#map.quantity) ?? quantities[0];
    const rows = factors.find(({pointer}) => pointer === this.#map.rows) ?? factors[0];
    const others = factors.filter((one) => one !== rows);
    const columns = others.find(({pointer}) => pointer === this.#map.columns) ?? others[0];
    const further = others.filter((one) => one !== columns);
    this.#axes = axesOf(cells, factors, quantities.slice(0, MOST_AXES));
    const heat = () =>
      columns &&
      fill(this.#heat, this.#heatOf(experiment, cells, {rows, columns, further, quantity}));
    heat();
    const shown = {axes: this.#axes, coloured: quantityAxis(cells, quantity)};
    const parallel = new ParallelCoordinates(cells, shown, this.#brushes, () => {
      heat();
      this.#brushed();
    });
    return h("div", {class: "card"}, [
      h("h3", {}, "Over the factors"),
      h("div", {class: "row no-print"}, [
        this.#mapChoice("quantity", "Number", quantities, quantity.value),
        columns && this.#mapChoice("rows", "downwards", optionsOf(factors), rows.pointer),
        columns && this.#mapChoice("columns", "across", optionsOf(others), columns.pointer),
        further.map((factor, i) => this.#heldChoice(factor, i)),
      ]),
      this.#heat,
      parallel.element,
    ]);
  }

  /**
   * @param {Experiment} experiment
   * @param {Cell[]} cells
   * @param {{rows: Factor, columns: Factor, further: Factor[], quantity: Quantity}} chosen
   */
  #heatOf(experiment, cells, {rows, columns, further, quantity: {value: quantity, text}}) {
    const here = this.kept(cells).filter((cell) => this.#isHeld(cell, further));
    const left = factorsOf(here);
    /** @param {Factor} factor with the values that are left of it */
    const leftOf = (factor) => ({
      ...factor,
      values: left.find(({pointer}) => pointer === factor.pointer)?.values ?? factor.values,
    });
    /** @param {Cell[]} place */
    const open = (place) => {
      const jobs = place.flatMap((cell) => jobsOf(experiment, cell)).slice(0, MOST_OPENED);
      if (jobs.length > 0) {
        goTo("runs", [jobs.map(({id}) => id).join(",")]);
      }
    };
    return [
      heatTable(here, {rows, columns, quantity, text, open}),
      h("p", {class: "muted averaged"}, averaged(further.map(leftOf))),
    ];
  }

  /**
   * @param {Cell} cell
   * @param {Factor[]} further
   */
  #isHeld({factors}, further) {
    return further.every(({pointer}) => {
      const held = this.#held.get(pointer);
      return held === undefined || keyOf(factors[pointer]) === held;
    });
  }

  /**
   * @param {"rows" | "columns" | "quantity"} name
   * @param {string} label
   * @param {Option[]} options
   * @param {string} chosen
   */
  #mapChoice(name, label, options, chosen) {
    const select = choice(name, options, chosen);
    select.addEventListener("change", () => {
      this.#map[name] = select.value;
      this.#again();
    });
    return labelled(label, select);
  }

  /**
   * @param {Factor} factor
   * @param {number} i
   */
  #heldChoice({pointer, name, values}, i) {
    const options = values.map((value) => ({value: keyOf(value), text: shortly(value)}));
    const all = {value: "", text: "all, averaged"};
    const select = choice(`held-${i}`, [all, ...options], this.#held.get(pointer) ?? "");
    select.addEventListener("change", () => {
      if (select.value === "") {
        this.#held.delete(pointer);
      } else {
        this.#held.set(pointer, select.value);
      }
      this.#again();
    });
    return labelled(`with ${name}`, select);
  }
}

/**
 * What places of the heat map are the mean of, besides seeds.
 *
 * @param {Factor[]} further factors with the values that are left of them
 */
function averaged(further) {
  const over = further.filter(({values}) => values.length > 1);
  const held = further.filter(({values}) => values.length === 1);
  return [
    over.length > 0 &&
      `Averaged over ${over.map(({name, values}) => `${values.length} values of ${name}`).join(" and ")}. `,
    held.length > 0 &&
      `With ${held.map(({name, values: [value]}) => `${name} ${shortly(value)}`).join(", ")}.`,
  ];
}

/**
 * The values that factors are held at, by pointer, as keys.
 *
 * @param {string} text of an address
 * @returns {Map<string, string>}
 */
function heldIn(text) {
  try {
    const entries = Object.entries(JSON.parse(text || "{}") ?? {});
    return new Map(entries.filter(([, key]) => typeof key === "string"));
  } catch {
    return new Map();
  }
}

/**
 * @param {Factor[]} factors
 * @returns {Option[]}
 */
function optionsOf(factors) {
  return factors.map(({pointer, name}) => ({value: pointer, text: name}));
}
