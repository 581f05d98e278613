import {firstChart} from "../charts/chart.js";
import {addressOf} from "../route.js";
import {h} from "../ui/dom.js";
import {typeset} from "../ui/formula.js";
import {scrolling} from "../ui/scrolling.js";
import {cell, column, numberCell, numberColumn, row, tableOf} from "../ui/table.js";
import {JOBS} from "./ask.js";
import {cameTrue, filled, isExpected, measured, written} from "./measure.js";
import {found} from "./places.js";
import {plot} from "./plot.js";
import {prose} from "./prose.js";

/**
 * @import {Lesson, Measurement} from "./lesson.js"
 * @import {Field} from "./prediction.js"
 */

/**
 * What has come of a run: the number, the prediction beside it, and whatever else was measured.
 *
 * @param {Lesson} lesson
 * @param {Field} field with the prediction
 * @param {Record<string, unknown>} answers
 * @param {AbortSignal} signal
 */
export function result(lesson, field, answers, signal) {
  const {prediction, measured: measurements, answer, chart} = lesson;
  const values = measurements.map((measurement) => measured(measurement, answers));
  const texts = measurements.map((measurement, i) => written(measurement, values[i]));
  const isRight = cameTrue(prediction, field.guess(), values[0]);
  const section = h("section", {class: "card measurement", "aria-labelledby": "measured"}, [
    h("h2", {id: "measured", tabindex: "-1"}, "Measured"),
    h("p", {class: "figure"}, [
      h("data", {value: values[0]}, texts[0]),
      h("span", {}, measurements[0].what),
    ]),
    h("p", {class: isRight ? "good" : "bad"}, [
      isRight ? "✓ As you said: " : "✗ You said: ",
      h("q", {}, field.told()),
    ]),
    h("p", {class: "answer"}, prose(filled(answer, texts))),
    scrolling("Measured numbers", tableOfAll(measurements, values)),
    runsLink(lesson, answers),
  ]);
  if (chart) {
    plot(section, chart, answers, signal);
  }
  typesetAfter(chart ? firstChart : Promise.resolve());
  return section;
}

/**
 * What was measured is seen before formulas are set more beautifully.
 *
 * @param {Promise<void>} seen
 */
async function typesetAfter(seen) {
  await seen;
  await typeset();
}

/**
 * @param {Measurement[]} measurements
 * @param {number[]} values
 */
function tableOfAll(measurements, values) {
  const heads = [column("number"), numberColumn("measured here"), numberColumn("expected")];
  const rows = measurements.map((measurement, i) => {
    const isGood = isExpected(measurement, values[i]);
    const mark = isGood ? " ✓" : " ✗";
    return row([
      cell(measurement.what),
      numberCell(
        h("data", {class: isGood ? "good" : "bad", value: values[i]}, [
          written(measurement, values[i]),
          mark,
        ]),
      ),
      numberCell(expectation(measurement)),
    ]);
  });
  return tableOf(heads, rows);
}

/**
 * What is expected, with its tolerance.
 *
 * @param {Measurement} measurement
 */
function expectation({value, tolerance, ...form}) {
  return `${written({...form, unit: undefined}, value)} ± ${written(form, tolerance)}`;
}

/**
 * The way to all that was recorded of the training jobs, if there are any.
 *
 * @param {Lesson} lesson
 * @param {Record<string, unknown>} answers
 */
function runsLink({requests}, answers) {
  const ids = Object.entries(requests)
    .filter(([, {path}]) => path === JOBS)
    .map(([name]) => String(found(answers, `/${name}/id`)));
  const text =
    ids.length > 1 ? "Everything recorded of these runs" : "Everything recorded of this run";
  return ids.length > 0 && h("p", {}, h("a", {href: addressOf("runs", [ids.join(",")])}, text));
}
