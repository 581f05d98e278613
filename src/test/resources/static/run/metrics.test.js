import {equal} from "../expect.js";
import {layersIn, spread} from "./metrics.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "first, middle and last layer of each depth are shown first": () => {
    equal(spread([101]), [1, 51, 101]);
    equal(spread([2, 4]), [1, 2, 4]);
    equal(spread([1]), [1]);
  },
  "layers are read however they are separated": () => {
    equal(layersIn("1, 2;3  4", 5), [1, 2, 3, 4]);
    equal(layersIn("2 2", 5), [2]);
  },
  "layers that are not there are not read": () => {
    equal(
      ["", "0", "6", "1.5", "x", "1 2 3 4 5 6 7 8"].map((text) => layersIn(text, 5)),
      [null, null, null, null, null, null],
    );
  },
};
