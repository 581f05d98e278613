import {equal} from "../expect.js";
import {columnOf} from "./heatmap.js";
import {ticks} from "./ticks.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "the column of a step is the last that is not later": () => {
    equal(
      [1, 4, 5, 9, 100].map((step) => columnOf([1, 5, 9], step)),
      [0, 0, 1, 2, 2],
    );
  },
  "before the first step there is the first column": () => {
    equal(columnOf([10, 20], 3), 0);
    equal(columnOf([], 3), 0);
  },
  "ticks hold the first and the last place": () => {
    equal(ticks(10, 4), [0, 3, 6, 9]);
    equal(ticks(101, 10).at(-1), 100);
  },
  "ticks keep their distance from the last": () => {
    equal(ticks(11, 4), [0, 4, 8, 10]);
  },
  "one place is one tick": () => {
    equal(ticks(1, 5), [0]);
  },
};
