/** @import {Finding} from "../api/contract.js" */

/**
 * What is pointed at for a moment, in a plot or in the diagnosis.
 *
 * @typedef {{step?: number | null, layers?: number[]}} Pointed
 */

/**
 * The step and the layers that all plots of a view show. Pointing at a place of a plot or at a
 * finding lends its step and layers for as long as it is pointed at; choosing and pinning keep
 * them. Fires `change`, and `pin` when the reader wants to be taken there.
 */
export class Selection extends EventTarget {
  #step;
  #layer;

  /** @type {Finding | null} */
  #pinned = null;

  /** @type {Pointed | null} */
  #pointed = null;

  #frame = 0;

  /**
   * What to begin with; null for whatever suits.
   *
   * @param {number | null} step
   * @param {number | null} [layer]
   */
  constructor(step, layer = null) {
    super();
    this.#step = step;
    this.#layer = layer;
  }

  /** The step to show; null as long as nobody chose one. */
  get step() {
    return this.#pointed?.step ?? this.#step;
  }

  /** The step that was chosen, whatever is pointed at. */
  get chosenStep() {
    return this.#step;
  }

  /** The layer that was chosen, whatever is pointed at. */
  get chosenLayer() {
    return this.#layer;
  }

  /** The layers to point out. */
  get layers() {
    return this.#pointed?.layers ?? this.#pinned?.layers ?? this.#chosen;
  }

  get #chosen() {
    return this.#layer === null ? [] : [this.#layer];
  }

  /** @param {number} step */
  choose(step) {
    this.#pointed = null;
    this.#step = step;
    this.#changed();
  }

  /** @param {number | null} layer null forgets it; the one that is chosen already is forgotten */
  chooseLayer(layer) {
    this.#pointed = null;
    this.#pinned = null;
    this.#layer = layer === this.#layer ? null : layer;
    this.#changed();
  }

  /**
   * Goes on to a place, as arrow keys do.
   *
   * @param {number} step
   * @param {number} layer
   */
  go(step, layer) {
    this.#pointed = null;
    this.#pinned = null;
    this.#step = step;
    this.#layer = layer;
    this.#changed();
  }

  /** @param {Pointed | null} pointed null when nothing is pointed at any longer */
  hover(pointed) {
    if (!isSame(pointed, this.#pointed)) {
      this.#pointed = pointed;
      this.#changed();
    }
  }

  /** @param {Finding | null} finding null when none is pointed at any longer */
  point(finding) {
    this.hover(finding && {step: finding.firstStep, layers: finding.layers});
  }

  /** @param {Finding} finding */
  pin(finding) {
    this.#pointed = null;
    this.#pinned = this.#pinned?.rule === finding.rule ? null : finding;
    this.#step = finding.firstStep ?? this.#step;
    this.dispatchEvent(new Event("pin"));
    this.#changed();
  }

  /** However often it changes, it is told of once before the next frame. */
  #changed() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.dispatchEvent(new Event("change"));
    });
  }
}

/**
 * @param {Pointed | null} one
 * @param {Pointed | null} other
 */
function isSame(one, other) {
  return (
    one?.step === other?.step && String(one?.layers) === String(other?.layers) && !one === !other
  );
}
