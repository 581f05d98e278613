import {freshId, h} from "../ui/dom.js";
import {written} from "./measure.js";

/** @import {Choice, Measurement, Prediction, Slider} from "./lesson.js" */

/**
 * Where the reader says what he expects of a number.
 *
 * @typedef {{element: HTMLElement, guess: () => number, told: () => string}} Field `guess` is the
 *     index of a choice or a place on the slider, `told` what it says
 */

/**
 * @param {Prediction} prediction
 * @param {Measurement} measurement of the number
 * @returns {Field}
 */
export function predictionField({prompt, choices, slider}, measurement) {
  return slider ? sliderField(prompt, slider, measurement) : choiceField(prompt, choices ?? []);
}

/**
 * @param {string} prompt
 * @param {Choice[]} choices
 * @returns {Field}
 */
function choiceField(prompt, choices) {
  const name = freshId("guess");
  const radios = choices.map((_, value) =>
    h("input", {type: "radio", required: true, name, value}),
  );
  const guess = () => radios.findIndex(({checked}) => checked);
  return {
    element: h("fieldset", {class: "guess"}, [
      h("legend", {}, prompt),
      radios.map((radio, i) => h("label", {}, [radio, h("span", {}, choices[i].text)])),
    ]),
    guess,
    told: () => choices[guess()].text,
  };
}

/**
 * A slider says nothing before it was moved.
 *
 * @param {string} prompt
 * @param {Slider} slider
 * @param {Measurement} measurement
 * @returns {Field}
 */
function sliderField(prompt, {from, to, step}, measurement) {
  const id = freshId("guess");
  const range = h("input", {id, type: "range", min: from, max: to, step});
  range.value = String(from);
  const shown = h("output", {for: id}, "?");
  const told = () => written(measurement, Number(range.value));
  range.setCustomValidity("Move the slider to what you expect.");
  range.addEventListener("input", () => {
    range.setCustomValidity("");
    range.setAttribute("aria-valuetext", told());
    shown.textContent = told();
  });
  return {
    element: h("div", {class: "guess"}, [
      h("label", {for: id}, prompt),
      h("div", {class: "slider"}, [range, shown]),
    ]),
    guess: () => Number(range.value),
    told,
  };
}
