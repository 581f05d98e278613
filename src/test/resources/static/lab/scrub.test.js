import {equal} from "../expect.js";
import {stepped} from "./scrub.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "whole members move by ones and stay at least one": () => {
    equal(stepped(8, 3, "/network/layers/0/units"), 11);
    equal(stepped(2, -5, "/network/layers/0/units"), 1);
    equal(stepped(1, -5, "/seed"), 0);
  },
  "a rate moves by tenths of its leading digit": () => {
    equal(stepped(0.05, 1, "/optimizer/learningRate"), 0.051);
    equal(stepped(0.1, -1, "/optimizer/learningRate"), 0.099);
    equal(stepped(0.1, 1, "/optimizer/learningRate"), 0.11);
    equal(stepped(300, 1, "/l2"), 310);
  },
  "what is above nothing never gets below it": () => {
    equal(stepped(0.001, -200, "/optimizer/learningRate") > 0, true);
  },
};
