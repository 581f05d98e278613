import {close, equal} from "../expect.js";
import {classOf, extentOf, inWords, labelOf, rangeOf, sureness, targetOf} from "./plane.js";

/** @type {import("./plane.js").Plane} */
const plane = {
  title: "",
  frame: [
    [0, 1],
    [0, 1],
  ],
  grid: 1,
  outputs: [[0.25]],
  inputs: [
    [0, 0],
    [1, 1],
  ],
  columns: ["x", "y"],
};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "one output is a class by ½": () => {
    equal([classOf([0.5]), classOf([0.51])], [0, 1]);
  },
  "of more outputs the largest is the class": () => {
    equal(classOf([0.2, 0.5, 0.3]), 1);
  },
  "a label goes before a target": () => {
    equal(labelOf({labels: [2], targets: [[1, 0, 0]]}, 0), 2);
    equal(labelOf({targets: [[0, 1]]}, 0), 1);
  },
  "the target of a class is its number": () => {
    equal(targetOf({labels: [3]}, 0), 3);
    equal(targetOf({targets: [[0.7, 9]]}, 0), 0.7);
  },
  "sure is 1, chance is 0": () => {
    close(sureness([1]), 1, 1e-12);
    close(sureness([0]), 1, 1e-12);
    close(sureness([0.5]), 0, 1e-12);
    close(sureness([0.25, 0.25, 0.25, 0.25]), 0, 1e-12);
    close(sureness([0, 0, 1, 0]), 1, 1e-12);
  },
  "the range takes in outputs and targets": () => {
    equal(rangeOf({...plane, targets: [[-1], [0.5]]}), [-1, 0.5]);
  },
  "what is not finite is in no range": () => {
    equal(extentOf([null, 3, -2, null]), [-2, 3]);
  },
  "points on their side are counted": () => {
    equal(inWords({...plane, labels: [0, 1], answers: [0, 0]}), "1 of 2 points on their side");
  },
};
