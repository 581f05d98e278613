/** How a preset that is only looked at would be trained, should somebody press Run. */
const TRAINING = {optimizer: {name: "sgd", learningRate: 0.1}, batchSize: 32, epochs: 5};

/** What the Lab shows first: what the service was made for. `compare` is variant B. */
export const LESSONS = [
  {
    preset: "neuron-quadratic-saturated",
    compare: "cost:binary_cross_entropy",
    title: "The saturated neuron",
    text: "Badly wrong, and yet it hardly learns: quadratic cost against cross-entropy, the same start, the same rate.",
  },
  {
    preset: "hundred-sigmoid-layers",
    title: "A hundred layers, two costs",
    text: "Does the cost change what arrives at the first layers, or only what leaves the last?",
  },
  {
    preset: "hundred-relu-layers",
    title: "Does ReLU solve it?",
    text: "A hundred rectified layers with He’s initialisation, the forecast beside the measurement.",
  },
  {
    preset: "costs-and-depths",
    title: "Both costs × two depths",
    text: "Twelve runs over three seeds: is the answer of one seed that of others?",
  },
];

/** How a preset is answered: by training, by a look, or by an experiment. */
export function modeOf({endpoint}) {
  return {"/v1/training-jobs": "train", "/v1/experiments": "experiment"}[endpoint] ?? "look";
}

/** The state of the Lab for a preset: its request as the body of a training job, and what is compared. */
export function stateOf({endpoint, request}) {
  const copy = structuredClone(request);
  switch (endpoint) {
    case "/v1/training-jobs":
      return {body: copy};
    case "/v1/experiments":
      return {body: {...copy.base, ...(copy.seeds && {seed: copy.seeds[0]})}};
    default:
      return looked(copy);
  }
}

function looked({
  network,
  cost,
  costs = [cost ?? "binary_cross_entropy"],
  parameters,
  seed,
  batch,
}) {
  const {first, dataset, ...inline} = batch ?? {};
  return {
    body: {
      network,
      cost: costs[0],
      ...(batch && {dataset: dataset ?? inline}),
      ...TRAINING,
      ...(parameters && {parameters}),
      ...(seed !== undefined && {seed}),
    },
    variant: costs.length > 1 ? {kind: "cost", value: costs[1]} : null,
    ...(first && {first}),
  };
}

/** The reference as text and link: `…, chapter 5. http://…` */
export function sourceOf({source}) {
  const [, text, address] = source.match(/^(.*?)(?:\.? (https?:\S+))?$/s);
  return {text, address};
}
