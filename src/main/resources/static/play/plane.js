import {sharp} from "../charts/canvas.js";
import {css, mixed, rgb} from "../charts/colour.js";
import {ink, SERIES} from "../charts/palette.js";
import {classOf, labelOf, sureness, targetOf} from "../charts/plane.js";
import {h} from "../ui/dom.js";
import {GRID, paint, rangeOf} from "./responses.js";

/**
 * @import {Preview} from "../api/contract.js"
 * @import {Range} from "../charts/plane.js"
 */

/** Two classes have the colours that units and edges have, the second of them blue. */
const TWO = [SERIES[1], SERIES[0]];

/** Of the colours of samples, so that they stand out. */
const PALE = 0.6;

const raster = h("canvas", {width: GRID, height: GRID});

/**
 * What a network answers all over the plane, and the samples on it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{sight: Preview, frame: [Range, Range], outputs: number[][], activation: string}} picture
 *     `outputs[place][output]` over the grid
 */
export function paintPlane(canvas, {sight, frame, outputs, activation}) {
  const context = sharp(canvas);
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  paintAnswers(outputs, activation);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(raster, 0, 0, width, height);
  const [[left, right], [bottom, top]] = frame;
  const colours = coloursOf(sight);
  context.strokeStyle = ink("paper");
  context.lineWidth = 0.8;
  sight.inputs.forEach(([x, y], i) => {
    context.beginPath();
    context.fillStyle = colours(i);
    const [across, down] = [(x - left) / (right - left), (top - y) / (top - bottom)];
    context.arc(across * width, down * height, 3, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  });
}

/**
 * @param {number[][]} outputs
 * @param {string} activation
 */
function paintAnswers(outputs, activation) {
  if (outputs[0].length === 1) {
    paint(raster, (i) => outputs[i][0], rangeOf(activation, outputs), PALE);
    return;
  }
  const context = /** @type {CanvasRenderingContext2D} */ (raster.getContext("2d"));
  outputs.forEach((output, i) => {
    const own = rgb(SERIES[classOf(output) % SERIES.length]);
    context.fillStyle = css(mixed([255, 255, 255], own, 0.1 + (PALE - 0.1) * sureness(output)));
    context.fillRect(i % GRID, Math.floor(i / GRID), 1, 1);
  });
}

/**
 * The colour of each sample.
 *
 * @param {Preview} sight
 * @returns {(i: number) => string}
 */
function coloursOf(sight) {
  if (sight.task === "classification") {
    const palette = (sight.classes ?? 2) > 2 ? SERIES : TWO;
    return (i) => palette[labelOf(sight, i) % palette.length];
  }
  const targets = sight.inputs.map((_, i) => targetOf(sight, i));
  const middle = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  return (i) => TWO[Number(targets[i] > middle)];
}
