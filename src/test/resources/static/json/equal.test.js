import {equal} from "../expect.js";
import {same} from "./equal.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "members may come in any order": () => {
    equal(same({a: 1, b: [2, {c: 3}]}, {b: [2, {c: 3}], a: 1}), true);
  },
  "elements may not": () => {
    equal(same([1, 2], [2, 1]), false);
  },
  "an undefined member is as good as none": () => {
    equal(same({a: 1, b: undefined}, {a: 1}), true);
  },
  "null is something": () => {
    equal(same({a: null}, {}), false);
    equal(same(null, undefined), false);
    equal(same(null, {}), false);
  },
  "a list is no object, a number no text": () => {
    equal(same([], {}), false);
    equal(same([1], {0: 1}), false);
    equal(same(1, "1"), false);
  },
  "what one has more makes them differ": () => {
    equal(same([1], [1, 2]), false);
    equal(same({a: {b: 1}}, {a: {b: 1, c: 2}}), false);
  },
};
