import {get, post, relative} from "../api/client.js";
import {announce, freshId, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {scrolling} from "../ui/scrolling.js";
import {addressOf, remember} from "../route.js";
import {number} from "../charts/format.js";
import {cellTitle, runsOf} from "./cells.js";
import {tally} from "./experiments.js";
import {figuresTable} from "./figures.js";
import {smallMultiples, unitOf} from "./multiples.js";
import {FINISHED, moment, progressBar, statusBadge} from "./status.js";

const PAUSE = 1500;

/** One experiment: its question, its runs, and the comparison of its cells, growing while it runs. */
export async function showExperiment(root, {parts: [id], query}, signal) {
  const path = `/v1/experiments/${encodeURIComponent(id)}`;
  const head = h("section", {class: "experiment-head"});
  const comparison = h("section", {class: "view", "aria-labelledby": "comparison"});
  const runs = h("details", {class: "card"});
  const trouble = h("div", {});
  root.append(trouble, head, comparison, runs);

  const metric = {value: query.get("metric") ?? "deltaLog10"};
  const base = {value: query.get("baseline") ?? ""};
  let shown = "";
  let timer;

  const compare = async (experiment) => {
    const compared = await get(
      `${path}/comparison${base.value ? `?baseline=${encodeURIComponent(base.value)}` : ""}`,
      {signal},
    );
    remember("experiments", [id], {
      ...(base.value && {baseline: base.value}),
      ...(metric.value !== "deltaLog10" && {metric: metric.value}),
    });
    renderComparison(experiment, compared);
  };
  const refresh = async (isForced = false) => {
    clearTimeout(timer);
    try {
      const experiment = await get(path, {signal});
      const text = JSON.stringify([experiment.status, experiment.counts]);
      if (isForced || text !== shown) {
        shown &&
          text !== shown &&
          FINISHED.includes(experiment.status) &&
          announce(`The experiment has ${experiment.status}.`);
        shown = text;
        renderHead(experiment);
        renderRuns(experiment);
        await compare(experiment);
      }
      trouble.replaceChildren();
      FINISHED.includes(experiment.status) || again();
    } catch (error) {
      if (!signal.aborted) {
        trouble.replaceChildren(problemPanel(error));
        error.status === 404 || again();
      }
    }
  };
  const again = () => (timer = setTimeout(refresh, PAUSE));
  signal.addEventListener("abort", () => clearTimeout(timer));

  const renderHead = (experiment) => {
    const {done, all} = tally(experiment.counts);
    const cancel = async () => {
      await post(`${path}/cancel`);
      await refresh(true);
    };
    head.replaceChildren(
      h("h1", {}, experiment.name ?? "Experiment"),
      experiment.question ? h("p", {class: "question"}, experiment.question) : "",
      h("div", {class: "row"}, [
        statusBadge(experiment.status),
        h("span", {}, `${done} of ${all} runs over`),
        done < all && progressBar(done / all, "Progress of the experiment"),
        h("span", {class: "muted"}, moment(experiment.createdAt)),
        done < all &&
          h(
            "button",
            {
              type: "button",
              onclick: () =>
                cancel().catch((error) => trouble.replaceChildren(problemPanel(error))),
            },
            "Cancel",
          ),
      ]),
    );
  };

  const renderRuns = (experiment) =>
    runs.replaceChildren(
      h("summary", {}, `All ${experiment.runs.length} runs`),
      scrolling(
        "Runs",
        h("table", {}, [
          h("thead", {}, [
            h(
              "tr",
              {},
              ["run", "seed", "status", "training loss", "validation loss", "accuracy"].map(
                (name) => h("th", {scope: "col"}, name),
              ),
            ),
          ]),
          h(
            "tbody",
            {},
            experiment.runs.map((run) =>
              h("tr", {}, [
                h(
                  "td",
                  {},
                  run.jobId
                    ? h("a", {href: addressOf("runs", [run.jobId])}, cellTitle(run))
                    : cellTitle(run),
                ),
                h("td", {}, run.seed),
                h("td", {}, statusBadge(run.status)),
                h("td", {class: "number"}, number(run.summary?.trainingLoss)),
                h("td", {class: "number"}, number(run.summary?.validationLoss)),
                h("td", {class: "number"}, [
                  number(run.summary?.validationAccuracy ?? run.summary?.trainingAccuracy),
                ]),
              ]),
            ),
          ),
        ]),
      ),
    );

  const renderComparison = (experiment, compared) => {
    const baseCell = experiment.runs.find(({runId}) => runId === compared.baseline)?.cell;
    const baseline = compared.cells.find(({cell}) => cell === baseCell) ?? compared.cells[0];
    const metrics = Object.keys(
      compared.cells.find(({layers}) => layers.length > 0)?.layers[0].metrics ?? {deltaLog10: 0},
    );
    const focused = comparison.contains(document.activeElement)
      ? document.activeElement.name
      : undefined;
    const choice = (name, label, options, state) => {
      const select = h(
        "select",
        {
          id: freshId(name),
          name,
          onchange: () => {
            state.value = select.value;
            refresh(true);
          },
        },
        options.map(([value, text]) => h("option", {value}, text)),
      );
      select.value = options.some(([value]) => value === state.value) ? state.value : options[0][0];
      return h("div", {}, [h("label", {for: select.id}, `${label} `), select]);
    };
    const firstRuns = compared.cells.map((cell) => [
      runsOf(experiment, cell.cell)[0].runId,
      cellTitle(cell),
    ]);
    comparison.replaceChildren(
      h("h2", {id: "comparison"}, "Comparison"),
      h("div", {class: "row no-print"}, [
        choice(
          "metric",
          "Layer metric at the first step",
          metrics.map((name) => [name, unitOf(name)]),
          metric,
        ),
        choice("baseline", "Baseline", firstRuns, {
          get value() {
            return firstRuns[compared.cells.indexOf(baseline)][0];
          },
          set value(runId) {
            base.value = runId;
          },
        }),
        tidy("CSV", "text/csv", "csv"),
      ]),
      smallMultiples(compared.cells, baseline, metric.value, (cell) =>
        beneath(experiment, cell, baseline),
      ),
      h("div", {class: "card"}, [
        h("h3", {}, "Figures"),
        h(
          "p",
          {class: "muted"},
          "Mean ± standard deviation over seeds; × is the ratio to the baseline, of logarithms that of what they are of.",
        ),
        figuresTable(compared, baseline),
      ]),
    );
    focused && comparison.querySelector(`[name="${focused}"]`)?.focus();
  };

  /** A button that saves the comparison in another form. */
  const tidy = (text, type, ending) =>
    h(
      "button",
      {
        type: "button",
        onclick: async () => {
          const answer = await fetch(
            relative(
              `${path}/comparison${base.value ? `?baseline=${encodeURIComponent(base.value)}` : ""}`,
            ),
            {headers: {Accept: type}, signal},
          );
          const link = h("a", {
            href: URL.createObjectURL(await answer.blob()),
            download: `comparison-${id}.${ending}`,
          });
          link.click();
          URL.revokeObjectURL(link.href);
        },
      },
      text,
    );

  await refresh();
}

function beneath(experiment, cell, baseline) {
  const {figures} = cell;
  const loss = figures.validationLoss ?? figures.trainingLoss;
  const accuracy = figures.validationAccuracy ?? figures.trainingAccuracy;
  const jobs = runsOf(experiment, cell.cell).filter(({jobId}) => jobId);
  const first = runsOf(experiment, baseline.cell).find(({jobId}) => jobId);
  return h("div", {class: "beneath"}, [
    h("p", {}, [
      loss?.mean !== null && loss ? `loss ${number(loss.mean, 3)}` : "no result yet",
      accuracy?.mean !== null && accuracy ? `, accuracy ${number(100 * accuracy.mean, 3)} %` : "",
    ]),
    h("p", {class: "no-print"}, [
      jobs.map(({jobId, seed}) => [
        h("a", {href: addressOf("runs", [jobId])}, `seed ${seed}`),
        " ",
      ]),
      cell !== baseline &&
        first &&
        jobs.length > 0 &&
        h(
          "a",
          {href: addressOf("runs", [`${first.jobId},${jobs[0].jobId}`])},
          "beside the baseline",
        ),
    ]),
  ]);
}
