/** @import {Layer, Network} from "../api/contract.js" */

/**
 * A column of the drawing of a network: one layer, or a stack of layers `first` to `last`; the
 * input is layer 0.
 *
 * @typedef {{units: number, label: string, repeat: number, first: number, last: number,
 *     norm?: string, dropout?: number, block?: {number: number, scale?: number,
 *     isLast: boolean}}} LayerColumn
 */

/**
 * What stands beside another: a layer, or the number of columns that are left out.
 *
 * @typedef {LayerColumn | {left: number}} Column
 */

/** A network of so many layers is drawn layer by layer, a deeper one entry by entry. */
const MOST_LAYERS = 8;
const MOST_COLUMNS = 12;

/**
 * @param {Network} network
 * @returns {Column[]}
 */
export function columnsOf({inputs, layers, inputNormalization, inputDropout}) {
  const extras = {norm: inputNormalization?.name, dropout: fraction(inputDropout)};
  const input = {units: inputs, label: "input", repeat: 1, first: 0, last: 0, ...extras};
  const all = depthOf(layers) <= MOST_LAYERS ? oneByOne(layers) : entryByEntry(layers);
  const columns = [input, ...all];
  if (columns.length <= MOST_COLUMNS) {
    return columns;
  }
  const shown = MOST_COLUMNS - 2;
  return [...columns.slice(0, shown), {left: columns.length - shown - 1}, ...columns.slice(-1)];
}

/**
 * How many layers there are, those inside of blocks among them.
 *
 * @param {Layer[]} layers
 * @returns {number}
 */
export function depthOf(layers) {
  return layers.reduce((sum, layer) => sum + depthOfEntry(layer), 0);
}

/**
 * How many weights there are between layers.
 *
 * @param {Network} network
 */
export function parametersOf(network) {
  let sum = 0;
  let before = 0;
  for (const column of columnsOf(network)) {
    if (!("units" in column)) {
      return Number.POSITIVE_INFINITY;
    }
    const {units, first, last} = column;
    sum += before * units + (last - first) * units * units;
    before = units;
  }
  return sum;
}

/** @param {Layer} layer */
function depthOfEntry({repeat, residual}) {
  return timesOf(repeat) * (Array.isArray(residual) ? depthOf(residual) : 1);
}

/** @param {unknown} repeat */
function timesOf(repeat) {
  return Math.max(1, Math.floor(Number(repeat)) || 1);
}

/** @param {unknown} value as somebody has typed it */
function fraction(value) {
  return Number(value) > 0 ? Number(value) : undefined;
}

/**
 * Every layer for itself, those of blocks too.
 *
 * @param {Layer[]} layers
 * @returns {LayerColumn[]}
 */
function oneByOne(layers) {
  /** @type {LayerColumn[]} */
  const columns = [];
  let blocks = 0;
  for (const layer of layers) {
    for (let time = 0; time < timesOf(layer.repeat); time += 1) {
      const at = columns.length + 1;
      if (Array.isArray(layer.residual)) {
        blocks += 1;
        columns.push(...blockOf(layer, expanded(layer.residual), blocks, at));
      } else {
        columns.push(columnOf(layer, at, at));
      }
    }
  }
  return columns;
}

/**
 * The layers of a block; its own normalisation stands at the first of them, or behind the last.
 *
 * @param {Layer} block
 * @param {Layer[]} inside
 * @param {number} number
 * @param {number} first number of its first layer
 * @returns {LayerColumn[]}
 */
function blockOf({scale, normalization, normalizationPosition}, inside, number, first) {
  const normalized = normalizationPosition === "after" ? inside.length - 1 : 0;
  return inside.map((layer, i) => {
    const column = columnOf(layer, first + i, first + i);
    const norm = i === normalized ? (column.norm ?? normalization?.name) : column.norm;
    return {...column, norm, block: {number, scale, isLast: i === inside.length - 1}};
  });
}

/**
 * @param {Layer[]} layers
 * @returns {Layer[]}
 */
function expanded(layers) {
  return layers.flatMap((layer) => Array.from({length: timesOf(layer.repeat)}, () => layer));
}

/**
 * A stack for each entry; a block is drawn as its last layer, as wide as what enters it.
 *
 * @param {Layer[]} layers
 * @returns {LayerColumn[]}
 */
function entryByEntry(layers) {
  let last = 0;
  return layers.map((layer) => {
    const first = last + 1;
    last += depthOfEntry(layer);
    return {...columnOf(layer, first, last), repeat: timesOf(layer.repeat)};
  });
}

/**
 * @param {Layer} layer
 * @param {number} first
 * @param {number} last
 * @returns {LayerColumn}
 */
function columnOf({units, activation, residual, normalization, dropout}, first, last) {
  const own = Array.isArray(residual)
    ? {units: residual.at(-1)?.units ?? 0, label: `x + F(x), ${residual.length}`}
    : {units, label: activation};
  const extras = {norm: normalization?.name, dropout: fraction(dropout)};
  return {...own, repeat: 1, first, last, ...extras};
}
