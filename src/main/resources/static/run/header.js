import {h, announce} from "../ui/dom.js";
import {post} from "../api/client.js";
import {problemPanel} from "../ui/problem.js";
import {duration, number} from "../charts/format.js";
import {inWords} from "../diagnosis/rules.js";
import {compared} from "./spec.js";

const ICONS = {queued: "◌", running: "▶", succeeded: "✔", failed: "✖", cancelled: "■"};

/** What runs and how far it is, and what was asked for, with what differs between variants pointed out. */
export function header(element, variants, signal) {
  const jobs = variants.map(({run}) => run.job);
  element.append(
    h(
      "h1",
      {},
      jobs.length > 1 ? `${jobs.length} variants side by side` : (jobs[0].name ?? "A training job"),
    ),
    h(
      "ul",
      {class: "standings"},
      variants.map((variant) => standing(variant, jobs.length > 1, signal)),
    ),
    ...asked(variants),
  );
}

function standing({run, name}, several, signal) {
  const item = h("li", {class: "standing"});
  const cancel = h("button", {type: "button", class: "no-print"}, "Cancel");
  const bar = h("progress", {max: 1, "aria-label": `Progress of ${name}`});
  const title = several
    ? h("a", {class: "standing-name", href: `#/runs/${encodeURIComponent(run.job.id)}`}, name)
    : "";
  const status = h("span", {});
  const pace = h("span", {class: "muted pace"});
  const ending = h("p", {class: "ending"});
  item.append(h("div", {class: "standing-row"}, [title, status, bar, pace, cancel]), ending);
  let told = run.job.status;

  const draw = () => {
    const {job} = run;
    status.className = `status ${job.status}`;
    status.replaceChildren(
      h("span", {"aria-hidden": "true"}, [ICONS[job.status], " "]),
      job.status,
    );
    bar.value = job.progress.fraction;
    pace.textContent = paceOf(job);
    cancel.hidden = run.finished;
    ending.replaceChildren(...endingOf(job, run.trouble));
    if (told !== job.status) {
      told = job.status;
      announce(`${name}: ${job.status}`);
    }
  };
  cancel.addEventListener("click", async () => {
    cancel.disabled = true;
    try {
      await post(`${run.path}/cancel`, undefined, {signal});
    } catch (error) {
      item.append(problemPanel(error));
      cancel.disabled = false;
    }
  });
  run.addEventListener("job", draw, {signal});
  run.addEventListener("records", draw, {signal});
  draw();
  return item;
}

function paceOf({status, progress, spec, startedAt, finishedAt}) {
  const done = `step ${progress.step} of ${progress.steps}, epoch ${progress.epoch} of ${progress.epochs}`;
  if (status === "running") {
    const rate = progress.samplesPerSecond;
    return `${done} · ${number(rate && rate / spec.batchSize, 3)} steps/s · ${duration(progress.remainingSeconds)} left`;
  }
  const took =
    startedAt && finishedAt
      ? ` · took ${duration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)}`
      : "";
  return done + took;
}

function endingOf({result, error}, trouble) {
  const figures = result
    ? [
        ["training loss", result.trainingLoss],
        ["validation loss", result.validationLoss],
        ["training accuracy", result.trainingAccuracy],
        ["validation accuracy", result.validationAccuracy],
      ].filter(([, value]) => value !== undefined && value !== null)
    : [];
  return [
    ...(error ? [h("strong", {class: "fault"}, `${inWords(error.code)}: ${error.message}. `)] : []),
    ...(result && !["completed", "diverged"].includes(result.stopReason)
      ? [`Stopped: ${inWords(result.stopReason)}. `]
      : []),
    figures.map(([what, value]) => `${what} ${number(value)}`).join(" · "),
    ...(trouble
      ? [h("span", {class: "fault"}, ` The newest records could not be read: ${trouble.message}`)]
      : []),
  ];
}

/** What differs as a table, the rest in a few lines. */
function asked(variants) {
  const rows = compared(variants.map(({run}) => run.job.spec));
  const [different, same] = [
    rows.filter(({differs}) => differs),
    rows.filter(({differs}) => !differs),
  ];
  return [
    different.length > 0 &&
      h("div", {class: "scroll", tabindex: 0, role: "group", "aria-label": "What differs"}, [
        h("table", {class: "different"}, [
          h("thead", {}, [
            h("tr", {}, [
              h("th", {scope: "col"}, "what differs"),
              variants.map(({name}) => h("th", {scope: "col"}, name)),
            ]),
          ]),
          h(
            "tbody",
            {},
            different.map(({what, texts}) =>
              h("tr", {}, [
                h("th", {scope: "row"}, what),
                texts.map((text) => h("td", {}, text || "–")),
              ]),
            ),
          ),
        ]),
      ]),
    h(
      "dl",
      {
        class: "same",
        "aria-label": variants.length > 1 ? "The same for all" : "What was asked for",
      },
      same.map(({what, texts: [text]}) => h("div", {}, [h("dt", {}, what), h("dd", {}, text)])),
    ),
  ].filter(Boolean);
}
