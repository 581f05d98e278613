import {get, isAbort} from "../api/client.js";
import {number} from "../charts/format.js";
import {OBSERVED, placeOf, TRAINED} from "../job/place.js";
import {MOST_RUNS} from "../job/spec.js";
import {goTo} from "../route.js";
import {fill, freshId, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {counted} from "../ui/words.js";

/**
 * @import {JobSummary, Page} from "../api/contract.js"
 * @import {Variant} from "./recorded.js"
 */

const OFFERED = 10;

/** A search waits until this long nothing was typed. */
const PAUSE_MS = 250;

/**
 * Lays another run over those that are shown: one of the newest, or one that is searched for.
 *
 * @param {HTMLDetailsElement} element which has just been opened
 * @param {Variant[]} variants
 * @param {AbortSignal} signal
 */
export function overlay(element, variants, signal) {
  const places = variants.map(({run}) => placeOf(run.job));
  new Overlay(element, places, signal).open();
}

class Overlay {
  #places;
  #signal;
  #box = h("input", {type: "search", id: freshId("another"), maxlength: 200});
  #said = h("span", {class: "muted", role: "status"});
  #list = h("ul", {class: "overlay-runs", "aria-label": "Runs to lay over"});
  #trouble = h("div");
  #timer = 0;
  #asked = new AbortController();

  #element;

  /**
   * @param {HTMLDetailsElement} element
   * @param {string[]} places of the runs that are shown
   * @param {AbortSignal} signal
   */
  constructor(element, places, signal) {
    this.#element = element;
    this.#places = places;
    this.#signal = signal;
    element.append(
      h("p", {class: "row"}, [
        h("label", {for: this.#box.id}, "Search by name"),
        this.#box,
        this.#said,
      ]),
      this.#list,
      this.#trouble,
    );
    element.addEventListener("toggle", () => this.open());
    this.#box.addEventListener("input", () => this.#soon());
    signal.addEventListener("abort", () => {
      clearTimeout(this.#timer);
      this.#asked.abort();
    });
  }

  open() {
    if (this.#element.open) {
      this.#box.focus();
      this.#read();
    }
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#read(), PAUSE_MS);
  }

  async #read() {
    this.#asked.abort();
    this.#asked = new AbortController();
    const {signal} = this.#asked;
    try {
      const found = await newest(this.#box.value.trim(), signal);
      const runs = found.filter((job) => !this.#places.includes(placeOf(job))).slice(0, OFFERED);
      fill(
        this.#list,
        runs.map((job) => h("li", {}, this.#offer(job))),
      );
      this.#said.textContent = runs.length > 0 ? counted(runs.length, "run") : "No other run.";
      this.#trouble.replaceChildren();
    } catch (error) {
      if (!(isAbort(error) || this.#signal.aborted)) {
        fill(this.#trouble, problemPanel(error));
      }
    }
  }

  /** @param {JobSummary} job */
  #offer(job) {
    const {name, id, status, createdAt, result} = job;
    const choose = () => goTo("runs", [[...this.#places, placeOf(job)].join(",")]);
    const loss = result ? `, loss ${number(result.validationLoss ?? result.trainingLoss)}` : "";
    return [
      h("button", {type: "button", class: "small", onclick: choose}, name ?? id),
      h("span", {class: "muted"}, ` ${status}${loss}, ${new Date(createdAt).toLocaleString()}`),
    ];
  }
}

/**
 * The newest runs, wherever they are trained, newest first: more than are offered, as some may be
 * shown already.
 *
 * @param {string} text that they are searched for; empty for all
 * @param {AbortSignal} signal
 */
async function newest(text, signal) {
  const query = new URLSearchParams({limit: String(OFFERED + MOST_RUNS), ...(text && {q: text})});
  /** @type {Page<JobSummary>[]} */
  const pages = await Promise.all(
    [TRAINED, OBSERVED].map((path) => get(`${path}?${query}`, {signal})),
  );
  return pages
    .flatMap(({data}) => data)
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
}
