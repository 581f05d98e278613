import {equal} from "../expect.js";
import {css, mixed, rgb, viridis} from "./colour.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "viridis goes from violet to yellow": () => {
    equal(viridis(0), [0x44, 0x01, 0x54]);
    equal(viridis(1), [0xfd, 0xe7, 0x25]);
  },
  "beyond its ends viridis stays": () => {
    equal(viridis(-1), viridis(0));
    equal(viridis(2), viridis(1));
  },
  "colours are read in both writings": () => {
    equal(rgb("#0072B2"), [0, 114, 178]);
    equal(rgb("rgb(1, 22, 255)"), [1, 22, 255]);
  },
  "half of each is in between": () => {
    equal(mixed([0, 0, 0], [255, 100, 10], 0.5), [128, 50, 5]);
  },
  "what was read can be written": () => {
    equal(rgb(css([7, 8, 9])), [7, 8, 9]);
  },
};
