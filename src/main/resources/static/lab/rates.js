import {curves, decadesOf} from "../charts/curves.js";
import {number} from "../charts/format.js";
import {announce, fill, h} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {cell, column, numberCell, numberColumn, row, tableOf} from "../ui/table.js";
import {spaced} from "../ui/words.js";

/** @import {LearningRateTest, RateSuggestion} from "../api/contract.js" */

const EXPLANATION =
  "The first steps of the job, each on its next mini-batch, at a rate that rises from step to " +
  "step. Where the smoothed loss falls, rates are of use; where it turns up, they are too high. " +
  "“Use” puts a rate into the form.";

const ENDINGS = new Map([
  ["completed", "Every rate was tried."],
  ["loss_exploded", "It ends where the smoothed loss exceeded four times its least value."],
  ["not_finite", "It ends with a loss that is infinite or not a number."],
]);

/** Digits of a suggestion that are put into the form: what lies beyond makes no difference. */
const DIGITS = 3;

/**
 * The losses of a learning-rate test and what they suggest.
 *
 * @param {HTMLElement} element
 * @param {LearningRateTest} test
 * @param {(rate: number) => void} trainAt
 * @param {AbortSignal} signal
 */
export function showRates(element, test, trainAt, signal) {
  const chart = h("div");
  fill(
    element,
    h("section", {class: "card", "aria-labelledby": "rates"}, [
      h("h2", {id: "rates", tabindex: "-1"}, "Find a rate"),
      h("p", {class: "muted"}, EXPLANATION),
      chart,
      h("p", {class: "muted"}, ENDINGS.get(test.stoppedBecause)),
      suggestions(test, trainAt),
    ]),
  );
  const {learningRate: x, loss, smoothedLoss, suggestions: rates} = test;
  const lines = [
    {name: "smoothed", look: 0, x, y: smoothedLoss},
    {name: "of the mini-batch", look: 1, faint: true, x, y: loss},
  ];
  const places = rates.flatMap(({name, learningRate}) =>
    learningRate === null ? [] : [{name: spaced(name), value: learningRate}],
  );
  const title = "Loss over the learning rate";
  const log = decadesOf(lines) > 1;
  const axes = {quantity: "loss", across: "learning rate", log, decades: true};
  curves(chart, {title, ...axes, curves: lines, places}, signal);
}

/**
 * @param {LearningRateTest} test
 * @param {(rate: number) => void} trainAt
 */
function suggestions({suggestions: rates, recommended}, trainAt) {
  const heads = [column("suggestion"), numberColumn("learning rate"), column("why"), h("td")];
  const rows = rates.map((suggestion) =>
    row([
      h("th", {scope: "row"}, [
        spaced(suggestion.name),
        suggestion.name === recommended && h("strong", {}, " (recommended)"),
      ]),
      numberCell(number(suggestion.learningRate, DIGITS)),
      cell(suggestion.reason),
      cell(use(suggestion, trainAt)),
    ]),
  );
  return scrolling("Suggestions", tableOf(heads, rows));
}

/**
 * @param {RateSuggestion} suggestion
 * @param {(rate: number) => void} trainAt
 */
function use({learningRate}, trainAt) {
  if (learningRate === null) {
    return null;
  }
  const rate = Number(learningRate.toPrecision(DIGITS));
  const onclick = () => {
    trainAt(rate);
    announce(`The learning rate is ${number(rate)}.`);
  };
  return h("button", {type: "button", onclick}, `Use ${number(rate)}`);
}
