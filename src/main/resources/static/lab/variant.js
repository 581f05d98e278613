import {patched} from "../diagnosis/remedy.js";

/**
 * What variant B has that A has not: one choice, or a remedy's JSON Patch.
 *
 * @typedef {{kind: "cost" | "activation" | "initializer" | "optimizer" | "learningRate" | "patch", value: any, title?: string}} Variant
 */

const withNetwork = (body, network) => ({...body, network: {...body.network, ...network}});

/** Layers whose activation a comparison changes: the hidden ones, or the only one. */
const hidden = (layers) => (layers.length > 1 ? layers.slice(0, -1) : layers);

/** `pointer` is the member of the body that B has otherwise, where it is one. */
export const KINDS = {
  cost: {
    label: "cost",
    pointer: "/cost",
    of: (body) => body.cost,
    apply: (body, cost) => ({...body, cost}),
  },
  activation: {
    label: "activation of the hidden layers",
    of: (body) => hidden(body.network.layers)[0]?.activation,
    apply: (body, activation) => {
      const changing = hidden(body.network.layers);
      return withNetwork(body, {
        layers: body.network.layers.map((layer) =>
          changing.includes(layer) ? activated(layer, activation) : layer,
        ),
      });
    },
  },
  initializer: {
    label: "initialiser of the weights",
    pointer: "/network/weightInitializer",
    of: (body) => body.network.weightInitializer ?? {name: "glorot_uniform"},
    apply: (body, weightInitializer) =>
      withNetwork(body, {
        weightInitializer,
        layers: body.network.layers.map(({weightInitializer: own, ...layer}) => layer),
      }),
  },
  optimizer: {
    label: "optimizer",
    pointer: "/optimizer",
    of: (body) => body.optimizer,
    apply: (body, optimizer) => ({...body, optimizer}),
  },
  learningRate: {
    label: "learning rate",
    pointer: "/optimizer/learningRate",
    of: (body) => body.optimizer.learningRate,
    apply: (body, learningRate) => ({...body, optimizer: {...body.optimizer, learningRate}}),
  },
  patch: {
    label: "remedy",
    of: () => "as it is",
    apply: (body, operations) => patched(body, operations),
  },
};

/** The layer with another activation and without the parameters of the one it had. */
export function activated({negativeSlope, alpha, ...layer}, activation) {
  return {...layer, activation};
}

/** The body of variant B. */
export function bodyOfVariant(body, {kind, value}) {
  return KINDS[kind].apply(body, value);
}

/** How A and B are told apart in names and legends. */
export function labelsOf(body, variant) {
  const {kind, value, title} = variant;
  return kind === "patch"
    ? ["as it is", title]
    : [wordsOf(KINDS[kind].of(body)), wordsOf(value)].map((words) =>
        kind === "learningRate" ? `η = ${words}` : words,
      );
}

/** `{name: "normal", stddev: 1}` as `normal, stddev 1`. */
function wordsOf(choice) {
  if (choice === null || typeof choice !== "object") {
    return String(choice).replaceAll("_", " ");
  }
  const {name, ...parameters} = choice;
  return [
    name.replaceAll("_", " "),
    ...Object.entries(parameters).map(([key, value]) => `${key} ${value}`),
  ].join(", ");
}
