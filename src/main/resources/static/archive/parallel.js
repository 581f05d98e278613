import {css, viridis} from "../charts/colour.js";
import {fill, h, svg} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {cellTitle} from "./cells.js";

/**
 * @import {Cell} from "../api/contract.js"
 * @import {Axis} from "./axes.js"
 * @import {Brushes, Span} from "./brushes.js"
 */

/** Distance of axes, and half of what of it takes a pointer to be on an axis. */
const STEP = 168;
const GRIP = 24;
const HEIGHT = 250;
const RIM = {left: STEP / 2, right: 94, top: 44, bottom: 18};

/** What is shorter is no stretch of an axis but a click. */
const CLICK = 0.02;

/**
 * Each cell as a line across the axes, coloured by one of them. A stretch of an axis is chosen by
 * dragging along it or with the two sliders below; lines that pass beside it are faint.
 */
export class ParallelCoordinates {
  #cells;
  #axes;
  #brushes;
  #brushed;
  #lines;
  #picture;
  #stretches;
  #sliders;
  #said = h("span", {role: "status"});
  #clear = h("button", {type: "button", class: "small", name: "clear-ranges"}, "Clear the ranges");

  element;

  /**
   * @param {Cell[]} cells
   * @param {{axes: Axis[], coloured: Axis | null}} shown
   * @param {Brushes} brushes
   * @param {() => void} brushed is called when other cells lie within the stretches
   */
  constructor(cells, {axes, coloured}, brushes, brushed) {
    this.#cells = cells;
    this.#axes = axes;
    this.#brushes = brushes;
    this.#brushed = brushed;
    this.#lines = cells.map((cell) => lineOf(cell, axes, coloured?.at(cell) ?? null));
    this.#stretches = axes.map(() => svg("rect", {class: "stretch", width: 12}));
    const width = RIM.left + RIM.right + (axes.length - 1) * STEP;
    const label = `Parallel coordinates of ${cells.length} cells over ${axes.map(({name}) => name).join(", ")}. The table of figures has the numbers.`;
    const size = {viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT};
    this.#picture = svg("svg", {...size, class: "parallel", role: "img", "aria-label": label}, [
      this.#lines,
      axes.map(axisOf),
      this.#stretches,
      axes.map((_, i) => this.#grip(i)),
    ]);
    this.#sliders = axes.map((axis, i) => this.#slidersOf(axis, i));
    const columns = `grid-template-columns: repeat(${axes.length}, ${STEP}px)`;
    const sliders = h("div", {class: "stretches no-print", style: columns}, [
      this.#sliders.map(({element}) => element),
    ]);
    this.#clear.addEventListener("click", () => {
      brushes.clear();
      this.#change();
    });
    this.element = h("div", {}, [
      scrolling("Parallel coordinates", [this.#picture, sliders]),
      h("p", {class: "row no-print"}, [this.#said, this.#clear]),
    ]);
    this.#mark();
  }

  #change() {
    this.#mark();
    this.#brushed();
  }

  #mark() {
    const within = this.#cells.map((cell) => this.#brushes.has(cell, this.#axes));
    const count = within.filter(Boolean).length;
    this.#lines.forEach((line, i) => {
      line.classList.toggle("beside", !within[i]);
    });
    this.#axes.forEach((axis, i) => {
      const [low, high] = this.#brushes.of(axis);
      const isAll = low === 0 && high === 1;
      const [x, y] = [placeOf(i) - 6, heightAt(high)];
      const place = {x, y, height: Math.max(3, heightAt(low) - y), opacity: isAll ? 0 : 1};
      for (const [name, value] of Object.entries(place)) {
        this.#stretches[i].setAttribute(name, String(value));
      }
      this.#sliders[i].show([low, high]);
    });
    this.#clear.hidden = this.#brushes.text === "";
    fill(
      this.#said,
      this.#clear.hidden
        ? "Drag along an axis, or move the ends of its range, to keep the cells within."
        : `${count} of ${this.#cells.length} cells lie within the ranges.`,
    );
  }

  /**
   * The two ends of the stretch of an axis, for the keyboard.
   *
   * @param {Axis} axis
   * @param {number} i which it is
   */
  #slidersOf(axis, i) {
    const {name, steps, text} = axis;
    const [low, high] = ["from", "to"].map((end) =>
      h("input", {
        type: "range",
        min: 0,
        max: steps,
        name: `range-${i}-${end}`,
        "aria-label": `${name}, ${end}`,
      }),
    );
    const said = h("output", {class: "muted"});
    /** @param {HTMLInputElement} moved pushes the other */
    const move = (moved) => {
      const ends = [low, high].map(({value}) => Number(value) / steps);
      const own = Number(moved.value) / steps;
      const [from, to] = moved === low ? [own, Math.max(own, ends[1])] : [Math.min(...ends), own];
      this.#brushes.set(axis, [from, to]);
      this.#change();
    };
    for (const input of [low, high]) {
      input.addEventListener("input", () => move(input));
    }
    /** @param {Span} span */
    const show = (span) => {
      [low, high].forEach((input, end) => {
        input.value = String(Math.round(span[end] * steps));
        input.setAttribute("aria-valuetext", text(span[end]));
      });
      said.textContent = `${text(span[0])} … ${text(span[1])}`;
    };
    return {show, element: h("div", {}, steps > 0 ? [low, high, said] : [])};
  }

  /**
   * What of the picture belongs to an axis.
   *
   * @param {number} index
   */
  #grip(index) {
    const place = {x: placeOf(index) - GRIP, y: RIM.top - 8, width: 2 * GRIP};
    const grip = svg("rect", {class: "grip", ...place, height: HEIGHT - RIM.top});
    const axis = this.#axes[index];
    if (axis.steps === 0) {
      return null;
    }
    /** @type {number | null} */
    let from = null;
    grip.addEventListener("pointerdown", (event) => {
      grip.setPointerCapture(event.pointerId);
      from = this.#shareAt(event);
    });
    grip.addEventListener("pointermove", (event) => {
      if (from !== null) {
        this.#drag(axis, [from, this.#shareAt(event)]);
      }
    });
    grip.addEventListener("pointerup", (event) => {
      if (from !== null) {
        this.#drag(axis, [from, this.#shareAt(event)]);
      }
      from = null;
    });
    grip.addEventListener("pointercancel", () => {
      from = null;
    });
    return grip;
  }

  /**
   * @param {Axis} axis
   * @param {Span} ends in any order; a click takes all of the axis
   */
  #drag(axis, [one, other]) {
    const {steps} = axis;
    const [low, high] = [Math.min(one, other), Math.max(one, other)];
    const from = Math.ceil(low * steps - 1e-9) / steps;
    const to = Math.floor(high * steps + 1e-9) / steps;
    const isClick = high - low < CLICK;
    if (isClick || from <= to) {
      this.#brushes.set(axis, isClick ? [0, 1] : [from, to]);
      this.#change();
    }
  }

  /** @param {PointerEvent} event */
  #shareAt({clientY}) {
    const y = clientY - this.#picture.getBoundingClientRect().top;
    return Math.max(0, Math.min(1, (heightAt(0) - y) / (heightAt(0) - heightAt(1))));
  }
}

