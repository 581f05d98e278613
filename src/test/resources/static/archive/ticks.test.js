import {equal} from "../expect.js";
import {h} from "../ui/dom.js";
import {Ticks} from "./ticks.js";

/** @param {Ticks} ticks */
function told({elements: [compare]}) {
  const {textContent, disabled} = /** @type {HTMLButtonElement} */ (compare);
  return disabled ? "" : textContent;
}

/**
 * @param {Ticks} ticks
 * @param {string} value
 */
function boxOf(ticks, value) {
  const box = h("input", {type: "checkbox", value});
  ticks.take(box);
  return box;
}

/**
 * @param {Ticks} ticks
 * @param {string} value
 */
function tick(ticks, value) {
  const box = boxOf(ticks, value);
  box.checked = true;
  box.dispatchEvent(new Event("change"));
}

/** @type {import("../expect.js").Cases} */
export const cases = {
  "as many jobs are compared as have a letter, from whatever page of the list": () => {
    const [page, next] = [new Ticks(), new Ticks()];
    const letters = [..."abcdefghijklmnopqrstuvwxyz"];
    equal(told(page), "");
    tick(page, "a");
    equal(told(page), "");
    tick(page, "b");
    equal(told(page), "Compare 2 side by side");
    for (const letter of letters.slice(2)) {
      tick(next, letter);
    }
    equal(told(next), "Compare 26 side by side");
    tick(next, "one too many");
    equal(told(next), "");
    const box = boxOf(new Ticks(), "a");
    equal(box.checked, true);
  },
  "all are unticked at once": () => {
    const ticks = new Ticks();
    const box = boxOf(ticks, "b");
    equal(box.checked, true);
    /** @type {HTMLElement} */ (ticks.elements[1]).click();
    equal([box.checked, told(ticks), told(new Ticks())], [false, "", ""]);
  },
};
