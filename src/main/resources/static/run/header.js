import {messageOf, post} from "../api/client.js";
import {duration, isNumber, number} from "../charts/format.js";
import {isElsewhere, placeOf} from "../job/place.js";
import {compared, MOST_RUNS} from "../job/spec.js";
import {showStatus} from "../job/status.js";
import {addressOf} from "../route.js";
import {captionOf} from "../ui/caption.js";
import {announce, fill, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {scrolling} from "../ui/scrolling.js";
import {cell, column, row, tableOf} from "../ui/table.js";
import {inWords} from "../ui/words.js";

/**
 * @import {Job, Result} from "../api/contract.js"
 * @import {Row} from "../job/spec.js"
 * @import {Recorded, Variant} from "./recorded.js"
 */

/** Reasons to stop that go without saying. */
const EXPECTED = ["completed", "diverged"];

/**
 * What runs and how far it is, and what was asked for, with what differs between variants pointed
 * out.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 * @param {AbortSignal} signal
 */
export function header(element, variants, signal) {
  const jobs = variants.map(({run}) => run.job);
  const isAlone = jobs.length === 1;
  const title = isAlone ? titleOf(jobs[0]) : `${jobs.length} variants side by side`;
  const names = variants.map(({name}) => name).join(", ");
  const heading = h("h1", isAlone ? {} : {data: {title: names}}, title);
  element.append(
    heading,
    ...(isAlone ? [said(variants[0].run, heading)] : []),
    h(
      "ul",
      {class: "standings"},
      variants.map((variant) => standing(variant, variants, signal)),
    ),
    others(variants, signal),
    ...asked(variants),
  );
}

/**
 * What lays other runs over these; fetched when it is opened.
 *
 * @param {Variant[]} variants
 * @param {AbortSignal} signal
 */
function others(variants, signal) {
  const attributes = {class: "overlay no-print", hidden: variants.length >= MOST_RUNS};
  const element = h("details", attributes, h("summary", {}, "Lay another run over"));
  const open = async () => {
    try {
      const {overlay} = await import("./overlay.js");
      overlay(element, variants, signal);
    } catch (error) {
      element.append(problemPanel(error));
    }
  };
  element.addEventListener("toggle", open, {once: true});
  return element;
}

/** @param {Job} job */
function titleOf(job) {
  return job.name ?? (isElsewhere(job) ? "A run trained elsewhere" : "A training job");
}

/**
 * Notes and tags of a run, and how they and its name are changed.
 *
 * @param {Recorded} run
 * @param {HTMLElement} heading
 */
function said(run, heading) {
  return captionOf(run.path, run.job, {
    view: "jobs",
    renamed: (name) => {
      run.job = {...run.job, name: name || undefined};
      heading.textContent = titleOf(run.job);
    },
  });
}

/**
 * @param {Variant} variant
 * @param {Variant[]} variants all that are shown
 * @param {AbortSignal} signal
 */
function standing(variant, variants, signal) {
  const {run, name} = variant;
  const isAlone = variants.length === 1;
  const address = addressOf("runs", [placeOf(run.job)]);
  const title = isAlone ? "" : h("a", {class: "standing-name", href: address}, name);
  const status = h("span");
  const bar = h("progress", {max: 1, "aria-label": `Progress of ${name}`});
  const pace = h("span", {class: "muted pace"});
  const ending = h("p", {class: "ending"});
  const item = h("li", {class: "standing", tabindex: "-1"});
  const end = endButton(variant, item, signal);
  const taken = isAlone ? "" : takenAway(variant, variants);
  item.append(h("div", {class: "standing-row"}, [title, status, bar, pace, end, taken]), ending);
  let told = run.job.status;

  const draw = () => {
    const {job} = run;
    showStatus(status, job.status);
    bar.hidden = isElsewhere(job);
    bar.value = job.progress.fraction ?? 0;
    pace.textContent = paceOf(job);
    end.hidden = run.finished;
    fill(ending, endingOf(run));
    if (told !== job.status) {
      told = job.status;
      announce(`${name}: ${job.status}`);
    }
  };
  run.addEventListener("job", draw, {signal});
  run.addEventListener("records", draw, {signal});
  draw();
  return item;
}

/**
 * A link to the others.
 *
 * @param {Variant} variant
 * @param {Variant[]} variants
 */
function takenAway(variant, variants) {
  const rest = variants.filter((other) => other !== variant);
  const href = addressOf("runs", [rest.map(({run}) => placeOf(run.job)).join(",")]);
  return h("a", {href, class: "small no-print", "aria-label": `Remove ${variant.name}`}, "remove");
}

/**
 * Cancels a run; or ends one that is trained elsewhere.
 *
 * @param {Variant} variant
 * @param {HTMLElement} item where it is said if the run cannot be ended
 * @param {AbortSignal} signal
 */
function endButton({run, name}, item, signal) {
  const isOthers = isElsewhere(run.job);
  const button = h("button", {type: "button", class: "no-print"}, isOthers ? "Finish" : "Cancel");
  button.addEventListener("click", async () => {
    if (isOthers && !(await mayFinish(name))) {
      return;
    }
    button.disabled = true;
    try {
      await post(`${run.path}/${isOthers ? "finish" : "cancel"}`, undefined, {signal});
      item.focus();
    } catch (error) {
      item.append(problemPanel(error));
      button.disabled = false;
    }
  });
  return button;
}

/** @param {string} name of a run */
async function mayFinish(name) {
  const {confirmed} = await import("../ui/confirm.js");
  return confirmed(`Finish “${name}”? It takes no more points then.`, "Finish");
}

/** @param {Job} job */
function paceOf(job) {
  const {status, progress, spec, startedAt, finishedAt} = job;
  if (isElsewhere(job)) {
    return progress.step > 0 || job.lastStep === 0 ? `last point at step ${progress.step}` : "";
  }
  const {step, steps, epoch, epochs, samplesPerSecond, remainingSeconds} = progress;
  const done = `step ${step} of ${steps}, epoch ${epoch} of ${epochs}`;
  if (status === "running") {
    const rate = samplesPerSecond && samplesPerSecond / spec.batchSize;
    return `${done} · ${number(rate, 3)} steps/s · ${duration(remainingSeconds)} left`;
  }
  if (startedAt && finishedAt) {
    const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
    return `${done} · took ${duration(seconds)}`;
  }
  return done;
}

/** @param {Recorded} run */
function endingOf({job: {result, error}, isDeleted, trouble}) {
  if (isDeleted) {
    return [h("strong", {}, "It has been deleted; what is shown was read before.")];
  }
  const reason = result?.stopReason;
  return [
    error && h("strong", {class: "fault"}, `${inWords(error.code)}: ${error.message}. `),
    reason && !EXPECTED.includes(reason) && `Stopped: ${inWords(reason)}. `,
    result && figuresOf(result),
    Boolean(trouble) &&
      h("span", {class: "fault"}, ` The newest records could not be read: ${messageOf(trouble)}`),
  ];
}

/** @param {Result} result */
function figuresOf({trainingLoss, validationLoss, trainingAccuracy, validationAccuracy}) {
  return [
    isNumber(trainingLoss) && `training loss ${number(trainingLoss)}`,
    isNumber(validationLoss) && `validation loss ${number(validationLoss)}`,
    isNumber(trainingAccuracy) && `training accuracy ${number(trainingAccuracy)}`,
    isNumber(validationAccuracy) && `validation accuracy ${number(validationAccuracy)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * What differs as a table, the rest in a few lines.
 *
 * @param {Variant[]} variants
 */
function asked(variants) {
  const rows = compared(variants.map(({run}) => run.job.spec));
  const different = rows.filter(({differs}) => differs);
  const same = rows.filter(({differs}) => !differs);
  const label = variants.length > 1 ? "The same for all" : "What was asked for";
  const lines = same.map(({what, texts: [text]}) =>
    h("div", {}, [h("dt", {}, what), h("dd", {}, text)]),
  );
  return [
    ...(different.length > 0 ? [scrolling("What differs", differences(different, variants))] : []),
    h("dl", {class: "same", "aria-label": label}, lines),
  ];
}

/**
 * @param {Row[]} rows
 * @param {Variant[]} variants
 */
function differences(rows, variants) {
  const heads = [column("what differs"), variants.map(({name}) => column(name))];
  const body = rows.map(({what, texts}) =>
    row([h("th", {scope: "row"}, what), texts.map((text) => cell(text || "–"))]),
  );
  return tableOf(heads, body, {class: "different"});
}
