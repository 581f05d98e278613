import {messageOf, pathTo} from "../api/client.js";
import {isNumber, number} from "../charts/format.js";
import {addressOf} from "../route.js";
import {fill, freshId, h} from "../ui/dom.js";
import {save} from "../ui/download.js";
import {cellTitle, runsOf} from "./cells.js";
import {figuresTable} from "./figures.js";
import {smallMultiples, unitOf} from "./multiples.js";

/** @import {Cell, Experiment, ExperimentComparison} from "../api/contract.js" */

/** @typedef {{value: string, text: string}} Option of a choice */

const FIRST_SHOWN = "deltaLog10";

const LEGEND =
  "Mean ± standard deviation over seeds; " +
  "× is the ratio to the baseline, of logarithms that of what they are of.";

/**
 * The comparison of an experiment's cells, by a metric and against a baseline that the reader
 * chooses.
 */
export class Comparison {
  #id;
  #metric;
  #baseline;
  #changed;

  element = h("section", {class: "view", "aria-labelledby": "comparison"});

  /**
   * @param {string} id of the experiment
   * @param {URLSearchParams} query what was chosen
   * @param {() => void} changed is called when something else is chosen
   */
  constructor(id, query, changed) {
    this.#id = id;
    this.#metric = query.get("metric") ?? FIRST_SHOWN;
    this.#baseline = query.get("baseline") ?? "";
    this.#changed = changed;
  }

  /** Where the service tells it. */
  get path() {
    const baseline = this.#baseline ? `?baseline=${encodeURIComponent(this.#baseline)}` : "";
    return `${pathTo("/v1/experiments", this.#id)}/comparison${baseline}`;
  }

  /** What was chosen, for the address. */
  get query() {
    return {
      ...(this.#baseline && {baseline: this.#baseline}),
      ...(this.#metric !== FIRST_SHOWN && {metric: this.#metric}),
    };
  }

  /**
   * @param {Experiment} experiment
   * @param {ExperimentComparison} compared
   */
  show(experiment, compared) {
    const {cells} = compared;
    const first = experiment.runs.find(({runId}) => runId === compared.baseline)?.cell;
    const baseline = cells.find(({cell}) => cell === first) ?? cells[0];
    const focused = this.#focusedName();
    const names = metricsOf(cells);
    const metric = names.includes(this.#metric) ? this.#metric : names[0];
    fill(this.element, [
      h("h2", {id: "comparison"}, "Comparison"),
      h("div", {class: "row no-print"}, [
        this.#metricChoice(names, metric),
        this.#baselineChoice(experiment, cells, baseline),
        this.#csvButton(),
      ]),
      smallMultiples(cells, baseline, metric, (one) => beneath(experiment, one, baseline)),
      h("div", {class: "card"}, [
        h("h3", {}, "Figures"),
        h("p", {class: "muted"}, LEGEND),
        figuresTable(compared, baseline),
      ]),
    ]);
    if (focused) {
      /** @type {HTMLElement | null} */
      const again = this.element.querySelector(`[name="${focused}"]`);
      again?.focus();
    }
  }

  /** The name of the control that has the focus, which its successor shall have. */
  #focusedName() {
    const focused = document.activeElement;
    return focused instanceof HTMLSelectElement && this.element.contains(focused)
      ? focused.name
      : undefined;
  }

  /**
   * @param {string[]} names
   * @param {string} chosen
   */
  #metricChoice(names, chosen) {
    const options = names.map((value) => ({value, text: unitOf(value)}));
    const select = choice("metric", options, chosen);
    select.addEventListener("change", () => {
      this.#metric = select.value;
      this.#changed();
    });
    return labelled("Layer metric at the first step", select);
  }

  /**
   * @param {Experiment} experiment
   * @param {Cell[]} cells
   * @param {Cell} baseline
   */
  #baselineChoice(experiment, cells, baseline) {
    /** @param {Cell} one */
    const firstRun = (one) => runsOf(experiment, one.cell)[0].runId;
    const options = cells.map((one) => ({value: firstRun(one), text: cellTitle(one)}));
    const select = choice("baseline", options, firstRun(baseline));
    select.addEventListener("change", () => {
      this.#baseline = select.value;
      this.#changed();
    });
    return labelled("Baseline", select);
  }

  #csvButton() {
    const button = h("button", {type: "button"}, "CSV");
    button.addEventListener("click", async () => {
      try {
        await save(this.path, `comparison-${this.#id}.csv`, "text/csv");
      } catch (error) {
        button.after(h("span", {class: "fault", role: "alert"}, messageOf(error)));
      }
    });
    return button;
  }
}

/**
 * The layer metrics that there are.
 *
 * @param {Cell[]} cells
 */
function metricsOf(cells) {
  const [layer] = cells.flatMap(({layers}) => layers.slice(0, 1));
  return Object.keys(layer?.metrics ?? {[FIRST_SHOWN]: null});
}

/**
 * @param {string} name
 * @param {Option[]} options
 * @param {string} chosen the first, if it is none of them
 */
function choice(name, options, chosen) {
  const select = h(
    "select",
    {id: freshId(name), name},
    options.map(({value, text}) => h("option", {value}, text)),
  );
  const known = options.find(({value}) => value === chosen) ?? options[0];
  select.value = known.value;
  return select;
}

/**
 * @param {string} label
 * @param {HTMLSelectElement} select
 */
function labelled(label, select) {
  return h("div", {}, [h("label", {for: select.id}, `${label} `), select]);
}

/**
 * What stands below the picture of a cell.
 *
 * @param {Experiment} experiment
 * @param {Cell} one
 * @param {Cell} baseline
 */
function beneath(experiment, one, baseline) {
  const jobs = jobsOf(experiment, one);
  const [reference] = jobsOf(experiment, baseline);
  const pair = one !== baseline && reference && jobs[0] && `${reference.id},${jobs[0].id}`;
  return h("div", {class: "beneath"}, [
    h("p", {}, resultOf(one)),
    h("p", {class: "no-print"}, [
      jobs.map(({id, seed}) => [h("a", {href: addressOf("runs", [id])}, `seed ${seed}`), " "]),
      pair && h("a", {href: addressOf("runs", [pair])}, "beside the baseline"),
    ]),
  ]);
}

/** @param {Cell} cell */
function resultOf({figures}) {
  const loss = (figures.validationLoss ?? figures.trainingLoss)?.mean;
  const accuracy = (figures.validationAccuracy ?? figures.trainingAccuracy)?.mean;
  return [
    isNumber(loss) ? `loss ${number(loss, 3)}` : "no result yet",
    isNumber(accuracy) && `, accuracy ${number(100 * accuracy, 3)} %`,
  ];
}

/**
 * The jobs of a cell that are still there.
 *
 * @param {Experiment} experiment
 * @param {Cell} cell
 */
function jobsOf(experiment, {cell}) {
  return runsOf(experiment, cell).flatMap(({jobId, seed}) => (jobId ? [{id: jobId, seed}] : []));
}
