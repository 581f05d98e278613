import {equal} from "../expect.js";
import {inWordsOfForm} from "./reading.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "options that a fault names are called as the form calls them": () => {
    equal(
      inWordsOfForm("2 cells: send missing=drop_rows to leave them out, or missing=mean"),
      "2 cells: choose “missing values drop their rows” to leave them out, " +
        "or “missing values become the mean of their column”",
    );
    equal(
      inWordsOfForm("text: send categorical=one_hot, or ignoreColumns=c"),
      "text: choose “columns of text become columns of 0 and 1”, or “columns to leave out” c",
    );
  },
  "what the form does not have is left": () => {
    equal(inWordsOfForm("a remark: send comment=#"), "a remark: send comment=#");
  },
};
