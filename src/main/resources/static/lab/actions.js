import {isAbort, Problem, post} from "../api/client.js";
import {goTo} from "../route.js";
import {announce, fill, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {includedIn} from "./presets.js";
import {checkOf, lookOf, ratesOf, trainingOf} from "./requests.js";
import {KINDS} from "./variant.js";

/**
 * @import {Diagnosis, Job, LearningRateTest, Preset} from "../api/contract.js"
 * @import {Design} from "./design.js"
 * @import {Faults} from "./faults.js"
 * @import {Look} from "./look.js"
 * @import {Mode} from "./presets.js"
 * @import {Request} from "../program/request.js"
 * @import {Variant} from "./variant.js"
 */

/**
 * What actions work on. `settle` brings the address up to date; `looked` hears what a look has
 * shown; `trainAt` puts a learning rate into the form.
 *
 * @typedef {{design: Design, preset?: Preset, faults: Faults, results: HTMLElement,
 *     compareWith: (variant: Variant) => void, trainAt: (rate: number) => void,
 *     settle: () => Promise<unknown>,
 *     looked: (requests: Request[], answers: Look[]) => Promise<void>, signal: AbortSignal}} Lab
 */

/**
 * What a button says while it works, and what it does.
 *
 * @typedef {{busy: string, act: () => Promise<void>}} Action
 */

/**
 * What can be done with the design. Each action shows its faults at the fields and its result
 * below.
 */
export class Actions {
  #lab;
  #look = this.#button("Look before training", {busy: "Looking …", act: () => this.#lookAt()});
  #check = this.#button("Check", {busy: "Checking …", act: () => this.#diagnose()});
  #rates = this.#button("Find a rate", {busy: "Trying rates …", act: () => this.#findRate()});

  /** @param {Lab} lab */
  constructor(lab) {
    this.#lab = lab;
  }

  /**
   * The row of buttons; the one the preset is about stands out.
   *
   * @param {Mode} mode of the preset
   */
  buttons(mode) {
    const isExperiment = mode === "experiment";
    const run = this.#button(isExperiment ? "Run one job" : "Run", {
      busy: "Submitting …",
      act: () => this.#train(),
    });
    const experiment = this.#button("Run the experiment", {
      busy: "Submitting …",
      act: () => this.#experiment(),
    });
    const main = {train: run, look: this.#look, experiment}[mode];
    main.className = "primary";
    return [...(isExperiment ? [experiment] : []), run, this.#look, this.#check, this.#rates];
  }

  /** Looks as the button would, but leaves the reader where he is. */
  async lookQuietly() {
    await this.#attempt(this.#look, {busy: "Looking …", act: () => this.#lookAt()});
  }

  /**
   * @param {string} text
   * @param {Action} action
   */
  #button(text, action) {
    const button = h("button", {type: "button", class: ""}, text);
    button.addEventListener("click", () => this.#perform(button, action));
    return button;
  }

  get #options() {
    return {signal: this.#lab.signal};
  }

  /**
   * Does what a button says, and leads the reader to the result.
   *
   * @param {HTMLElement} button
   * @param {Action} action
   */
  async #perform(button, action) {
    if (await this.#attempt(button, action)) {
      this.#lab.results.querySelector("h2")?.focus();
    }
  }

  /**
   * Runs one action; says that it does, and what was wrong with it.
   *
   * @param {HTMLElement} button
   * @param {Action} action
   * @returns {Promise<boolean>} whether it went well
   */
  async #attempt(button, {busy, act}) {
    if (button.getAttribute("aria-busy")) {
      return false;
    }
    const text = button.textContent;
    button.setAttribute("aria-busy", "true");
    button.textContent = busy;
    this.#lab.faults.show("request", []);
    try {
      await act();
      return true;
    } catch (error) {
      this.#refused(error);
      return false;
    } finally {
      button.removeAttribute("aria-busy");
      button.textContent = text;
    }
  }

  /** @param {unknown} error */
  #refused(error) {
    const {faults, results, signal} = this.#lab;
    if (isAbort(error) || signal.aborted) {
      return;
    }
    if (error instanceof Problem && error.faults.length > 0) {
      faults.show("request", error.faults);
      faults.focusFirst();
    } else {
      fill(results, problemPanel(error));
      results.scrollIntoView({block: "center"});
    }
  }

  async #train() {
    const {design, settle} = this.#lab;
    await settle();
    const asked = design.copy();
    const [a, b] = trainingOf(asked);
    // B first: what is wrong with both is said of the fields of A, what only B has, of its own.
    const second = b && (await atVariant(asked.variant, () => this.#submit(b)));
    try {
      const first = await this.#submit(a);
      goTo("runs", [second ? `${first.id},${second.id}` : first.id]);
    } catch (error) {
      if (second) {
        // There is nothing to compare B with. It may have ended by itself, which is as good.
        await post(`${a.path}/${second.id}/cancel`).catch(() => null);
      }
      throw error;
    }
  }

  /**
   * @param {Request} request
   * @returns {Promise<Job>}
   */
  #submit({path, body}) {
    return post(path, this.#told(body), this.#options);
  }

  /** @param {unknown} body of what is to be run */
  #told(body) {
    return {.../** @type {object} */ (body), notify: this.#lab.design.notify};
  }

  async #lookAt() {
    const {design, preset, results, looked, signal} = this.#lab;
    const asked = design.copy();
    const requests = lookOf(asked, includedIn(preset));
    const {showLook} = await import("./look.js");
    /** @type {() => Promise<Look[]>} */
    const ask = () => Promise.all(requests.map(({path, body}) => post(path, body, this.#options)));
    const answers = await atFields(() => atVariant(asked.variant, ask));
    showLook(results, asked, answers, signal);
    await looked(requests, answers);
    announce("What the look has shown is above the form.");
  }

  async #diagnose() {
    const {design, results, compareWith} = this.#lab;
    const [{path, body}] = checkOf(design);
    /** @type {Diagnosis} */
    const diagnosis = await post(path, body, this.#options);
    const {showCheck} = await import("./checkup.js");
    showCheck(results, diagnosis, compareWith);
  }

  async #findRate() {
    const {design, results, trainAt, signal} = this.#lab;
    const [{path, body}] = ratesOf(design);
    /** @type {LearningRateTest} */
    const test = await post(path, body, this.#options);
    const {showRates} = await import("./rates.js");
    showRates(results, test, trainAt, signal);
  }

  async #experiment() {
    const {preset, settle} = this.#lab;
    if (preset) {
      await settle();
      /** @type {{id: string}} */
      const {id} = await post(preset.endpoint, this.#told(preset.request), this.#options);
      goTo("experiments", [id]);
    }
  }
}

/**
 * Faults of what B has otherwise belong to the choice of B.
 *
 * @template T
 * @param {Variant | null} variant
 * @param {() => Promise<T>} act
 */
function atVariant(variant, act) {
  const pointer = variant && KINDS[variant.kind].pointer;
  return moved(act, pointer ? [[pointer, "/variant"]] : []);
}

/** Where the members of a look's request come from: the more special first. */
const FIELDS_OF_LOOK = [
  ["/batch/dataset", "/dataset"],
  ["/batch/first", "/first"],
  ["/costs/0", "/cost"],
  ["/costs/1", "/variant"],
];

/**
 * Faults in a look's request belong to the fields that it was made of.
 *
 * @template T
 * @param {() => Promise<T>} act
 */
function atFields(act) {
  return moved(act, FIELDS_OF_LOOK);
}

/**
 * @template T
 * @param {() => Promise<T>} act
 * @param {string[][]} places pairs of pointers: faults below the first are said of the second
 */
async function moved(act, places) {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Problem) {
      error.faults = error.faults.map((fault) => {
        const [from, to] = places.find(([prefix]) => fault.pointer.startsWith(prefix)) ?? ["", ""];
        return {...fault, pointer: to + fault.pointer.slice(from.length)};
      });
    }
    throw error;
  }
}
