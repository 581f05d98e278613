import {get, isAbort, post} from "../api/client.js";
import {ranges} from "../charts/format.js";
import {Findings} from "../diagnosis/findings.js";
import {wholeBodyOf} from "../job/body.js";
import {isElsewhere, placeOf} from "../job/place.js";
import {patched} from "../json/patch.js";
import {goTo} from "../route.js";
import {announce, fill, freshId, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {Line, opener} from "./headline.js";
import {followTrials} from "./trials.js";

/**
 * @import {Diagnosis, Experiment, Finding, Job, Remedy} from "../api/contract.js"
 * @import {Choices} from "./choices.js"
 * @import {Variant} from "./recorded.js"
 * @import {Selection} from "./selection.js"
 */

/** A run that goes on is diagnosed anew this rarely. */
const PAUSE_MS = 4000;

const LONGEST_NAME = 100;

/**
 * The diagnosis of each variant: in a line what is wrong and what helps, and, if it is opened, all
 * of it, with where in the plots it shows, and what trying to cure it does.
 *
 * @param {{top: HTMLElement, whole: HTMLElement}} elements for the lines, and for all of it
 * @param {Variant[]} variants
 * @param {{choices: Choices, selection: Selection}} shared `choices` remembers whether it is open
 * @param {AbortSignal} signal
 */
export function diagnosis({top, whole}, variants, {choices, selection}, signal) {
  const lines = h("ul", {class: "headline-lines"});
  whole.id = freshId("diagnosis");
  top.setAttribute("aria-label", "Diagnosis in short");
  top.append(lines, opener(whole, choices));
  const element = h("section", {class: "card diagnosis"}, h("h2", {}, "Diagnosis"));
  whole.append(element);
  const ids = variants.map(({run}) => placeOf(run.job));
  for (const variant of variants) {
    const place =
      variants.length > 1
        ? h("details", {open: true, class: "diagnosed"}, [
            h("summary", {}, h("strong", {}, variant.name)),
          ])
        : h("div");
    element.append(place);
    const diagnosed = new Diagnosed(variant, ids, selection, signal);
    place.append(...diagnosed.elements);
    lines.append(diagnosed.line.element);
  }
}

/** The diagnosis of one variant, asked for anew while it runs. */
class Diagnosed {
  #run;
  #name;
  #ids;
  #selection;
  #signal;
  #last = Number.NEGATIVE_INFINITY;
  #asking = false;
  #isRead = false;

  #said = h("div", {}, h("p", {class: "muted"}, "Looking at the run…"));
  #unrun = h(
    "p",
    {class: "muted", hidden: true},
    "It never ran: only its network and data were looked at.",
  );
  #trouble = h("div");
  #trials = h("div", {class: "trials"});
  #all = h(
    "button",
    {type: "button", class: "no-print", hidden: true, onclick: () => this.#tryAll()},
    "Try all remedies",
  );
  #findings;

  /** @type {Line} */
  line;

  elements = [this.#said, this.#unrun, this.#trouble, this.#all, this.#trials];

  /**
   * @param {Variant} variant
   * @param {string[]} ids of the jobs that the one which tries a remedy is shown beside
   * @param {Selection} selection
   * @param {AbortSignal} signal
   */
  constructor({run, name}, ids, selection, signal) {
    this.#run = run;
    this.#name = name;
    this.#ids = ids;
    this.#selection = selection;
    this.#signal = signal;
    // Nothing is trained here of a run that is trained elsewhere.
    const onTry = isElsewhere(run.job)
      ? undefined
      : (/** @type {Remedy} */ remedy) => this.#attempt(() => this.#try(remedy));
    this.#findings = new Findings(this.#said, {
      onTry,
      onPoint: (finding) => this.#selection.point(finding),
      onPin: (finding) => this.#pin(finding),
    });
    this.line = new Line(() => run.job, ids.length > 1 ? name : "", onTry);
    run.addEventListener("records", () => this.#read(), {signal});
    run.addEventListener("finding", () => this.#readNow(), {signal});
  }

  async #read() {
    const run = this.#run;
    const isEarly = !run.finished && performance.now() - this.#last < PAUSE_MS;
    if (this.#asking || isEarly) {
      return;
    }
    this.#asking = true;
    const isLast = run.finished;
    await this.#attempt(() => this.#show());
    if (!this.#isRead) {
      this.#said.replaceChildren();
      this.line.clear();
    }
    this.#asking = false;
    this.#last = performance.now();
    if (run.finished && !isLast) {
      this.#read();
    }
  }

  #readNow() {
    this.#last = Number.NEGATIVE_INFINITY;
    return this.#read();
  }

  async #show() {
    const run = this.#run;
    /** @type {Diagnosis} */
    const answer = await get(`${run.path}/diagnosis`, {signal: this.#signal});
    this.#isRead = true;
    this.#findings.update(answer);
    this.line.update(answer);
    this.#unrun.hidden = !run.finished || run.job.progress.step > 0 || isElsewhere(run.job);
    this.#all.hidden =
      isElsewhere(run.job) ||
      !answer.findings.some(({severity, remedies}) => severity !== "info" && remedies.length > 0);
  }

  /** @param {Finding} finding */
  #pin(finding) {
    const {layers, firstStep} = finding;
    this.#selection.pin(finding);
    const marked =
      layers.length > 0
        ? `Layer${layers.length > 1 ? "s" : ""} ${ranges(layers)} marked`
        : "No layers to mark";
    announce(`${marked}${firstStep ? `, step ${firstStep}` : ""}.`);
  }

  /** @param {Remedy} remedy */
  async #try({title, patch}) {
    const {job} = this.#run;
    const body = await wholeBodyOf(job, this.#signal);
    if (!body) {
      throw new Error(
        "The rows of this job came with its request and are not here to be sent again. " +
          "“Try all remedies” lets the service do it.",
      );
    }
    const name = `${job.name ? `${job.name}: ` : ""}${title}`.slice(0, LONGEST_NAME);
    const changed = {...patched(body, patch), name};
    /** @type {Job} */
    const {id} = await post("/v1/training-jobs", changed, {signal: this.#signal});
    goTo("runs", [[...this.#ids, id].join(",")]);
  }

  async #tryAll() {
    this.#all.disabled = true;
    const signal = this.#signal;
    await this.#attempt(async () => {
      /** @type {Experiment} */
      const experiment = await post(`${this.#run.path}/remedies`, undefined, {signal});
      await followTrials(this.#trials, experiment, signal);
      announce(`The remedies of ${this.#name} have been tried.`);
      await this.#readNow();
    });
    this.#all.disabled = false;
  }

  /** @param {() => Promise<void>} task */
  async #attempt(task) {
    try {
      await task();
      this.#trouble.replaceChildren();
    } catch (error) {
      if (!isAbort(error)) {
        fill(this.#trouble, problemPanel(error));
      }
    }
  }
}
