import {svg} from "../ui/dom.js";
import {columnsOf, depthOf} from "./columns.js";

/**
 * @import {Network} from "../api/contract.js"
 * @import {Column, LayerColumn} from "./columns.js"
 */

/**
 * A unit of the drawing: `unit` counts from 0 in its layer; the input is layer 0.
 *
 * @typedef {{layer: number, unit: number, x: number, y: number, element: SVGGElement}} Mark
 */

/**
 * An edge of the drawing, from a unit of what lies before to a unit of a layer.
 *
 * @typedef {{layer: number, from: number, to: number, element: SVGLineElement}} Edge
 */

/**
 * A network as it is drawn, and its parts, so that they can show what happens in it.
 *
 * @typedef {{element: SVGSVGElement, marks: Mark[], edges: Edge[]}} Drawing
 */

const COLUMN = 92;
const DISTANCE = 31;
const TOP = 30;
const BELOW = 40;

/** Height of a line of what is said of a column. */
const LINE = 13;
const MOST_UNITS = 8;
const RADIUS = 11;

/** Room above for the arcs of blocks. */
const ARC = 26;

/**
 * A drawing of the network from input to output: a column of units per layer, a stack of sheets
 * where layers repeat; a bar where something is normalised, hollow units where some are dropped, an
 * arc around what a block adds to.
 *
 * @param {Network} network
 * @returns {Drawing}
 */
export function diagramOf(network) {
  const columns = columnsOf(network);
  const arc = columns.some((column) => "units" in column && column.block) ? ARC : 0;
  const half = DISTANCE * Math.max(0, ...columns.map(reachOf));
  const middle = arc + TOP + half;
  const frame = {middle, half, foot: middle + half + BELOW, top: arc};
  const lines = Math.max(...columns.map((column) => extrasOf(column).length));
  const height = frame.foot + lines * LINE + 6;
  const width = columns.length * COLUMN;
  const depth = depthOf(network.layers);
  const outputs = network.layers.at(-1)?.units;
  const {inputs} = network;
  const label = `Network of ${inputs} inputs and ${depth} layers; the output has ${outputs} units.`;
  const size = {viewBox: `0 0 ${width} ${height}`, width, height};
  const marks = columns.flatMap((column, index) => marksOf(column, middleOf(index), frame.middle));
  const edges = columns
    .slice(1)
    .flatMap((column, index) => edgesOf(columns[index], column, middleOf(index), frame.middle));
  const element = svg("svg", {...size, role: "img", "aria-label": label + specialities(columns)}, [
    columns.map((column, index) => arcOf(column, columns, index, frame.top)),
    columns.map((column, index) => stackOf(column, middleOf(index), frame)),
    edges.map((edge) => edge.element),
    columns.map((column, index) => signsOf(column, middleOf(index), frame)),
    marks.map((mark) => mark.element),
  ]);
  return {element, marks, edges};
}

/** @param {number} index of a column */
function middleOf(index) {
  return index * COLUMN + COLUMN / 2;
}

/**
 * What the drawing shows besides units, in words.
 *
 * @param {Column[]} columns
 */
function specialities(columns) {
  const layers = columns.filter((column) => "units" in column);
  const blocks = new Set(layers.map(({block}) => block?.number).filter(Boolean)).size;
  const normalised = layers.filter(({norm}) => norm).length;
  const dropping = layers.filter(({dropout}) => dropout).length;
  return [
    blocks > 0 && ` ${blocks} residual ${blocks === 1 ? "block" : "blocks"}.`,
    normalised > 0 && ` Normalised: ${normalised} of the columns.`,
    dropping > 0 && ` With dropout: ${dropping} of the columns.`,
  ]
    .filter(Boolean)
    .join("");
}

/**
 * How far from the middle the last unit of a column stands.
 *
 * @param {Column} column
 */
function reachOf(column) {
  return "units" in column ? (placesOf(column.units).at(-1)?.at ?? 0) : 0;
}

/**
 * @param {Column} column
 * @param {number} x
 * @param {number} middle
 * @returns {Mark[]}
 */
function marksOf(column, x, middle) {
  if (!("units" in column)) {
    return [];
  }
  const {units, last: layer, dropout} = column;
  const place = {x: x - RADIUS, width: 2 * RADIUS, height: 2 * RADIUS, rx: 4};
  return placesOf(units).map(({unit, at}) => {
    const y = middle + at * DISTANCE;
    const classes = dropout ? "unit dropping" : "unit";
    const box = svg("rect", {...place, y: y - RADIUS, class: classes});
    return {layer, unit, x, y, element: svg("g", {}, [box])};
  });
}

