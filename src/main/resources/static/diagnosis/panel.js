import {h, announce} from "../ui/dom.js";
import {get, post} from "../api/client.js";
import {goTo} from "../route.js";
import {problemPanel} from "../ui/problem.js";
import {number, ranges} from "../charts/format.js";
import {findings} from "./findings.js";
import {bodyOf, patched} from "./remedy.js";
import {inWords} from "./rules.js";

/** A run that goes on is diagnosed anew this rarely. */
const PAUSE_MS = 4000;
const POLL_MS = 700;

/**
 * The diagnosis of each variant: what is wrong, where in the plots it shows, and what trying to cure it does.
 *
 * @param {HTMLElement} element
 * @param {{run: Recorded, name: string}[]} variants
 * @param {Selection} selection
 * @param {AbortSignal} signal
 */
export function panel(element, variants, selection, signal) {
  element.append(h("h2", {}, "Diagnosis"));
  for (const variant of variants) {
    const place =
      variants.length > 1
        ? h("details", {open: true, class: "diagnosed"}, [
            h("summary", {}, h("strong", {}, variant.name)),
          ])
        : h("div", {});
    element.append(place);
    one(place, variant, variants, selection, signal);
  }
}

function one(element, {run, name}, variants, selection, signal) {
  const said = h("div", {}, h("p", {class: "muted"}, "Looking at the run…"));
  const unrun = h(
    "p",
    {class: "muted", hidden: true},
    "It never ran: only its network and data were looked at.",
  );
  const trouble = h("div", {});
  const trials = h("div", {class: "trials"});
  const all = h("button", {type: "button", class: "no-print", hidden: true}, "Try all remedies");
  element.append(said, unrun, trouble, all, trials);
  let shown = null;
  let last = -Infinity;
  let asking = false;

  const onHighlight = (finding, pinned) => {
    selection.point(finding, pinned);
    pinned &&
      announce(
        `${finding.layers.length > 0 ? `Layer${finding.layers.length > 1 ? "s" : ""} ${ranges(finding.layers)} marked` : "No layers to mark"}${finding.firstStep ? `, step ${finding.firstStep}` : ""}.`,
      );
  };
  const onTry = (remedy) =>
    attempt(trouble, async () => {
      const body = bodyOf(run.job.spec);
      if (!body) {
        throw new Error(
          "The rows of this job came with its request and are not here to be sent again. “Try all remedies” lets the service do it.",
        );
      }
      const job = await post(
        "/v1/training-jobs",
        {...patched(body, remedy.patch), name: named(run.job.name, remedy.title)},
        {signal},
      );
      goTo("runs", [[...variants.map((variant) => variant.run.job.id), job.id].join(",")]);
    });
  const read = async () => {
    if (asking || (!run.finished && performance.now() - last < PAUSE_MS)) {
      return;
    }
    asking = true;
    const final = run.finished;
    await attempt(trouble, async () => {
      const diagnosis = await get(`${run.path}/diagnosis`, {signal});
      shown ? shown.update(diagnosis) : (shown = findings(said, diagnosis, {onTry, onHighlight}));
      unrun.hidden = !run.finished || run.job.progress.step > 0;
      all.hidden = !diagnosis.findings.some(
        ({severity, remedies}) => severity !== "info" && remedies.length > 0,
      );
    });
    shown ?? said.replaceChildren();
    asking = false;
    last = performance.now();
    run.finished && !final && read();
  };
  all.addEventListener("click", () =>
    attempt(trouble, async () => {
      all.disabled = true;
      try {
        await tried(trials, await post(`${run.path}/remedies`, undefined, {signal}), signal);
        announce(`The remedies of ${name} have been tried.`);
        last = -Infinity;
        await read();
      } finally {
        all.disabled = false;
      }
    }),
  );
  run.addEventListener("records", read, {signal});
  run.addEventListener(
    "finding",
    () => {
      last = -Infinity;
      read();
    },
    {signal},
  );
}

/** Follows an experiment with remedies to its end. */
async function tried(element, experiment, signal) {
  for (
    let now = experiment;
    ;
    now = await get(`/v1/experiments/${encodeURIComponent(now.id)}`, {signal})
  ) {
    element.replaceChildren(...trialsOf(now));
    now === experiment && element.scrollIntoView({block: "nearest"});
    if (["succeeded", "failed", "cancelled"].includes(now.status)) {
      return;
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
    signal.throwIfAborted();
  }
}

function trialsOf({id, runs}) {
  const done = runs.filter(({status}) =>
    ["succeeded", "failed", "cancelled", "deleted"].includes(status),
  ).length;
  const of = runs.some(({summary}) => summary?.validationLoss !== undefined)
    ? "validation"
    : "training";
  const figures = [`${of}Accuracy`, `${of}Loss`].filter((figure) =>
    runs.some(({summary}) => summary?.[figure] !== undefined),
  );
  return [
    h("p", {}, [
      h("progress", {max: runs.length, value: done, "aria-label": "Remedies tried"}),
      ` ${done} of ${runs.length} runs done, `,
      h("a", {href: `#/experiments/${encodeURIComponent(id)}`}, "compare them"),
    ]),
    h("div", {class: "scroll"}, [
      h("table", {}, [
        h("thead", {}, [
          h("tr", {}, [
            h("th", {scope: "col"}, "run"),
            h("th", {scope: "col"}, "status"),
            figures.map((figure) => h("th", {scope: "col", class: "number"}, inWords(figure))),
          ]),
        ]),
        h(
          "tbody",
          {},
          runs.map((run) =>
            h("tr", {}, [
              h(
                "td",
                {},
                run.jobId
                  ? h(
                      "a",
                      {href: `#/runs/${encodeURIComponent(run.jobId)}`},
                      run.title ?? run.runId,
                    )
                  : run.title,
              ),
              h("td", {}, run.status),
              figures.map((figure) =>
                h("td", {class: "number"}, run.summary ? number(run.summary[figure]) : ""),
              ),
            ]),
          ),
        ),
      ]),
    ]),
  ];
}

async function attempt(trouble, task) {
  try {
    await task();
    trouble.replaceChildren();
  } catch (error) {
    error.name !== "AbortError" && trouble.replaceChildren(problemPanel(error));
  }
}

function named(name, remedy) {
  return `${name ? `${name}: ` : ""}${remedy}`.slice(0, 100);
}
