import {fill, h, pictured} from "../ui/dom.js";
import {boxOf, letterSize, sharp, whenDue, writeWith} from "./canvas.js";
import {series, seriesVariable} from "./palette.js";
import {ticks} from "./ticks.js";

/**
 * The entries of a tensor at one step, as the service counts them; `first` is null where none is
 * finite and not 0.
 *
 * @typedef {{step: number, count: number, first: number | null, sizes: number[]}} Ridge
 * @typedef {{name: string, ridges: Ridge[]}} Range
 * @typedef {{title: string, ranges: Range[]}} Ridged one range, or two that lie over each other
 */

const MARGIN = {left: 62, right: 14, top: 34, bottom: 38};

/** Ridges that are drawn of a range, at most. */
const MOST_RIDGES = 30;

/** Height of the highest ridge, in distances of ridges. */
const OVERLAP = 3;

const LOG10_2 = Math.log10(2);

/**
 * How the sizes of entries are distributed over octaves, a ridge for each step, the later ones
 * higher up.
 *
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function ridgeline(element, signal) {
  const canvas = h("canvas", {class: "ridges"});
  const caption = h("figcaption");
  const legend = h("div", {class: "plane-legend"});
  element.append(h("figure", {class: "plot"}, [caption, canvas, legend]));
  /** @type {Ridged | null} */
  let shown = null;
  const soon = whenDue(
    canvas,
    () => shown && canvas.clientWidth > 0 && paint(canvas, shown),
    signal,
  );
  return {
    /** @param {Ridged} data */
    update(data) {
      shown = {
        title: data.title,
        ranges: data.ranges.map(({name, ridges}) => ({name, ridges: thinned(ridges)})),
      };
      caption.textContent = data.title;
      pictured(canvas, inWords(data));
      fill(
        legend,
        data.ranges.length > 1 &&
          data.ranges.map(({name}, i) =>
            h("span", {}, [
              h("span", {class: "key", style: `background: ${seriesVariable(i)}`}),
              name,
            ]),
          ),
      );
      soon();
    },
  };
}

/** @param {Ridge[]} all */
function thinned(all) {
  return all.length <= MOST_RIDGES ? all : ticks(all.length, MOST_RIDGES).map((i) => all[i]);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Ridged} data
 */
function paint(canvas, {ranges}) {
  const context = sharp(canvas);
  const box = boxOf(canvas, MARGIN);
  const all = ranges.flatMap(({ridges}) => ridges);
  const known = all.filter(({first}) => first !== null);
  if (known.length === 0) {
    return;
  }
  const low = Math.min(...known.map(({first}) => first ?? 0));
  const high = Math.max(...known.map(({first, sizes}) => (first ?? 0) + sizes.length));
  const steps = [Math.min(...all.map(({step}) => step)), Math.max(...all.map(({step}) => step))];
  const highest = Math.max(...known.map(({count, sizes}) => Math.max(...sizes) / count));
  /** @param {number} exponent */
  const across = (exponent) => MARGIN.left + (box.width * (exponent - low)) / (high - low);
  /** @param {number} step */
  const up = (step) =>
    MARGIN.top + box.height * (1 - (step - steps[0]) / Math.max(1, steps[1] - steps[0]));
  const tall = (OVERLAP * box.height) / (MOST_RIDGES * highest);
  ranges.forEach((range, i) => {
    for (const ridge of range.ridges.toReversed()) {
      paintRidge(context, ridge, {across, base: up(ridge.step), tall, colour: series(i)});
    }
  });
  paintAxes(context, {low, high, steps, across, up}, canvas);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Ridge} ridge
 * @param {{across: (exponent: number) => number, base: number, tall: number,
 *     colour: string}} place
 */
function paintRidge(context, {count, first, sizes}, {across, base, tall, colour}) {
  if (first === null) {
    return;
  }
  context.beginPath();
  context.moveTo(across(first), base);
  sizes.forEach((size, k) => {
    context.lineTo(across(first + k + 0.5), base - (tall * size) / count);
  });
  context.lineTo(across(first + sizes.length), base);
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.globalAlpha = 0.35;
  context.fill();
  context.globalAlpha = 1;
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{low: number, high: number, steps: number[], across: (exponent: number) => number,
 *     up: (step: number) => number}} axes
 * @param {HTMLCanvasElement} canvas
 */
function paintAxes(context, {low, high, steps, across, up}, canvas) {
  const size = letterSize();
  writeWith(context, size);
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const step of new Set([steps[0], Math.round((steps[0] + steps[1]) / 2), steps[1]])) {
    context.fillText(String(step), MARGIN.left - 6, up(step));
  }
  context.textAlign = "center";
  context.textBaseline = "top";
  const bottom = canvas.clientHeight - MARGIN.bottom;
  const [from, to] = [Math.ceil(low * LOG10_2), Math.floor(high * LOG10_2)];
  for (const i of ticks(Math.max(1, to - from + 1), (across(high) - across(low)) / 60)) {
    context.fillText(`10${superscript(from + i)}`, across((from + i) / LOG10_2), bottom + 4);
  }
  context.fillText("size of entries", (across(low) + across(high)) / 2, bottom + 6 + size);
  context.translate(size, (up(steps[0]) + up(steps[1])) / 2);
  context.rotate(-Math.PI / 2);
  context.textBaseline = "alphabetic";
  context.fillText("step", 0, 0);
}

/** @param {number} exponent */
function superscript(exponent) {
  return [...String(exponent)]
    .map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]))
    .join("");
}

/** @param {Ridged} data */
function inWords({title, ranges}) {
  const said = ranges.map(({name, ridges}) => {
    const [first, last] = [ridges[0], ridges.at(-1)].map((ridge) => spanOf(ridge));
    return `${name}: ${first} at first, ${last} at last`;
  });
  return `${title}. ${said.join("; ")}.`;
}

/** @param {Ridge | undefined} ridge */
function spanOf(ridge) {
  if (!ridge || ridge.first === null) {
    return "nothing but 0";
  }
  return `from 2^${ridge.first} to 2^${ridge.first + ridge.sizes.length}`;
}
