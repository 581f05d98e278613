import {contextOf} from "../charts/canvas.js";
import {seriesVariable} from "../charts/palette.js";
import {classOf, extentOf} from "../charts/plane.js";
import {h, svg} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {cell, numberCell, row, tableOf} from "../ui/table.js";

/** @import {Preview} from "../api/contract.js" */

/** @typedef {{x: number, y: number, kind: number}} Point of a class */

/** Images that are shown, rows and columns of a table. */
const TILES = 24;
const ROWS = 6;
const COLUMNS = 8;

/** Samples of at least 7 × 7 features are taken for images if they are square. */
const LEAST_PIXELS = 49;

const SIZE = 260;
const EDGE = 14;

/**
 * The samples as what shows most of them: points in the plane, a curve, images, or a table.
 *
 * @param {Preview} sight
 */
export function pictureOf(sight) {
  const {features, inputs, targets} = sight;
  if (features === 2) {
    const points = inputs.map(([x, y], i) => ({x, y, kind: kindOf(sight, i)}));
    return scatter(points, sight);
  }
  if (features === 1 && targets?.[0].length === 1 && targets.length > ROWS) {
    const points = inputs.map(([x], i) => ({x, y: targets[i][0], kind: 0}));
    return scatter(points, sight);
  }
  const side = Math.sqrt(features);
  return features >= LEAST_PIXELS && Number.isInteger(side) ? tiles(sight, side) : table(sight);
}

/**
 * The class of a sample by its number; of two-valued targets, their value.
 *
 * @param {Preview} sight
 * @param {number} i
 */
function kindOf({labels, targets}, i) {
  const target = targets?.[i] ?? [];
  return labels?.[i] ?? (target.length === 1 ? Math.round(target[0]) : classOf(target));
}

/**
 * @param {Point[]} points
 * @param {Preview} sight
 */
function scatter(points, {classNames, columns: [across, up]}) {
  const [left, right] = widened(points.map(({x}) => x));
  const [bottom, top] = widened(points.map(({y}) => y));
  const room = SIZE - 2 * EDGE;
  const marks = points.map(({x, y, kind}) =>
    mark(
      kind,
      EDGE + ((x - left) / (right - left)) * room,
      SIZE - EDGE - ((y - bottom) / (top - bottom)) * room,
    ),
  );
  const colours = classNames ? `, coloured by the classes ${classNames.join(", ")}` : "";
  const attributes = {
    viewBox: `0 0 ${SIZE} ${SIZE}`,
    class: "scatter",
    role: "img",
    "aria-label": `${points.length} samples: ${up} over ${across}${colours}`,
  };
  const frame = {x: 1, y: 1, width: SIZE - 2, height: SIZE - 2, class: "frame"};
  const spans = [
    `${across}: ${brief(left)} … ${brief(right)}`,
    `${up}: ${brief(bottom)} … ${brief(top)}`,
  ];
  return h("figure", {}, [
    svg("svg", attributes, [svg("rect", frame), marks]),
    h("figcaption", {class: "muted"}, spans.join(", ")),
  ]);
}

/**
 * A class has a colour and a shape of its own.
 *
 * @param {number} kind
 * @param {number} x
 * @param {number} y
 */
function mark(kind, x, y) {
  const fill = seriesVariable(Math.abs(kind));
  switch (Math.abs(kind) % 4) {
    case 1:
      return svg("rect", {x: x - 2.6, y: y - 2.6, width: 5.2, height: 5.2, style: `fill: ${fill}`});
    case 2:
      return svg("path", {d: `M${x} ${y - 3.6}l3.4 6h-6.8z`, style: `fill: ${fill}`});
    case 3:
      return svg("path", {
        d: `M${x - 3} ${y - 3}l6 6m0-6l-6 6`,
        style: `stroke: ${fill}`,
        "stroke-width": 1.6,
      });
    default:
      return svg("circle", {cx: x, cy: y, r: 3, style: `fill: ${fill}`});
  }
}

/**
 * @param {Preview} sight
 * @param {number} side of an image in pixels
 */
function tiles(sight, side) {
  const images = sight.inputs.slice(0, TILES);
  const [, high] = extentOf(images.flat());
  const most = high > 0 ? high : 1;
  const attributes = {
    class: "tiles",
    role: "img",
    "aria-label": `The first ${images.length} images, ${side} × ${side} pixels`,
  };
  const figures = images.map((image, i) =>
    h("figure", {}, [picture(image, side, most), h("figcaption", {}, className(sight, i))]),
  );
  return h("div", attributes, figures);
}

/**
 * @param {Preview} sight
 * @param {number} i a sample
 */
function className(sight, i) {
  if (!(sight.labels || sight.targets)) {
    return "";
  }
  const kind = kindOf(sight, i);
  return sight.classNames?.[kind] ?? kind;
}

/**
 * @param {number[]} image its pixels row by row
 * @param {number} side
 * @param {number} most the value that is black
 */
function picture(image, side, most) {
  const canvas = h("canvas", {width: side, height: side});
  const context = contextOf(canvas);
  const pixels = context.createImageData(side, side);
  image.forEach((value, pixel) => {
    const shade = 255 - Math.max(0, Math.min(255, (value / most) * 255));
    pixels.data.set([shade, shade, shade, 255], pixel * 4);
  });
  context.putImageData(pixels, 0, 0);
  return canvas;
}

/** @param {Preview} sight */
function table(sight) {
  const {inputs, columns, features} = sight;
  const shown = Math.min(features, COLUMNS);
  const isCut = features > shown;
  const heads = [
    columns.slice(0, shown).map((name) => h("th", {class: "number"}, name)),
    isCut && h("th", {}, "…"),
    columns.slice(features).map((name) => h("th", {}, name)),
  ];
  const rows = inputs
    .slice(0, ROWS)
    .map((values, i) =>
      row([
        values.slice(0, shown).map((value) => numberCell(brief(value))),
        isCut && cell("…"),
        answerCells(sight, i),
      ]),
    );
  return scrolling("The first samples", tableOf(heads, rows));
}

/**
 * @param {Preview} sight
 * @param {number} i a sample
 */
function answerCells({labels, targets, classNames}, i) {
  if (labels) {
    return [cell(classNames?.[labels[i]] ?? labels[i])];
  }
  return targets?.[i].map((value) => numberCell(brief(value)));
}

/** @param {number[]} values */
function widened(values) {
  const [low, high] = extentOf(values);
  return high > low ? [low, high] : [low - 1, high + 1];
}

/** @param {number} value */
function brief(value) {
  return Number(value)
    .toPrecision(3)
    .replace(/\.?0+$/, "");
}
