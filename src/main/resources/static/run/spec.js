import {number} from "../charts/format.js";

/** Layers as people write them: “30 relu × 100, 10 sigmoid”, initialisers and options in brackets. */
export function layersInShort(layers) {
  return runsOf(layers, (layer) => `${layer.units} ${layer.activation}${inBrackets(layer)}`).join(
    ", ",
  );
}

/** What is said of each layer, equal neighbours together: “relu × 3”. */
function runsOf(layers, say) {
  const runs = [];
  for (const layer of layers) {
    const text = say(layer);
    const {repeat = 1} = layer;
    const last = runs.at(-1);
    last?.text === text ? (last.repeat += repeat) : runs.push({text, repeat});
  }
  return runs.map(({text, repeat}) => (repeat > 1 ? `${text} × ${repeat}` : text));
}

function activated({activation, negativeSlope, alpha}) {
  return `${activation}${negativeSlope === undefined ? "" : `, slope ${negativeSlope}`}${alpha === undefined ? "" : `, α ${alpha}`}`;
}

function biased({useBias, biasInitializer}) {
  return useBias === false ? "none" : isZero(biasInitializer) ? "zeros" : named(biasInitializer);
}

function inBrackets(layer) {
  const extras = [
    layer.weightInitializer && named(layer.weightInitializer),
    layer.biasInitializer &&
      !isZero(layer.biasInitializer) &&
      `biases ${named(layer.biasInitializer)}`,
    layer.useBias === false && "no biases",
    layer.negativeSlope !== undefined && `slope ${layer.negativeSlope}`,
    layer.alpha !== undefined && `α ${layer.alpha}`,
  ].filter(Boolean);
  return extras.length > 0 ? ` (${extras.join("; ")})` : "";
}

function isZero({name, value}) {
  return name === "zeros" || (name === "constant" && value === 0);
}

/** `{name: "sgd", learningRate: 0.5, momentum: 0}` as “sgd, learning rate 0.5”; zeros and falses say nothing. */
function named({name, ...rest}) {
  const parts = Object.entries(rest)
    .filter(([, value]) => value !== false && value !== 0)
    .map(([key, value]) =>
      `${key.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()} ${value === true ? "" : typeof value === "number" ? number(value) : value}`.trim(),
    );
  return [name, ...parts].join(", ");
}

function dataInShort(data) {
  if (data.id) {
    return data.id;
  }
  return data.generator
    ? named(data.generator)
    : `${data.samples} ${data.samples === 1 ? "row" : "rows"} of its own`;
}

/** What was asked for, in rows of [what, text]; what is not used is left out. */
export function specInShort(spec) {
  const {learningRateSchedule: schedule, earlyStopping} = spec;
  const hidden = spec.network.layers.slice(0, -1);
  return [
    [
      "layers",
      [spec.network.inputs, ...runsOf(spec.network.layers, ({units}) => String(units))].join(" – "),
    ],
    ["hidden activations", runsOf(hidden, activated).join(", ")],
    ["output activation", activated(spec.network.layers.at(-1))],
    [
      "initial weights",
      spec.parameters
        ? ""
        : [
            ...new Set(spec.network.layers.map(({weightInitializer}) => named(weightInitializer))),
          ].join(", "),
    ],
    [
      "initial biases",
      spec.parameters ? "" : [...new Set(spec.network.layers.map(biased))].join(", "),
    ],
    [
      "parameters",
      `${spec.network.parameterCount}${spec.parameters ? `, given: ${given(spec.parameters)}` : ""}`,
    ],
    ["cost", spec.cost],
    ["dataset", dataInShort(spec.dataset)],
    ["scaling", spec.scaling === "none" ? "" : spec.scaling],
    [
      "validation",
      spec.validation
        ? dataInShort(spec.validation)
        : spec.validationFraction > 0
          ? `${number(100 * spec.validationFraction)} % held back`
          : "",
    ],
    ["optimizer", named({...spec.optimizer, learningRate: 0})],
    ["learning rate η", number(spec.optimizer.learningRate)],
    ["schedule", schedule.name === "constant" ? "" : named(schedule)],
    ["L2 λ", spec.l2 > 0 ? number(spec.l2) : ""],
    ["clipping", spec.gradientClipNorm ? `norm ${number(spec.gradientClipNorm)}` : ""],
    ["batch size", String(spec.batchSize)],
    ["epochs", String(spec.epochs)],
    [
      "early stopping",
      earlyStopping ? `${earlyStopping.metric}, patience ${earlyStopping.patience}` : "",
    ],
    ["shuffling", spec.shuffle ? "" : "off"],
    ["seed", String(spec.seed)],
  ];
}

function given(parameters) {
  const text = parameters
    .map(({weights, biases}) => `W ${JSON.stringify(weights)}, b ${JSON.stringify(biases)}`)
    .join("; ");
  return text.length > 60 ? `${text.slice(0, 60)} …` : text;
}

/**
 * The specs of variants side by side.
 *
 * @returns {{what: string, texts: string[], differs: boolean}[]} rows that say something of at least one
 */
export function compared(specs) {
  const columns = specs.map(specInShort);
  return columns[0]
    .map(([what], i) => {
      const texts = columns.map((column) => column[i][1]);
      return {what, texts, differs: new Set(texts).size > 1};
    })
    .filter(({texts}) => texts.some(Boolean));
}

/** The letter of a variant, for legends. */
export function letterOf(i) {
  return String.fromCharCode(65 + i);
}

/** What to call variants in legends: what differs between them, else their names. */
export function namesOf(jobs) {
  if (jobs.length === 1) {
    return [jobs[0].name ?? "this job"];
  }
  const rows = compared(jobs.map((job) => job.spec)).filter(
    ({differs, what}) => differs && what !== "parameters",
  );
  return jobs.map((job, i) => {
    const letter = letterOf(i);
    const told =
      rows.length > 0 && rows.length < 3
        ? rows.map(({what, texts}) => shortened(called(what, texts[i]))).join(", ")
        : (job.name ?? "");
    return `${letter}${told ? ` ${told}` : ""}`;
  });
}

/** A value that speaks for itself, or with what it is of. */
function called(what, text) {
  if (!text) {
    return `no ${what}`;
  }
  return what === "learning rate η"
    ? `η ${text}`
    : /^[\d.]+$/.test(text)
      ? `${what} ${text}`
      : text;
}

function shortened(text) {
  return text.length > 44 ? `${text.slice(0, 42)}…` : text;
}
