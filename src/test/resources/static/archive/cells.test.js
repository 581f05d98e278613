import {equal} from "../expect.js";
import {cellTitle, runsOf} from "./cells.js";
import {lineOf} from "./multiples.js";
import {tally} from "./tally.js";

/**
 * @param {string} metric
 * @param {number | null} mean
 * @param {number} [sd]
 */
const layersWith = (metric, mean, sd) => ({layers: [{layer: 1, metrics: {[metric]: {mean, sd}}}]});

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a cell is called by what differs": () => {
    const factors = {
      "/optimizer/learningRate": 0.1,
      "/network/weightInitializer": {name: "normal", stddev: 1},
      "/cost": "binary_cross_entropy",
    };
    equal(
      cellTitle({cell: 0, factors}),
      "learning rate 0.1, weight initializer normal, stddev 1, cost binary cross entropy",
    );
  },
  "a title goes before": () => {
    equal(cellTitle({cell: 0, title: "relu", factors: {"/a": 1}}), "relu");
  },
  "a cell without factors is as it is": () => {
    equal(cellTitle({cell: 0, factors: {}}), "as it is");
  },
  "runs are those of the cell": () => {
    const run = {runId: "r", factors: {}, seed: 1, status: /** @type {const} */ ("queued")};
    const runs = [
      {...run, cell: 0},
      {...run, cell: 1, runId: "s"},
    ];
    equal(runsOf({runs}, 1), [runs[1]]);
  },
  "runs are over when they neither wait nor run": () => {
    const counts = {queued: 1, running: 2, succeeded: 3, failed: 4, cancelled: 5, deleted: 6};
    equal(tally(counts), {done: 18, all: 21});
  },
  "norms are drawn in decades, their band as wide below as above": () => {
    const [{value, low, high}] = lineOf(layersWith("deltaNorm", 0.1, 0.9), "deltaNorm");
    equal([value, low, high].map(Math.round), [-1, -2, 0]);
  },
  "other metrics are drawn as they are": () => {
    equal(lineOf(layersWith("deadFraction", 0.5, 0.25), "deadFraction"), [
      {layer: 1, value: 0.5, low: 0.25, high: 0.75},
    ]);
  },
  "what is zero or not known is not drawn": () => {
    equal(lineOf(layersWith("deltaNorm", 0), "deltaNorm"), []);
    equal(lineOf(layersWith("deltaNorm", null), "deltaNorm"), []);
    equal(lineOf(layersWith("deltaNorm", 1), "weightNorm"), []);
  },
};
