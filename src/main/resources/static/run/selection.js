/** @import {Finding} from "../api/contract.js" */

/**
 * The step and the layers that all plots of a view show. Pointing at a finding lends its step and
 * layers for as long as it is pointed at; pinning it chooses them. Fires `change`, and `pin` when
 * the reader wants to be taken there.
 */
export class Selection extends EventTarget {
  #step;

  /** @type {Finding | null} */
  #pinned = null;

  /** @type {Finding | null} */
  #pointed = null;

  /** @param {number | null} step what to begin with; null for whatever suits */
  constructor(step) {
    super();
    this.#step = step;
  }

  /** The chosen step; null as long as nobody chose one. */
  get step() {
    return this.#pointed?.firstStep ?? this.#step;
  }

  /** The layers to point out. */
  get layers() {
    return (this.#pointed ?? this.#pinned)?.layers ?? [];
  }

  /** @param {number} step */
  choose(step) {
    this.#pointed = null;
    this.#step = step;
    this.#changed();
  }

  /** @param {Finding | null} finding null when none is pointed at any longer */
  point(finding) {
    this.#pointed = finding;
    this.#changed();
  }

  /** @param {Finding} finding */
  pin(finding) {
    this.#pointed = null;
    this.#pinned = this.#pinned?.rule === finding.rule ? null : finding;
    this.#step = finding.firstStep ?? this.#step;
    this.dispatchEvent(new Event("pin"));
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