/** @param {number} index of an axis */
function placeOf(index) {
  return RIM.left + index * STEP;
}

/** @param {number} share */
function heightAt(share) {
  return HEIGHT - RIM.bottom - share * (HEIGHT - RIM.top - RIM.bottom);
}

/**
 * @param {Cell} cell
 * @param {Axis[]} axes
 * @param {number | null} share of the colours
 */
function lineOf(cell, axes, share) {
  const d = axes
    .map(({at}, i) => ({x: placeOf(i), y: at(cell)}))
    .filter(({y}) => y !== null)
    .map(({x, y}, i) => `${i === 0 ? "M" : "L"}${x} ${heightAt(Number(y)).toFixed(1)}`)
    .join("");
  const stroke = share === null ? "var(--muted)" : css(viridis(0.9 * share));
  return svg("path", {class: "cell-line", d, style: `stroke: ${stroke}`}, [
    svg("title", {}, cellTitle(cell)),
  ]);
}

/**
 * @param {Axis} axis
 * @param {number} index
 */
function axisOf({name, ticks, text}, index) {
  const x = placeOf(index);
  const words = name.length > 24 ? `${name.slice(0, 23)}…` : name;
  return svg("g", {}, [
    svg("path", {class: "axis", d: `M${x} ${heightAt(0)}V${heightAt(1)}`}),
    svg("text", {x, y: index % 2 === 0 ? 14 : 30, class: "name"}, words),
    ticks.map((share) =>
      svg("text", {x: x + 6, y: heightAt(share) + 4, class: "tick"}, text(share)),
    ),
  ]);
}
