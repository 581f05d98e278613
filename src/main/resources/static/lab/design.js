import {parentOf, setAt, valueAt} from "../json/pointer.js";

/** A start that shows something within a second: two classes in the plane. */
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
  optimizer: {name: "adam", learningRate: 0.01},
  batchSize: 16,
  epochs: 40,
};

/**
 * What the Lab holds: the body of a training job, what variant B changes in it, and how many rows a look before
 * training reads. Says `change` with the pointer of what changed: a member of the body, `/variant` or `/first`.
 */
export class Design extends EventTarget {
  /** @param {{body?: object, variant?: import("./variant.js").Variant | null, first?: number}} state */
  constructor({body = structuredClone(BLANK), variant = null, first = 1000} = {}) {
    super();
    this.body = body;
    this.variant = variant;
    this.first = first;
  }

  get state() {
    return {body: this.body, variant: this.variant, first: this.first};
  }

  get(pointer) {
    return valueAt(this.body, pointer);
  }

  /** Sets a member of the body; `undefined` leaves it to the service's default. */
  set(pointer, value) {
    setAt(this.body, pointer, value);
    const holder = parentOf(pointer);
    if (value === undefined && holder !== "" && Object.keys(this.get(holder)).length === 0) {
      setAt(this.body, holder, undefined);
    }
    this.#changed(pointer);
  }

  compareWith(variant) {
    this.variant = variant;
    this.#changed("/variant");
  }

  read(first) {
    this.first = first;
    this.#changed("/first");
  }

  #changed(pointer) {
    this.dispatchEvent(new CustomEvent("change", {detail: pointer}));
  }
}
