import {equal} from "../expect.js";
import {found} from "./places.js";

const ANSWERS = {look: {layers: [{x: 1}, {x: 2}, {x: 3}]}, "loss-curve": {loss: [5, 4]}};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "an index names an element, a negative one counts from the end": () => {
    equal(found(ANSWERS, "/look/layers/0/x"), 1);
    equal(found(ANSWERS, "/look/layers/-1/x"), 3);
    equal(found(ANSWERS, "/loss-curve/loss/-2"), 5);
  },
  "a star stands for each element": () => {
    equal(found(ANSWERS, "/look/layers/*/x"), [1, 2, 3]);
    equal(found(ANSWERS, "/look/layers/*/y"), [undefined, undefined, undefined]);
  },
  "what is not there is undefined": () => {
    equal(found(ANSWERS, "/look/layers/7/x"), undefined);
    equal(found(ANSWERS, "/look/layers/-7/x"), undefined);
    equal(found(ANSWERS, "/look/layers/x"), undefined);
    equal(found(ANSWERS, "/look/*/x"), undefined);
    equal(found(ANSWERS, "/look/constructor/name"), undefined);
  },
  "no place is the whole": () => {
    equal(found(ANSWERS, ""), ANSWERS);
  },
};
