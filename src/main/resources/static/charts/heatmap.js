import {fill, h, pictured} from "../ui/dom.js";
import {boxOf, contextOf, letterSize, sharp, whenDue, writeWith} from "./canvas.js";
import {placeBeside} from "./cellkeys.js";
import {viridis} from "./colour.js";
import {number, powerOfTen} from "./format.js";
import {HEAT, ink} from "./palette.js";
import {ticks} from "./ticks.js";

/**
 * @import {Box} from "./canvas.js"
 * @import {Rgb} from "./colour.js"
 */

/**
 * Values by layer and step: `values[layer][step]`; what is not finite is left grey.
 *
 * @typedef {{title: string, quantity: string, steps: number[], layers: number[],
 *     values: (number | null)[][], range: [low: number, high: number]}} Heat
 * @typedef {{step: number | null, layers: number[]}} Pointed the step and the layers that are
 *     pointed out
 */

/**
 * What the reader does: points at a cell (or no longer at any), chooses one, or goes to one with
 * the keys.
 *
 * @typedef {{step: number, layer: number}} Place
 * @typedef {{onPoint: (place: Place | null) => void, onChoose: (place: Place) => void,
 *     onGo: (place: Place) => void}} Handlers
 */

const KEYS =
  "Heat map: arrow keys go from cell to cell, with Shift ten at a time, Home and End to the first " +
  "and last step.";

const MARGIN = {left: 52, right: 14, top: 6, bottom: 36};

/**
 * A layer × step heat map in viridis, the output layer on top. Cells are painted once, as an image;
 * what moves is on a canvas above it.
 */
