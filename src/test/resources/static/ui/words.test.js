import {equal} from "../expect.js";
import {counted, inWords, memberInWords, shortened, spaced} from "./words.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "rules and metrics are told as words": () => {
    equal(inWords("vanishing_gradient"), "vanishing gradient");
    equal(inWords("decadesLostToSlopes"), "decades lost to slopes");
    equal(inWords("deltaLog10"), "delta log 10");
  },
  "digits of a member stay where they are": () => {
    equal(memberInWords("learningRate"), "learning rate");
    equal(memberInWords("beta1"), "beta1");
  },
  "underscores are spaces": () => {
    equal(spaced("binary_cross_entropy"), "binary cross entropy");
  },
  "a long text is cut, and says so": () => {
    equal(
      [shortened("four", 4), shortened("fives", 4), shortened("a b c", 3)],
      ["four", "fiv…", "a…"],
    );
  },
  "one is not many": () => {
    equal([counted(1, "run"), counted(0, "run"), counted(2, "run")], ["1 run", "0 runs", "2 runs"]);
  },
};
