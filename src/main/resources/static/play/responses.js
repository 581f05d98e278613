import {contextOf} from "../charts/canvas.js";
import {h} from "../ui/dom.js";

/** @import {Range} from "../charts/plane.js" */

/** Places across and upwards at which units are asked for their activation. */
export const GRID = 20;

/** Orange below, blue above, as far as they are from the middle. */
const LOW = [213, 94, 0];
const HIGH = [0, 114, 178];

/** What activations lie between, where it is known. @type {Record<string, Range>} */
const BOUNDS = {
  sigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
};

/**
 * The middles of the cells of a grid over a frame, row by row from the upper left, as a picture has
 * its pixels.
 *
 * @param {[across: Range, upwards: Range]} frame
 * @returns {number[][]}
 */
export function gridOver([across, upwards]) {
  return Array.from({length: GRID * GRID}, (_, i) => [
    placeIn(across, i % GRID),
    placeIn(upwards, GRID - 1 - Math.floor(i / GRID)),
  ]);
}

/**
 * @param {Range} range
 * @param {number} i
 */
function placeIn([low, high], i) {
  return low + ((high - low) * (i + 0.5)) / GRID;
}

/**
 * The frame around samples, with a rim.
 *
 * @param {number[][]} inputs
 * @returns {[across: Range, upwards: Range]}
 */
export function frameOf(inputs) {
  return [framed(inputs.map(([x]) => x)), framed(inputs.map(([, y]) => y))];
}

/**
 * @param {number[]} values
 * @returns {Range}
 */
function framed(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rim = 0.08 * (high - low || 1);
  return [low - rim, high + rim];
}

/**
 * What activations of a layer are shown between: its activation's bounds, or as far from 0 as they
 * go.
 *
 * @param {string} activation
 * @param {number[][]} values `[sample][unit]`
 * @returns {Range}
 */
export function rangeOf(activation, values) {
  const known = BOUNDS[activation];
  if (known) {
    return known;
  }
  const most = values.reduce(
    (size, units) => units.reduce((largest, value) => Math.max(largest, Math.abs(value)), size),
    0,
  );
  return [-most || -1, most || 1];
}

const pixels = h("canvas", {width: GRID, height: GRID});

/**
 * The response of a unit over the grid, as the address of a picture.
 *
 * @param {(place: number) => number} value at a place of the grid
 * @param {Range} range
 */
export function pictureOf(value, range) {
  paint(pixels, value, range);
  return pixels.toDataURL();
}

/**
 * Paints a response onto a canvas of the grid's size.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {(place: number) => number} value
 * @param {Range} range
 * @param {number} [depth] of the colours, at most 1
 */
export function paint(canvas, value, [low, high], depth = 1) {
  const context = contextOf(canvas);
  const image = context.createImageData(GRID, GRID);
  for (let i = 0; i < GRID * GRID; i += 1) {
    const share = (2 * (value(i) - low)) / (high - low) - 1;
    const size = depth * Math.min(1, Math.abs(share));
    const colour = share < 0 ? LOW : HIGH;
    const at = 4 * i;
    for (let k = 0; k < 3; k += 1) {
      image.data[at + k] = 255 + size * (colour[k] - 255);
    }
    image.data[at + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
