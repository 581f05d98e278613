import {equal} from "../expect.js";
import {cameTrue, filled, isExpected, measured, written} from "./measure.js";

const EXPECTED = {what: "", at: [], value: 10, tolerance: 0.5};
const ANSWERS = {
  a: {
    x: 6,
    nothing: null,
    rows: [
      [1, 2],
      [1, 2],
      [2, 1],
    ],
    shares: [1, 0.5, 1, null],
  },
  b: {x: 4},
};

/** @type {(of: import("./lesson.js").Reading | undefined, ...at: string[]) => number} */
const read = (of, ...at) => measured({...EXPECTED, of, at}, ANSWERS);

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a number is read from one answer or from two": () => {
    equal(read(undefined, "/a/x"), 6);
    equal(read("ratio", "/a/x", "/b/x"), 1.5);
    equal(read("difference", "/a/x", "/b/x"), 2);
  },
  "rows that are alike count once, shares of 1 are counted": () => {
    equal(read("distinct", "/a/rows"), 2);
    equal(read("ones", "/a/shares"), 2);
  },
  "what an answer does not have is no number, and not what was expected": () => {
    for (const place of ["/a/nothing", "/a/y", "/c/x"]) {
      equal(Number.isNaN(read("difference", "/a/x", place)), true);
    }
    equal(isExpected(EXPECTED, Number.NaN), false);
  },
  "what is expected has a tolerance": () => {
    equal(isExpected(EXPECTED, 10.5), true);
    equal(isExpected(EXPECTED, 10.6), false);
    equal(isExpected(EXPECTED, 9.4), false);
  },
  "a share is written in per cent, anything else with its unit": () => {
    equal(written({unit: "%"}, 0.256), "25.6 %");
    equal(written({unit: "times", digits: 2}, 56.6), "57 times");
    equal(written({}, Number.NaN), "–");
  },
  "numbers are put in their places": () => {
    equal(filled("{1} instead of {0}, {1}", ["a", "b"]), "b instead of a, b");
  },
  "the last choice has no bound": () => {
    const prediction = {
      prompt: "",
      choices: [{text: "a", below: 1}, {text: "b", below: 2}, {text: "c"}],
    };
    equal(cameTrue(prediction, 0, 0.5), true);
    equal(cameTrue(prediction, 1, 1), true);
    equal(cameTrue(prediction, 1, 2), false);
    equal(cameTrue(prediction, 2, 1e9), true);
    equal(cameTrue(prediction, 2, Number.NaN), false);
  },
  "a place on the slider may be near": () => {
    const prediction = {prompt: "", slider: {from: 0, to: 100, step: 1, near: 5}};
    equal(cameTrue(prediction, 60, 65), true);
    equal(cameTrue(prediction, 60, 65.1), false);
    equal(cameTrue(prediction, 60, Number.NaN), false);
  },
};