/**
 * @param {Column} column
 * @param {number} x
 * @param {{middle: number, half: number}} frame
 */
function stackOf(column, x, {middle, half}) {
  if (!("units" in column) || column.repeat === 1) {
    return null;
  }
  const size = {width: 40, height: 2 * half + 40, rx: 6, class: "sheet"};
  return [2, 1, 0].map((sheet) =>
    svg("rect", {...size, x: x - 20 + sheet * 6, y: middle - half - 20 - sheet * 3}),
  );
}

/**
 * What is special about the layer of a column.
 *
 * @param {Column} column
 */
function extrasOf(column) {
  const {norm, dropout} = "units" in column ? column : {};
  return [norm?.replace("_norm", " norm"), dropout && `drops ${dropout}`].filter(Boolean);
}

/**
 * What is written at a column.
 *
 * @param {Column} column
 * @param {number} x
 * @param {{middle: number, half: number, foot: number, top: number}} frame
 */
function signsOf(column, x, {middle, half, foot, top}) {
  if (!("units" in column)) {
    return svg("text", {x, y: middle + 4, class: "note"}, `… ${column.left} more …`);
  }
  const {units, label, repeat, norm} = column;
  const tall = half + RADIUS + 4;
  const bar = {x: x - 27, y: middle - tall, width: 5, height: 2 * tall, rx: 2, class: "norm"};
  return [
    norm && svg("rect", bar, [svg("title", {}, norm)]),
    units > MOST_UNITS && svg("text", {x, y: middle + 5, class: "note"}, "⋮"),
    repeat > 1 && svg("text", {x: x + 34, y: top + 13, class: "times"}, `×${repeat}`),
    svg("text", {x, y: foot - LINE, class: "count"}, `${units || "?"}`),
    [label, ...extrasOf(column)].map((line, i) =>
      svg("text", {x, y: foot + i * LINE, class: "note"}, String(line)),
    ),
  ];
}

/**
 * The way around a block, from what enters it to its last layer.
 *
 * @param {Column} column
 * @param {Column[]} columns
 * @param {number} index of the column
 * @param {number} top
 */
function arcOf(column, columns, index, top) {
  if (!("units" in column && column.block?.isLast)) {
    return null;
  }
  const {number, scale} = column.block;
  const first = columns.findIndex((one) => "units" in one && one.block?.number === number);
  const [from, to] = [middleOf(first - 1), middleOf(index)];
  const d = `M${from} ${top + 12}C${from} ${top - 26} ${to} ${top - 26} ${to} ${top + 12}`;
  const words = scale === undefined ? "x + F(x)" : `x + ${scale}·F(x)`;
  return svg("g", {class: "skip-way"}, [
    svg("path", {d}),
    svg("path", {class: "tip", d: `M${to} ${top + 15}l-4 -8h8z`}),
    svg("text", {x: (from + to) / 2, y: top - 4, class: "note"}, words),
  ]);
}

/**
 * @param {Column} from
 * @param {Column} to
 * @param {number} x of the first
 * @param {number} middle
 * @returns {Edge[]}
 */
function edgesOf(from, to, x, middle) {
  if (!("units" in from && "units" in to)) {
    return [];
  }
  const ends = placesOf(to.units);
  return placesOf(from.units).flatMap((start) =>
    ends.map((end) => ({
      layer: to.first,
      from: start.unit,
      to: end.unit,
      element: svg("line", {
        x1: x + RADIUS,
        y1: middle + start.at * DISTANCE,
        x2: x + COLUMN - RADIUS,
        y2: middle + end.at * DISTANCE,
        class: "edge",
      }),
    })),
  );
}

/**
 * Where the units stand, counted from the middle: all of them, or the first and last few with a gap
 * between.
 *
 * @param {LayerColumn["units"]} units
 */
function placesOf(units) {
  const count = Number.isInteger(units) && units > 0 ? units : 0;
  if (count <= MOST_UNITS) {
    return Array.from({length: count}, (_, unit) => ({unit, at: unit - (count - 1) / 2}));
  }
  const half = MOST_UNITS / 2;
  return Array.from({length: MOST_UNITS + 1}, (_, i) => i - half)
    .filter((at) => at !== 0)
    .map((at) => ({unit: at < 0 ? at + half : count + at - half - 1, at}));
}
