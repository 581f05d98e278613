import {number} from "../charts/format.js";
import {fill, h} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {cell, numberCell, row, tableOf} from "../ui/table.js";
import {sourceOf} from "./presets.js";

/** @import {Preset} from "../api/contract.js" */

/** A preset's question, where it is from, what must come of it and why. */
export class LessonCard {
  #column = h("th", {class: "number", hidden: true}, "measured");
  #results;
  #tally = h("p", {class: "tally", role: "status"});

  /** @param {Preset} preset */
  constructor(preset) {
    this.preset = preset;
    this.#results = preset.expected.map(() =>
      h("td", {class: "number measured", hidden: true}, ""),
    );
    this.element = h("section", {class: "card lesson", "aria-labelledby": "lesson"}, [
      h("p", {class: "muted"}, preset.title),
      h("h1", {id: "lesson", tabindex: "-1"}, preset.question),
      this.#details(),
      this.#tally,
    ]);
  }

  /**
   * Fills in what was measured of what was expected.
   *
   * @param {number[]} values
   */
  tell(values) {
    const isHit = this.preset.expected.map(
      ({value, tolerance}, i) => Math.abs(values[i] - value) <= tolerance,
    );
    this.#column.hidden = false;
    this.#results.forEach((result, i) => {
      result.hidden = false;
      fill(result, marked(`${number(values[i])} ${isHit[i] ? "✓" : "✗"}`, isHit[i]));
    });
    const hits = isHit.filter(Boolean).length;
    const share = `${hits} of ${values.length}`;
    const words = `${share} expected values measured here, within their tolerances.`;
    fill(this.#tally, marked(words, hits === values.length));
  }

  #details() {
    const {expected, settings, explanation} = this.preset;
    const {text, address} = sourceOf(this.preset);
    return h("details", {}, [
      h("summary", {}, `What is expected (${expected.length}), and where it is from`),
      h("p", {}, address ? h("a", {href: address, rel: "noreferrer"}, text) : text),
      settings && h("p", {}, settings),
      scrolling("Expected values", this.#table()),
      explanation && h("p", {}, explanation),
    ]);
  }

  #table() {
    const heads = [
      h("th", {}, "what"),
      h("th", {class: "number"}, "expected"),
      h("th", {class: "number"}, "±"),
      this.#column,
    ];
    const rows = this.preset.expected.map(({what, value, tolerance}, i) =>
      row([cell(what), numberCell(number(value)), numberCell(number(tolerance)), this.#results[i]]),
    );
    return tableOf(heads, rows);
  }
}

/**
 * @param {string} text
 * @param {boolean} isGood
 */
function marked(text, isGood) {
  return h("span", {class: isGood ? "good" : "bad"}, text);
}
