import {fill, h, pictured} from "../ui/dom.js";
import {boxOf, contextOf, sharp, whenDue, writeWith} from "./canvas.js";
import {look} from "./chart.js";
import {css, mixed, rgb, viridis} from "./colour.js";
import {number} from "./format.js";
import {heatBar} from "./heatmap.js";
import {markerOf, outlineOf} from "./markers.js";
import {ink, rootSize, series, seriesVariable} from "./palette.js";
import {classOf, inWords, labelOf, rangeOf, sureness, targetOf} from "./plane.js";

/**
 * @import {Box} from "./canvas.js"
 * @import {Plane, Range} from "./plane.js"
 */

const RIM = {left: 44, right: 8, top: 8, bottom: 36};

/** Beyond so many points, they are drawn smaller. */
const MANY = 300;

/**
 * What a network answers over a plane: classes as colours, the fainter the less sure; numbers in
 * viridis. Samples lie on it, marker and colour by class.
 */
export class BoundaryMap {
  #caption = h("figcaption");
  #canvas = h("canvas", {class: "plane"});
  #legend = h("div", {class: "plane-legend"});
  #soon;

  /** @type {Plane | null} */
  #plane = null;

  /**
   * @param {HTMLElement} element
   * @param {AbortSignal} signal
   */
  constructor(element, signal) {
    element.append(h("figure", {class: "plot"}, [this.#caption, this.#canvas, this.#legend]));
    this.#soon = whenDue(this.#canvas, () => this.#paint(), signal);
  }

  /** @param {Plane} plane */
  update(plane) {
    this.#plane = plane;
    this.#canvas.hidden = false;
    const words = inWords(plane);
    this.#caption.textContent = [plane.title, words].filter(Boolean).join(": ");
    pictured(this.#canvas, `Answers of the network over both inputs. ${words}`);
    fill(this.#legend, legendOf(plane));
    this.#soon();
  }

  /** @param {string} text what there is instead of a picture */
  say(text) {
    this.#canvas.hidden = true;
    this.#caption.textContent = text;
  }

  #paint() {
    if (this.#plane) {
      const context = sharp(this.#canvas);
      const box = boxOf(this.#canvas, RIM);
      const size = 0.4 * rootSize() * (this.#plane.inputs.length > MANY ? 0.7 : 1);
      context.imageSmoothingEnabled = false;
      context.drawImage(imageOf(this.#plane), RIM.left, RIM.top, box.width, box.height);
      paintSamples(context, this.#plane, box, size);
      writeWith(context, Math.max(12, 2 * size));
      paintAcross(context, this.#plane, box);
      paintUpwards(context, this.#plane, box);
    }
  }
}

/**
 * One pixel for each place of the raster.
 *
 * @param {Plane} plane
 */
function imageOf(plane) {
  const {grid, outputs, answers} = plane;
  const range = rangeOf(plane);
  const paper = rgb(ink("paper"));
  const image = h("canvas", {width: grid, height: grid});
  const context = contextOf(image);
  const pixels = context.createImageData(grid, grid);
  const classes = Math.max(2, outputs[0].length);
  const colours = Array.from({length: classes}, (_, i) => rgb(series(i)));
  outputs.forEach((output, i) => {
    const own = colours[classOf(output)];
    const colour = answers
      ? mixed(paper, own, 0.12 + 0.6 * sureness(output))
      : heat(output[0], range);
    const place = (grid - 1 - Math.floor(i / grid)) * grid + (i % grid);
    pixels.data.set([...colour, 255], 4 * place);
  });
  context.putImageData(pixels, 0, 0);
  return image;
}

/**
 * @param {Plane} plane
 * @param {Box} box
 */
function scalesOf({frame: [[left, right], [bottom, top]]}, {width, height}) {
  return {
    /** @param {number} value */
    x: (value) => RIM.left + (width * (value - left)) / (right - left),
    /** @param {number} value */
    y: (value) => RIM.top + height - (height * (value - bottom)) / (top - bottom),
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Plane} plane
 * @param {Box} box
 * @param {number} size of a marker in pixels
 */
function paintSamples(context, plane, box, size) {
  const {x, y} = scalesOf(plane, box);
  const range = rangeOf(plane);
  context.strokeStyle = ink("ink");
  context.lineWidth = 1 / size;
  plane.inputs.forEach((input, i) => {
    const {color, symbol} = look(plane.answers ? labelOf(plane, i) : 0);
    context.fillStyle = plane.answers ? color : css(heat(targetOf(plane, i), range));
    context.save();
    context.translate(x(input[0]), y(input[1]));
    context.scale(size, size);
    context.fill(outlineOf(symbol));
    context.stroke(outlineOf(symbol));
    context.restore();
  });
}

/**
 * Numbers and name of the horizontal axis.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Plane} plane
 * @param {Box} box
 */
function paintAcross(context, plane, box) {
  const {x} = scalesOf(plane, box);
  const [left, right] = plane.frame[0];
  const below = RIM.top + box.height;
  context.textBaseline = "top";
  context.textAlign = "left";
  context.fillText(number(left, 2), x(left), below + 4);
  context.textAlign = "right";
  context.fillText(number(right, 2), x(right), below + 4);
  context.textAlign = "center";
  const middle = (left + right) / 2;
  context.fillText(number(middle, 2), x(middle), below + 4);
  context.fillText(plane.columns[0], RIM.left + box.width / 2, below + 19);
}

/**
 * Numbers and name of the vertical axis.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Plane} plane
 * @param {Box} box
 */
function paintUpwards(context, plane, box) {
  const {y} = scalesOf(plane, box);
  const [bottom, top] = plane.frame[1];
  context.textAlign = "right";
  context.textBaseline = "bottom";
  context.fillText(number(bottom, 2), RIM.left - 4, y(bottom));
  context.textBaseline = "top";
  context.fillText(number(top, 2), RIM.left - 4, y(top));
  context.translate(12, RIM.top + box.height / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(plane.columns[1], 0, 0);
}

/**
 * @param {number} value
 * @param {Range} range
 */
function heat(value, [low, high]) {
  return viridis(high > low ? (value - low) / (high - low) : 0.5);
}

/** @param {Plane} plane */
function legendOf(plane) {
  const {answers, inputs, classNames = []} = plane;
  if (!answers) {
    return [h("span", {}, "output"), heatBar(...rangeOf(plane))];
  }
  const classes = [...new Set(inputs.map((_, i) => labelOf(plane, i)))].sort((a, b) => a - b);
  return [
    ...classes.map((label) => classLegend(label, classNames[label] ?? "")),
    h("span", {}, "faint: unsure"),
  ];
}

/**
 * @param {number} label
 * @param {string} name of the class, which may be its number
 */
function classLegend(label, name) {
  const style = `color: ${seriesVariable(label)}`;
  return h("span", {}, [
    h("span", {style, "aria-hidden": "true"}, markerOf(label).glyph),
    ` ${/\D/.test(name) ? name : `class ${label}`}`,
  ]);
}
