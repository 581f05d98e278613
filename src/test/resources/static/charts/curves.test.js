import {close, equal} from "../expect.js";
import {framesOf} from "./chart.js";
import {decadesOf} from "./curves.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "decades lie between the smallest and the largest positive value of all": () => {
    close(decadesOf([{y: [0.001, null]}, {y: [0, -5, 100]}]), 5, 1e-12);
  },
  "without a positive value there are none": () => {
    equal(decadesOf([{y: [0, null]}]), 0);
    equal(decadesOf([]), 0);
  },
  "layers that are neighbours share a frame": () => {
    equal(framesOf([1, 2, 5]), [
      [0.5, 2.5],
      [4.5, 5.5],
    ]);
  },
};
