import {equal} from "../expect.js";
import {Design} from "./design.js";
import {numberIn} from "./fields.js";

/** @param {Design} design */
const heardOf = (design) => {
  /** @type {string[]} */
  const heard = [];
  design.onChange((pointer) => heard.push(pointer));
  return heard;
};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "every change is told by its pointer": () => {
    const design = new Design();
    const heard = heardOf(design);
    design.set("/cost", "quadratic");
    design.compareWith(null);
    design.read(10);
    equal(heard, ["/cost", "/variant", "/first"]);
  },
  "what is left to the default is not there": () => {
    const design = new Design();
    design.set("/epochs", undefined);
    equal("epochs" in design.body, false);
  },
  "what holds nothing any longer is not there either": () => {
    const design = new Design();
    design.set("/trace/everySteps", 5);
    equal(design.body.trace, {everySteps: 5});
    design.set("/trace/everySteps", undefined);
    equal("trace" in design.body, false);
  },
  "each blank design is its own": () => {
    const [one, other] = [new Design(), new Design()];
    one.set("/network/inputs", 99);
    equal(other.body.network.inputs, 2);
  },
  "numbers are read, and what is none stays as it was typed": () => {
    equal([" 0.5 ", "1e-3", "-2"].map(numberIn), [0.5, 0.001, -2]);
    equal(["", "  "].map(numberIn), [undefined, undefined]);
    equal(["1,5", "many", "Infinity"].map(numberIn), ["1,5", "many", "Infinity"]);
  },
};
