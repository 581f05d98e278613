import {messageOf, pathTo} from "../api/client.js";
import {addressOf, remember} from "../route.js";
import {fill, freshId, h} from "../ui/dom.js";
import {save} from "../ui/download.js";
import {cellTitle, jobsOf, matching, runsOf} from "./cells.js";
import {choice, labelled} from "./choice.js";
import {figuresTable, resultOf, sorted} from "./figures.js";
import {smallMultiples, unitOf} from "./multiples.js";
import {OverFactors} from "./overfactors.js";

/**
 * @import {Cell, Experiment, ExperimentComparison} from "../api/contract.js"
 */

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
  #step;
  #filter;
  #order;
  #over;
  #changed;

  /** What was shown last. @type {[Experiment, ExperimentComparison] | undefined} */
  #shown;

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
    this.#step = query.get("step") ?? "";
    this.#filter = query.get("filter") ?? "";
    this.#order = query.get("sort") ?? "";
    this.#over = new OverFactors(query, {
      again: () => this.#again(),
      brushed: () => this.#brushed?.(),
    });
    this.#changed = changed;
  }

  /** Where the service tells it. */
  get path() {
    const query = new URLSearchParams({
      ...(this.#baseline && {baseline: this.#baseline}),
      ...(isStep(this.#step) && {step: this.#step}),
    }).toString();
    return `${pathTo("/v1/experiments", this.#id)}/comparison${query && `?${query}`}`;
  }

  /** What was chosen, for the address. */
  get query() {
    return {
      ...(this.#baseline && {baseline: this.#baseline}),
      ...(this.#metric !== FIRST_SHOWN && {metric: this.#metric}),
      ...(isStep(this.#step) && {step: this.#step}),
      ...(this.#filter && {filter: this.#filter}),
      ...(this.#order && {sort: this.#order}),
      ...this.#over.query,
    };
  }

  /**
   * @param {Experiment} experiment
   * @param {ExperimentComparison} compared
   */
  show(experiment, compared) {
    this.#shown = [experiment, compared];
    const {cells: all} = compared;
    const first = experiment.runs.find(({runId}) => runId === compared.baseline)?.cell;
    const baseline = all.find(({cell}) => cell === first) ?? all[0];
    const focused = this.#focusedName();
    const names = metricsOf(all);
    const metric = names.includes(this.#metric) ? this.#metric : names[0];
    const cells = sorted(matching(all, this.#filter), this.#order);
    const over = this.#over.elementOf(experiment, cells, metric);
    const byCell = h("div", {class: "view"});
    this.#brushed = () => {
      const kept = this.#over.kept(cells);
      fill(byCell, this.#cellByCell({experiment, compared, cells: kept, baseline, metric}));
      remember("experiments", [this.#id], this.query);
    };
    fill(this.element, [
      h("h2", {id: "comparison"}, "Comparison"),
      h("div", {class: "row no-print"}, [
        this.#metricChoice(names, metric),
        this.#stepField(),
        this.#baselineChoice(experiment, all, baseline),
        this.#filterField(cells.length, all.length),
        this.#csvButton(),
      ]),
      over,
      byCell,
    ]);
    this.#brushed();
    if (focused) {
      /** @type {HTMLElement | null} */
      const again = this.element.querySelector(`[name="${focused}"]`);
      again?.focus();
    }
  }

  /** Shows the cells that are kept, of what is shown. @type {(() => void) | undefined} */
  #brushed;

  /**
   * @param {{experiment: Experiment, compared: ExperimentComparison, cells: Cell[],
   *     baseline: Cell, metric: string}} shown
   */
  #cellByCell({experiment, compared, cells, baseline, metric}) {
    const order = this.#order;
    return [
      smallMultiples(cells, baseline, metric, (one) => beneath(experiment, one, baseline)),
      h("div", {class: "card"}, [
        h("h3", {}, "Figures"),
        h("p", {class: "muted"}, LEGEND),
        figuresTable({...compared, cells}, baseline, {order, sort: (to) => this.#sort(to)}),
      ]),
    ];
  }

  /** The name of the control that has the focus, which its successor shall have. */
  #focusedName() {
    const focused = document.activeElement;
    return focused !== null && this.element.contains(focused)
      ? (focused.getAttribute("name") ?? undefined)
      : undefined;
  }

  /** Shows the same again, in another way. */
  #again() {
    if (this.#shown) {
      this.show(...this.#shown);
    }
  }

  /** @param {string} order */
  #sort(order) {
    this.#order = order;
    this.#again();
  }

  #stepField() {
    const value = {
      type: "text",
      inputmode: "numeric",
      size: 7,
      placeholder: "1",
      value: this.#step,
    };
    const input = h("input", {id: freshId("step"), name: "step", autocomplete: "off", ...value});
    input.addEventListener("change", () => {
      this.#step = isStep(input.value) ? input.value.trim() : "";
      this.#changed();
    });
    return labelled("at step", input);
  }

  /**
   * @param {number} shown
   * @param {number} all
   */
  #filterField(shown, all) {
    const value = {type: "search", size: 16, placeholder: "relu 100", value: this.#filter};
    const input = h("input", {id: freshId("filter"), name: "filter", ...value});
    input.addEventListener("input", () => {
      this.#filter = input.value;
      this.#again();
    });
    const field = labelled("Cells with", input);
    field.append(h("small", {role: "status"}, ` ${shown} of ${all}`));
    return field;
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
    return labelled("Layer metric", select);
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
 * Whether a text is the number of a step.
 *
 * @param {string} text
 */
function isStep(text) {
  return /^\s*[1-9]\d{0,14}\s*$/.test(text);
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
