import {equal} from "./expect.js";
import {addressOf, routeOf} from "./route.js";

/** @param {string} fragment */
const told = (fragment) => {
  const {view, parts, query} = routeOf(fragment);
  return [view, parts, query.toString()];
};

/** @type {import("./expect.js").Cases} */
export const cases = {
  "without an address there is the Lab": () => {
    equal(told(""), ["lab", [], ""]);
    equal(told("#/"), ["lab", [], ""]);
  },
  "a route comes back from its address": () => {
    const address = addressOf("runs", ["a,b", "x/y"], {step: "3", "a b": "ü"});
    equal(told(address), ["runs", ["a,b", "x/y"], "step=3&a+b=%C3%BC"]);
  },
  "commas between ids stay readable": () => {
    equal(addressOf("runs", ["a,b"]), "#/runs/a,b");
  },
  "a cut escape stands as it is": () => {
    equal(told("#/runs/50%"), ["runs", ["50%"], ""]);
  },
};
