import {same} from "../json/equal.js";
import {parentOf, setAt, valueAt} from "../json/pointer.js";

/**
 * @import {JobBody} from "../api/contract.js"
 * @import {Variant} from "./variant.js"
 */

/**
 * What the Lab holds: the body of a training job, what variant B changes in it, how many rows a
 * look before training reads, and the place of the run that its parameters are from, if they are.
 *
 * @typedef {{body: JobBody, variant: Variant | null, first: number | string | undefined,
 *     start?: string}} State
 */

/**
 * A start that shows success within a second: two classes in the plane, and a rate at which their
 * boundary bends. At a fifth of it the run ends on a plateau.
 *
 * @type {JobBody}
 */
const BLANK = {
  network: {
    inputs: 2,
    layers: [
      {units: 8, activation: "tanh", repeat: 2},
      {units: 1, activation: "sigmoid"},
    ],
    weightInitializer: {name: "glorot_uniform"},
  },
  cost: "binary_cross_entropy",
  dataset: {generator: {name: "moons", samples: 300, noise: 0.15, seed: 1}},
  validationFraction: 0.25,
  optimizer: {name: "adam", learningRate: 0.05},
  batchSize: 16,
  epochs: 40,
};

/**
 * The state of the Lab. Says `change` with the pointer of what changed: a member of the body,
 * `/variant` or `/first`.
 */
export class Design extends EventTarget {
  /**
   * Whom the service tells of what is run; no part of the state.
   *
   * @type {JobBody["notify"]}
   */
  notify;

  /** Of what listens as long as the form is as it is. */
  #form = new AbortController();

  /** @param {Partial<State>} [state] */
  constructor({body = structuredClone(BLANK), variant = null, first = 1000, start} = {}) {
    super();
    /** @type {JobBody} */
    this.body = body;
    /** @type {Variant | null} */
    this.variant = variant;
    /** @type {State["first"]} */
    this.first = first;
    /** @type {State["start"]} */
    this.start = body.parameters ? start : undefined;
  }

  /** @returns {State} */
  get state() {
    const {body, variant, first, start} = this;
    return {body, variant, first, ...(start !== undefined && {start})};
  }

  /**
   * The state as it is now, whatever is changed later.
   *
   * @returns {State}
   */
  copy() {
    return structuredClone(this.state);
  }

  /**
   * @template T
   * @param {string} pointer to a member of the body
   * @returns {T | undefined} of the type that the caller expects
   */
  get(pointer) {
    return /** @type {T | undefined} */ (valueAt(this.body, pointer));
  }

  /**
   * Sets a member of the body.
   *
   * @param {string} pointer
   * @param {unknown} value `undefined` leaves it to the service's default
   */
  set(pointer, value) {
    setAt(this.body, pointer, value);
    if (pointer.startsWith("/parameters")) {
      this.start = undefined;
    }
    const holder = parentOf(pointer);
    if (value === undefined && holder !== "" && Object.keys(this.get(holder) ?? {}).length === 0) {
      setAt(this.body, holder, undefined);
    }
    this.#changed(pointer);
  }

  /** @param {Variant | null} variant */
  compareWith(variant) {
    this.variant = variant;
    this.#changed("/variant");
  }

  /** @param {State["first"]} first */
  read(first) {
    this.first = first;
    this.#changed("/first");
  }

  /**
   * Becomes what it was; says a change of each member that is another.
   *
   * @param {State} state
   */
  restore({body, variant, first, start}) {
    const before = this.state;
    this.start = start;
    this.body = structuredClone(body);
    this.variant = structuredClone(variant);
    this.first = first;
    const names = new Set([...Object.keys(before.body), ...Object.keys(body)]);
    for (const name of names) {
      if (!same(valueAt(before.body, `/${name}`), valueAt(body, `/${name}`))) {
        this.#changed(`/${name}`);
      }
    }
    if (!same(before.variant, variant)) {
      this.#changed("/variant");
    }
    if (before.first !== first) {
      this.#changed("/first");
    }
  }

  /** Ends the listening of the fields that there were, before there are others. */
  forgetForm() {
    this.#form.abort();
    this.#form = new AbortController();
  }

  /**
   * Calls `heard` with the pointer of each change, until the signal is aborted.
   *
   * @param {(pointer: string) => void} heard
   * @param {AbortSignal} [signal] that of the form as it is, unless another is given
   */
  onChange(heard, signal = this.#form.signal) {
    this.addEventListener(
      "change",
      (event) => heard(/** @type {CustomEvent<string>} */ (event).detail),
      {signal},
    );
  }

  /** @param {string} pointer */
  #changed(pointer) {
    this.dispatchEvent(new CustomEvent("change", {detail: pointer}));
  }
}