export class HeatMap {
  #cells = h("canvas");
  #above = h("canvas", {"aria-hidden": "true", class: "above"});
  #tip = h("p", {class: "tip", hidden: true, role: "status"});
  #heat = h("div", {class: "heat", tabindex: 0, role: "application", "aria-label": KEYS}, [
    this.#cells,
    this.#above,
    this.#tip,
  ]);
  #caption = h("figcaption");
  #legend = h("div", {class: "heat-legend"});
  #soon;

  /** @type {Heat | null} */
  #data = null;

  #image = h("canvas");

  /** @type {Pointed} */
  #pointed = {step: null, layers: []};

  /**
   * @param {HTMLElement} element
   * @param {Handlers} handlers
   * @param {AbortSignal} signal
   */
  constructor(element, handlers, signal) {
    element.append(h("figure", {class: "plot"}, [this.#caption, this.#heat, this.#legend]));
    this.#soon = whenDue(this.#cells, () => this.#paint(), signal);
    this.#above.addEventListener("pointermove", (event) => {
      const cell = this.#cellAt(event);
      this.#tell(cell, event);
      handlers.onPoint(cell);
    });
    const leave = () => {
      this.#tip.hidden = true;
      handlers.onPoint(null);
    };
    this.#above.addEventListener("pointerleave", leave);
    this.#heat.addEventListener("blur", leave);
    this.#above.addEventListener("click", (event) => {
      const cell = this.#cellAt(event);
      if (cell) {
        handlers.onChoose(cell);
      }
    });
    this.#heat.addEventListener("keydown", (event) => {
      const cell = this.#cellBeside(event);
      if (cell) {
        event.preventDefault();
        this.#pointed = {step: cell.step, layers: [cell.layer]};
        handlers.onGo(cell);
        this.#tell(cell, this.#middleOf(cell));
      }
    });
  }

  /** @param {Heat} data */
  update(data) {
    this.#data = data;
    this.#image = imageOf(data);
    this.#caption.textContent = data.title;
    this.#heat.style.setProperty("--rows", String(data.layers.length));
    pictured(this.#cells, inWords(data));
    fill(this.#legend, legendOf(data));
    this.#soon();
  }

  /** @param {Pointed} pointed */
  point(pointed) {
    this.#pointed = pointed;
    if (this.#data && this.#cells.clientWidth > 0) {
      paintPointers(sharp(this.#above), this.#data, pointed, boxOf(this.#cells, MARGIN));
    }
  }

  #paint() {
    if (this.#data && this.#cells.clientWidth > 0) {
      const box = boxOf(this.#cells, MARGIN);
      const context = sharp(this.#cells);
      context.imageSmoothingEnabled = false;
      context.drawImage(this.#image, MARGIN.left, MARGIN.top, box.width, box.height);
      paintAxes(context, this.#data, box);
      this.point(this.#pointed);
    }
  }

  /**
   * The cell that a key leads to, from the one that is pointed out.
   *
   * @param {KeyboardEvent} event
   */
  #cellBeside({key, shiftKey}) {
    if (!this.#data) {
      return null;
    }
    const {steps, layers, values} = this.#data;
    const {step, layers: marked} = this.#pointed;
    const place = placeBeside(
      {key, shiftKey},
      {
        at: columnOf(steps, step ?? steps[0]),
        row: marked.length > 0 ? layers.indexOf(marked[0]) : layers.length - 1,
      },
      {columns: steps.length, rows: layers.length},
    );
    if (!place) {
      return null;
    }
    const {at, row} = place;
    return {step: steps[at], layer: layers[row], value: values[row][at]};
  }

  /** @param {Place} place */
  #middleOf({step, layer}) {
    const {steps, layers} = /** @type {Heat} */ (this.#data);
    const box = boxOf(this.#cells, MARGIN);
    const below = layers.length - 1 - layers.indexOf(layer);
    return {
      offsetX: MARGIN.left + (box.width * (steps.indexOf(step) + 0.5)) / steps.length,
      offsetY: MARGIN.top + (box.height * (below + 0.5)) / layers.length,
    };
  }

  /**
   * @param {(Place & {value: number | null}) | null} cell
   * @param {{offsetX: number, offsetY: number}} event where
   */
  #tell(cell, event) {
    this.#tip.hidden = !cell;
    if (cell) {
      const {step, layer, value} = cell;
      const meaning = value === null ? "zero or not finite" : powerOfTen(value);
      this.#tip.textContent = `step ${step}, layer ${layer}: ${number(value)} (${meaning})`;
      const rightmost = this.#above.clientWidth - this.#tip.offsetWidth;
      this.#tip.style.left = `${Math.min(event.offsetX + 14, rightmost)}px`;
      this.#tip.style.top = `${Math.max(0, event.offsetY - this.#tip.offsetHeight - 8)}px`;
    }
  }

  /** @param {MouseEvent} event */
  #cellAt({offsetX, offsetY}) {
    if (!this.#data) {
      return null;
    }
    const {steps, layers, values} = this.#data;
    const box = boxOf(this.#cells, MARGIN);
    const at = Math.floor(((offsetX - MARGIN.left) / box.width) * steps.length);
    const below = Math.floor(((offsetY - MARGIN.top) / box.height) * layers.length);
    const row = layers.length - 1 - below;
    const isInside = at >= 0 && at < steps.length && row >= 0 && row < layers.length;
    return isInside ? {step: steps[at], layer: layers[row], value: values[row][at]} : null;
  }
}

/**
 * One pixel for each cell.
 *
 * @param {Heat} heat
 */
function imageOf({steps, layers, values, range: [low, high]}) {
  const image = h("canvas", {
    width: Math.max(1, steps.length),
    height: Math.max(1, layers.length),
  });
  const context = contextOf(image);
  const pixels = context.createImageData(image.width, image.height);
  const scale = high > low ? (SHADES.length - 1) / (high - low) : 0;
  const words = new Uint32Array(pixels.data.buffer);
  values.forEach((series, row) => {
    const start = (layers.length - 1 - row) * image.width;
    steps.forEach((_, i) => {
      words[start + i] = shadeOf(series[i], low, scale);
    });
  });
  context.putImageData(pixels, 0, 0);
  return image;
}

const NOTHING = packed([127, 127, 127]);
const SHADES = Array.from({length: 256}, (_, i) => packed(viridis(i / 255)));

/**
 * @param {number | null | undefined} value
 * @param {number} low the value of the lowest shade
 * @param {number} scale shades for each unit
 */
function shadeOf(value, low, scale) {
  if (value === null || value === undefined) {
    return NOTHING;
  }
  return SHADES[Math.max(0, Math.min(SHADES.length - 1, Math.round((value - low) * scale)))];
}

/**
 * RGB as a word of image data, which is little-endian wherever browsers run.
 *
 * @param {Rgb} channels
 */
function packed([red, green, blue]) {
  return 255 * 2 ** 24 + blue * 2 ** 16 + green * 2 ** 8 + red;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Heat} heat
 * @param {Box} box
 */
function paintAxes(context, {steps, layers}, {width, height}) {
  const size = letterSize();
  writeWith(context, size);
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const i of ticks(layers.length, height / 26)) {
    const y = MARGIN.top + (height * (layers.length - i - 0.5)) / layers.length;
    context.fillText(String(layers[i]), MARGIN.left - 6, y);
  }
  context.textBaseline = "top";
  context.textAlign = "center";
  const right = MARGIN.left + width + MARGIN.right;
  for (const i of ticks(steps.length, width / 70)) {
    const text = String(steps[i]);
    const x = MARGIN.left + (width * (i + 0.5)) / steps.length;
    const rightmost = right - context.measureText(text).width / 2;
    context.fillText(text, Math.min(x, rightmost), MARGIN.top + height + 4);
  }
  context.fillText("recorded step", MARGIN.left + width / 2, MARGIN.top + height + 6 + size);
  context.translate(size, MARGIN.top + height / 2);
  context.rotate(-Math.PI / 2);
  context.textBaseline = "alphabetic";
  context.fillText("layer", 0, 0);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Heat} heat
 * @param {Pointed} pointed
 * @param {Box} box
 */
function paintPointers(context, {steps, layers}, pointed, {width, height}) {
  if (pointed.step !== null) {
    const x = MARGIN.left + (width * (columnOf(steps, pointed.step) + 0.5)) / steps.length;
    outline(context, x, MARGIN.top - 4, MARGIN.top + height + 4);
  }
  const tall = height / layers.length;
  context.fillStyle = ink("warning");
  for (const layer of pointed.layers) {
    const y = MARGIN.top + (layers.length - 1 - layers.indexOf(layer)) * tall;
    context.fillRect(MARGIN.left - 5, y, 5, Math.max(1, tall));
    context.fillRect(MARGIN.left + width, y, 5, Math.max(1, tall));
  }
}

/**
 * A vertical line that shows on any colour.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} top
 * @param {number} bottom
 */
function outline(context, x, top, bottom) {
  for (const {colour, width} of [
    {colour: "#000", width: 4},
    {colour: "#fff", width: 2},
  ]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, bottom);
    context.stroke();
  }
}

/**
 * The last column that is not later than a step.
 *
 * @param {number[]} steps in ascending order
 * @param {number} step
 */
export function columnOf(steps, step) {
  return Math.max(
    0,
    steps.findLastIndex((one) => one <= step),
  );
}

/** @param {Heat} heat */
function legendOf({quantity, range: [low, high]}) {
  return [
    h("span", {}, quantity),
    heatBar(low, high),
    h("span", {}, [h("span", {class: "heat-nothing"}), "zero or not finite"]),
  ];
}

/**
 * The colours of viridis between the numbers they stand for.
 *
 * @param {number} low
 * @param {number} high
 */
export function heatBar(low, high) {
  const style = `background: linear-gradient(to right, ${HEAT.join(", ")})`;
  return h("span", {}, [number(low, 3), h("span", {class: "heat-bar", style}), number(high, 3)]);
}

/** @param {Heat} heat */
function inWords({title, quantity, steps, layers, values}) {
  /** @param {number} row */
  const corners = (row) => {
    const series = values.at(row) ?? [];
    const [first, last] = [number(series[0], 3), number(series[steps.length - 1], 3)];
    return `${layers.at(row)}: ${first} at first, ${last} at last`;
  };
  return (
    `${title ? `${title}: ` : ""}${quantity} of ${layers.length} layers at ${steps.length} recorded steps, ` +
    `from step ${steps[0]} to ${steps.at(-1)}. Layer ${corners(0)}; layer ${corners(-1)}.`
  );
}
