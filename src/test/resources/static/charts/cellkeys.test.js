import {equal} from "../expect.js";
import {placeBeside} from "./cellkeys.js";

const SIZE = {columns: 30, rows: 5};

/** @param {string} key */
const from = (key, shiftKey = false) => placeBeside({key, shiftKey}, {at: 4, row: 2}, SIZE);

/** @type {import("../expect.js").Cases} */
export const cases = {
  "arrow keys go to the cells beside, up to the rows above": () => {
    equal(from("ArrowRight"), {at: 5, row: 2});
    equal(from("ArrowLeft"), {at: 3, row: 2});
    equal(from("ArrowUp"), {at: 4, row: 3});
    equal(from("ArrowDown"), {at: 4, row: 1});
  },
  "with Shift they go ten cells, and never beyond the last": () => {
    equal(from("ArrowRight", true), {at: 14, row: 2});
    equal(from("ArrowUp", true), {at: 4, row: 4});
  },
  "Home and End are the first and the last step; other keys lead nowhere": () => {
    equal(from("Home"), {at: 0, row: 2});
    equal(from("End"), {at: 29, row: 2});
    equal(from("Enter"), null);
  },
};
