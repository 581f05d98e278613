import {equal} from "../expect.js";
import {columnsOf, depthOf} from "./columns.js";

const TANH = {units: 8, activation: "tanh"};
const SIGMOID = {units: 1, activation: "sigmoid"};

/**
 * @param {import("../api/contract.js").Layer[]} layers
 * @param {(column: import("./columns.js").LayerColumn) => unknown} say
 */
const said = (layers, say) =>
  columnsOf({inputs: 2, layers}).map((column) => ("units" in column ? say(column) : column));

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a shallow network is drawn layer by layer": () => {
    const numbers = said([{...TANH, repeat: 2}, SIGMOID], ({first, last}) => [first, last]);
    equal(numbers, [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  },
  "a deep one entry by entry": () => {
    const numbers = said([{...TANH, repeat: 100}, SIGMOID], ({first, last, repeat}) => [
      first,
      last,
      repeat,
    ]);
    equal(numbers, [
      [0, 0, 1],
      [1, 100, 100],
      [101, 101, 1],
    ]);
  },
  "the layers of a block are numbered with the others": () => {
    const block = /** @type {any} */ ({residual: [TANH, TANH], scale: 0.5, repeat: 2});
    const blocks = said([block, SIGMOID], ({last, block: of}) => [last, of?.number, of?.isLast]);
    equal(blocks, [
      [0, undefined, undefined],
      [1, 1, false],
      [2, 1, true],
      [3, 2, false],
      [4, 2, true],
      [5, undefined, undefined],
    ]);
  },
  "the norm of a block stands before or after it": () => {
    const inside = {residual: [TANH, TANH], normalization: {name: "layer_norm"}};
    const before = /** @type {any} */ (inside);
    const after = /** @type {any} */ ({...inside, normalizationPosition: "after"});
    equal(
      said([before, SIGMOID], ({norm}) => norm ?? ""),
      ["", "layer_norm", "", ""],
    );
    equal(
      said([after, SIGMOID], ({norm}) => norm ?? ""),
      ["", "", "layer_norm", ""],
    );
  },
  "what was typed and is no number counts as one layer": () => {
    equal(depthOf([{...TANH, repeat: /** @type {any} */ ("many")}, SIGMOID]), 2);
  },
};
