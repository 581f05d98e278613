import {get, isAbort, post} from "../api/client.js";
import {isFinal} from "../job/status.js";
import {field} from "../ui/caption.js";
import {fill, h} from "../ui/dom.js";
import {fold} from "../ui/fold.js";
import {problemPanel} from "../ui/problem.js";
import {scrolling} from "../ui/scrolling.js";
import {cell, column, numberCell, numberColumn, row, tableOf} from "../ui/table.js";
import {time} from "../ui/time.js";

/**
 * @import {Delivery, Page} from "../api/contract.js"
 * @import {Recorded, Variant} from "./recorded.js"
 */

const SHORTEST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const MOST_DELIVERIES = 50;

/**
 * What goes to other servers: a run to MLflow, and the news of it that somebody wanted to be told.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 * @param {AbortSignal} signal
 */
export function outward(element, variants, signal) {
  for (const {run, name} of variants) {
    const suffix = variants.length > 1 ? `: ${name}` : "";
    const writing = () => mlflowForm(run);
    element.append(fold(`Write to MLflow${suffix}`, {class: "no-print"}, writing));
    if (run.job.notify) {
      element.append(news(run, suffix, signal));
    }
  }
}

/** @param {Recorded} run */
function mlflowForm(run) {
  const uri = h("input", {type: "url", required: true, maxlength: 300});
  const experiment = h("input", {type: "text", required: true, maxlength: 500, value: "gradtrace"});
  const button = h("button", {type: "submit"}, "Write");
  const said = h("div", {role: "status"});
  const form = h("form", {class: "caption-form"}, [
    field("Tracking URI of an MLflow server", uri),
    field("Experiment there", experiment),
    button,
    said,
  ]);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-busy")) {
      return;
    }
    button.setAttribute("aria-busy", "true");
    fill(said, "Writing …");
    const target = {trackingUri: uri.value.trim(), experiment: experiment.value.trim()};
    try {
      /** @type {{url: string}} */
      const {url} = await post(`${run.path}/mlflow-runs`, target);
      fill(said, ["Written: ", h("a", {href: url, rel: "noreferrer"}, url)]);
    } catch (error) {
      fill(said, problemPanel(error));
    }
    button.removeAttribute("aria-busy");
  });
  return form;
}

/**
 * What was told of a run, kept up to date until all of it has arrived.
 *
 * @param {Recorded} run
 * @param {string} suffix
 * @param {AbortSignal} signal
 */
function news(run, suffix, signal) {
  const list = h("div");
  let timer = 0;
  let pause = SHORTEST_PAUSE_MS;
  let {status} = run.job;
  const read = async () => {
    try {
      /** @type {Page<Delivery>} */
      const {data} = await get(`${run.path}/deliveries?limit=${MOST_DELIVERIES}`, {signal});
      fill(list, tableOfDeliveries(data));
      if (isFinal(status) && data.length > 0 && data.every(({state}) => state !== "pending")) {
        return;
      }
    } catch (error) {
      if (isAbort(error)) {
        return;
      }
      fill(list, problemPanel(error));
    }
    timer = setTimeout(read, pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
  };
  const hear = () => {
    if (run.job.status !== status) {
      ({status} = run.job);
      pause = SHORTEST_PAUSE_MS;
      clearTimeout(timer);
      timer = setTimeout(read, pause);
    }
  };
  run.addEventListener("job", hear, {signal});
  signal.addEventListener("abort", () => clearTimeout(timer));
  read();
  const {origin, events} = run.job.notify ?? {origin: "", events: []};
  return h("section", {class: "news", "aria-label": `News${suffix}`}, [
    h("h3", {}, `News${suffix}`),
    h("p", {class: "muted"}, ["To ", h("code", {}, origin), `: ${events.join(", ")}`]),
    list,
  ]);
}

/** @param {Delivery[]} deliveries newest first */
function tableOfDeliveries(deliveries) {
  if (deliveries.length === 0) {
    return h("p", {class: "muted"}, "Nothing has been told yet.");
  }
  const heads = [
    [column("event"), column("state"), numberColumn("attempts"), column("answer")],
    [column("since"), column("again at")],
  ];
  const rows = deliveries.map((one) =>
    row([
      cell(one.event),
      cell(one.state),
      numberCell(one.attempts),
      cell(one.error ?? one.statusCode ?? "–"),
      cell(time(one.createdAt)),
      cell(one.nextAttemptAt ? time(one.nextAttemptAt) : "–"),
    ]),
  );
  return scrolling("What was told", tableOf(heads, rows));
}
