import {equal} from "../expect.js";
import {Design} from "./design.js";
import {UndoHistory} from "./undo.js";

/** A design with its history and a count of the forms that were made anew. */
const begun = () => {
  const design = new Design();
  const leaving = new AbortController();
  const history = new UndoHistory(design, () => undefined, leaving.signal);
  const [undo, redo] = history.buttons.querySelectorAll("button");
  return {design, undo, redo, leave: () => leaving.abort()};
};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "goes back and forth": () => {
    const {design, undo, redo, leave} = begun();
    design.set("/cost", "quadratic");
    design.set("/epochs", 7);
    undo.click();
    equal([design.get("/cost"), design.get("/epochs")], ["quadratic", 40]);
    undo.click();
    equal(design.get("/cost"), "binary_cross_entropy");
    redo.click();
    redo.click();
    equal([design.get("/cost"), design.get("/epochs")], ["quadratic", 7]);
    leave();
  },
  "a number that is typed is one step": () => {
    const {design, undo, leave} = begun();
    for (const epochs of [1, 12, 120]) {
      design.set("/epochs", epochs);
    }
    undo.click();
    equal(design.get("/epochs"), 40);
    leave();
  },
  "says what changes with it": () => {
    const {design, undo, leave} = begun();
    design.set("/network/layers/0/units", 3);
    /** @type {string[]} */
    const heard = [];
    design.onChange((pointer) => heard.push(pointer));
    undo.click();
    equal(heard, ["/network"]);
    leave();
  },
  "what is done after going back replaces what was ahead": () => {
    const {design, undo, redo, leave} = begun();
    design.set("/epochs", 7);
    undo.click();
    design.set("/cost", "quadratic");
    equal(redo.getAttribute("aria-disabled"), "true");
    undo.click();
    equal([design.get("/cost"), design.get("/epochs")], ["binary_cross_entropy", 40]);
    leave();
  },
};
