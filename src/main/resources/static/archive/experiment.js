import {get, isMissing, pathTo, post} from "../api/client.js";
import {number} from "../charts/format.js";
import {isFinal, progressBar, statusBadge} from "../job/status.js";
import {same} from "../json/equal.js";
import {addressOf} from "../route.js";
import {captionOf} from "../ui/caption.js";
import {announce, fill, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {scrolling} from "../ui/scrolling.js";
import {cell, column, numberCell, row, tableOf} from "../ui/table.js";
import {time} from "../ui/time.js";
import {cellTitle} from "./cells.js";
import {Comparison} from "./comparison.js";
import {tally} from "./tally.js";

/**
 * @import {Experiment, ExperimentComparison, Run} from "../api/contract.js"
 * @import {Route} from "../route.js"
 */

const PAUSE_MS = 1500;

/**
 * One experiment: its question, its runs, and the comparison of its cells, growing while it runs.
 *
 * @param {HTMLElement} root
 * @param {Route} route
 * @param {AbortSignal} signal
 */
export async function showExperiment(root, {parts: [id], query}, signal) {
  const view = new ExperimentView(id, query, signal);
  root.append(...view.elements);
  await view.refresh();
}

class ExperimentView {
  #path;
  #signal;
  #timer = 0;
  #head = h("section", {class: "experiment-head"});
  #heading = h("h1");

  /** @type {HTMLElement | null} made once, so that what is being written is not lost */
  #caption = null;

  #runs = h("details", {class: "card"});
  #trouble = h("div");
  #comparison;

  /** @type {Experiment | undefined} */
  #shown;

  /** Whether something else was chosen than is shown. */
  #isStale = false;

  /**
   * @param {string} id
   * @param {URLSearchParams} query
   * @param {AbortSignal} signal
   */
  constructor(id, query, signal) {
    this.#path = pathTo("/v1/experiments", id);
    this.#signal = signal;
    this.#comparison = new Comparison(id, query, () => this.#force());
    this.elements = [this.#trouble, this.#head, this.#comparison.element, this.#runs];
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  async refresh() {
    clearTimeout(this.#timer);
    try {
      /** @type {Experiment} */
      const experiment = await get(this.#path, {signal: this.#signal});
      const isNew = !isAlike(experiment, this.#shown);
      if (isNew && this.#shown && isFinal(experiment.status)) {
        announce(`The experiment has ${experiment.status}.`);
      }
      if (isNew || this.#isStale) {
        await this.#take(experiment);
      }
      this.#trouble.replaceChildren();
      if (!isFinal(experiment.status)) {
        this.#again();
      }
    } catch (error) {
      if (!this.#signal.aborted) {
        this.#say(error);
        if (!isMissing(error)) {
          this.#again();
        }
      }
    }
  }

  #force() {
    this.#isStale = true;
    return this.refresh();
  }

  #again() {
    this.#timer = setTimeout(() => this.refresh(), PAUSE_MS);
  }

  /** @param {unknown} error */
  #say(error) {
    fill(this.#trouble, problemPanel(error));
  }

  /** @param {Experiment} experiment */
  async #take(experiment) {
    this.#caption ??= captionOf(this.#path, experiment, {
      view: "experiments",
      renamed: (name) => {
        this.#heading.textContent = name || "Experiment";
      },
    });
    this.#shown = experiment;
    this.#isStale = false;
    this.#renderHead(experiment);
    fill(this.#runs, [
      h("summary", {}, `All ${experiment.runs.length} runs`),
      scrolling("Runs", runsTable(experiment.runs)),
    ]);
    /** @type {ExperimentComparison} */
    const compared = await get(this.#comparison.path, {signal: this.#signal});
    this.#comparison.show(experiment, compared);
  }

  /** @param {Experiment} experiment */
  #renderHead({name, question, status, counts, createdAt}) {
    const {done, all} = tally(counts);
    if (this.#heading.textContent === "") {
      this.#heading.textContent = name ?? "Experiment";
    }
    fill(this.#head, [
      this.#heading,
      question && h("p", {class: "question"}, question),
      this.#caption,
      h("div", {class: "row"}, [
        statusBadge(status),
        h("span", {}, `${done} of ${all} runs over`),
        done < all && progressBar(done / all, "Progress of the experiment"),
        h("span", {class: "muted"}, time(createdAt)),
        done < all && h("button", {type: "button", onclick: () => this.#cancel()}, "Cancel"),
      ]),
    ]);
  }

  async #cancel() {
    try {
      await post(`${this.#path}/cancel`);
      await this.#force();
    } catch (error) {
      this.#say(error);
    }
  }
}

/**
 * Whether there is nothing new to show.
 *
 * @param {Experiment} experiment
 * @param {Experiment | undefined} shown
 */
function isAlike({status, counts}, shown) {
  return shown?.status === status && same(shown.counts, counts);
}

/** @param {Run[]} runs */
function runsTable(runs) {
  const names = ["run", "seed", "status", "training loss", "validation loss", "accuracy"];
  return tableOf(names.map(column), runs.map(runRow));
}

/** @param {Run} run */
function runRow(run) {
  const {jobId, seed, status, summary} = run;
  const title = cellTitle(run);
  return row([
    cell(jobId ? h("a", {href: addressOf("runs", [jobId])}, title) : title),
    cell(seed),
    cell(statusBadge(status)),
    numberCell(number(summary?.trainingLoss)),
    numberCell(number(summary?.validationLoss)),
    numberCell(number(summary?.validationAccuracy ?? summary?.trainingAccuracy)),
  ]);
}
