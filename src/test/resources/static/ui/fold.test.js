import {equal} from "../expect.js";
import {h} from "./dom.js";
import {fold, makeFolds, unfold} from "./fold.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "is empty until it is opened": () => {
    let made = 0;
    const element = fold("more", {class: "some"}, () => {
      made += 1;
      return h("p", {}, "content");
    });
    equal(made, 0);
    equal(element.className, "some");
    equal(element.textContent, "more");
    unfold(element);
    unfold(element);
    equal(made, 1);
    equal(element.open, true);
    equal(element.textContent, "morecontent");
  },

  "is made at once where it is open": () => {
    const element = fold("more", {open: true}, () => [h("p", {}, "one"), "two"]);
    equal(element.open, true);
    equal(element.textContent, "moreonetwo");
  },

  "can be made and stay closed": () => {
    const element = fold("more", {}, () => "content");
    makeFolds(h("div", {}, element));
    equal(element.open, false);
    equal(element.textContent, "morecontent");
  },
};
