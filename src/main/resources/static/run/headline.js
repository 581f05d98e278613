import {isAbort, messageOf} from "../api/client.js";
import {wholeBodyOf} from "../job/body.js";
import {placeOf} from "../job/place.js";
import {compact} from "../json/compact.js";
import {patched} from "../json/patch.js";
import {goTo} from "../route.js";
import {fill, h} from "../ui/dom.js";

/**
 * @import {Diagnosis, Headline, Job, JobBody, Remedy, Verdict} from "../api/contract.js"
 * @import {Choices} from "./choices.js"
 */

/** @type {Record<Verdict, string>} */
const SIGNS = {healthy: "✔", faulty: "✖", undecided: "?"};

/** The name of the choice to see the whole diagnosis. */
const CHOICE = "diagnosis";
const OPEN = "open";

/**
 * The button that opens the whole of what the lines say, and closes it.
 *
 * @param {HTMLElement} whole has an id
 * @param {Choices} choices remembers it
 */
export function opener(whole, choices) {
  const button = h("button", {type: "button", class: "no-print", "aria-controls": whole.id});
  const show = () => {
    const isOpen = choices.get(CHOICE) === OPEN;
    whole.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    button.textContent = isOpen ? "Close the diagnosis" : "Whole diagnosis";
  };
  button.addEventListener("click", () => {
    choices.set(CHOICE, choices.get(CHOICE) === OPEN ? null : OPEN);
    show();
  });
  show();
  return button;
}

/** The diagnosis of a run in one line, with what can be done about it. */
export class Line {
  #job;
  #onTry;
  #text = h("span", {class: "muted"}, "Looking at the run…");
  #acts = h("span", {class: "no-print headline-acts"});
  #fault = h("span", {class: "fault", role: "status"});

  element;

  /**
   * @param {() => Job} job
   * @param {string} name of the variant; empty where there is one
   * @param {((remedy: Remedy) => void) | undefined} onTry undefined where nothing can be tried
   */
  constructor(job, name, onTry) {
    this.#job = job;
    this.#onTry = onTry;
    this.element = h("li", {class: "headline-line"}, [
      name && h("strong", {class: "headline-name"}, `${name} `),
      this.#text,
      " ",
      this.#acts,
      this.#fault,
    ]);
  }

  /** @param {Diagnosis} diagnosis */
  update({headline, verdict, complete}) {
    const {remedy} = headline;
    this.#text.className = `verdict-line ${verdict}`;
    fill(this.#text, [
      h("span", {"aria-hidden": "true"}, `${SIGNS[verdict]} `),
      h("strong", {}, headline.problem),
      restOf(headline),
      !complete && " (so far)",
    ]);
    fill(this.#acts, remedy && this.#onTry ? this.#offers(remedy) : []);
  }

  /** Nothing can be said of the run. */
  clear() {
    fill(this.#text, "There is no diagnosis.");
  }

  /** @param {Remedy} remedy */
  #offers(remedy) {
    return [
      h(
        "button",
        {
          type: "button",
          class: "small",
          "aria-label": `Try it: ${remedy.title}`,
          onclick: () => this.#onTry?.(remedy),
        },
        "try it",
      ),
      " ",
      h(
        "button",
        {
          type: "button",
          class: "small",
          "aria-label": `Into the Lab: ${remedy.title}`,
          onclick: () => this.#intoTheLab(remedy),
        },
        "into the Lab",
      ),
    ];
  }

  /** @param {Remedy} remedy */
  async #intoTheLab({title, patch}) {
    try {
      const job = this.#job();
      const body = await wholeBodyOf(job);
      const spec = body && (await compact(stateOf({...patched(body, patch), name: title}, job)));
      if (spec) {
        goTo("lab", [], {spec});
      } else {
        this.#fault.textContent = "Its rows do not fit into an address.";
      }
    } catch (error) {
      if (!isAbort(error)) {
        this.#fault.textContent = messageOf(error);
      }
    }
  }
}

/**
 * What the Lab begins with. Parameters that the job's specification leaves out stay where they are.
 *
 * @param {JobBody} body
 * @param {Job} job
 */
function stateOf({parameters, ...body}, job) {
  const isLeftOut = parameters !== undefined && job.spec.parameters === undefined;
  return isLeftOut ? {body, start: placeOf(job)} : {body: {...body, parameters}};
}

/**
 * What follows the problem in the line.
 *
 * @param {Headline} headline
 */
function restOf({problem, text}) {
  return text.startsWith(problem) ? text.slice(problem.length) : `: ${text}`;
}
