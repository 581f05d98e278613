import {number} from "../charts/format.js";
import {isolated, shortened} from "../ui/words.js";
import {activationOf, biasesOf, flat, namedInShort, runsOf, runsWithBlocks} from "./layers.js";

/** @import {Data, Job, JobSpec, Named, Network, Parameters} from "../api/contract.js" */

/**
 * A line of a comparison of specs, one text for each.
 *
 * @typedef {{what: string, texts: string[], differs: boolean}} Row
 */

const LONGEST_NAME = 44;
const LONGEST_VALUES = 60;

/** More weights of classes are not shown. */
const MOST_WEIGHTS = 10;

/**
 * What was asked for, in rows of [what, text]; the text of what is not used is empty.
 *
 * @param {JobSpec} spec
 */
function specInShort(spec) {
  return [...networkInShort(spec), ...dataInRows(spec), ...trainingInShort(spec)];
}

/** @param {JobSpec} spec */
function networkInShort({network, parameters}) {
  const {inputs, layers: entries, parameterCount} = network;
  const layers = flat(entries);
  const hidden = layers.slice(0, -1);
  const output = layers.slice(-1);
  /** @param {string[]} texts */
  const drawn = (texts) => (parameters ? "" : [...new Set(texts)].join(", "));
  const weights = layers.map(({weightInitializer: own}) => (own ? namedInShort(own) : ""));
  return [
    ["layers", [inputs, ...runsWithBlocks(entries, ({units}) => String(units))].join(" – ")],
    ["normalisation", normalizationsIn(network)],
    ["dropout", dropoutsIn(network)],
    ["hidden activations", runsOf(hidden, activationOf).join(", ")],
    ["output activation", output.map(activationOf).join("")],
    ["initial weights", drawn(weights)],
    ["initial biases", drawn(layers.map(biasesOf))],
    ["parameters", `${parameterCount}${parameters ? `, given: ${valuesOf(parameters)}` : ""}`],
  ];
}

/**
 * Each kind of normalisation that is used, by its parameters.
 *
 * @param {Network} network
 */
function normalizationsIn({layers, inputNormalization}) {
  const all = [
    inputNormalization && `inputs ${namedInShort(inputNormalization)}`,
    ...flat(layers).map(({normalization}) => normalization && namedInShort(normalization)),
    ...layers.map(
      ({residual, normalization}) =>
        residual && normalization && `blocks ${namedInShort(normalization)}`,
    ),
  ];
  return [...new Set(all.filter(Boolean))].join("; ");
}

/** @param {Network} network */
function dropoutsIn({layers, inputDropout}) {
  const rates = flat(layers).map(({dropout}) => dropout && number(dropout));
  return [inputDropout && `inputs ${number(inputDropout)}`, ...new Set(rates)]
    .filter(Boolean)
    .join(", ");
}

/** @param {JobSpec} spec */
function dataInRows(spec) {
  return [
    ["cost", spec.cost],
    ["dataset", dataInShort(spec.dataset)],
    ["scaling", spec.scaling === "none" ? "" : (spec.scaling ?? "")],
    ["scaling of targets", isUsed(spec.targetScaling) ? String(spec.targetScaling) : ""],
    ["validation", validationInShort(spec)],
  ];
}

/** @param {JobSpec} spec */
function trainingInShort(spec) {
  if (spec.elsewhere) {
    return [
      ["trained", "elsewhere, and looked at on one batch"],
      ["optimizer", namedInShort({...spec.optimizer, learningRate: 0})],
    ];
  }
  const {learningRateSchedule: schedule, earlyStopping, optimizer} = spec;
  return [
    ["optimizer", namedInShort({...optimizer, learningRate: 0})],
    ["learning rate η", number(/** @type {number} */ (optimizer.learningRate))],
    ["schedule", isConstant(schedule) ? "" : namedInShort(schedule)],
    ["L2 λ", spec.l2 > 0 ? number(spec.l2) : ""],
    ["L1 λ", spec.l1 ? number(spec.l1) : ""],
    ["weights of classes", weightsInShort(spec.classWeights)],
    ["norm of a unit's weights", spec.maxNorm ? `at most ${number(spec.maxNorm)}` : ""],
    ["clipping", clippingInShort(spec)],
    ["batch size", `${spec.batchSize}${spec.dropLastBatch ? ", full ones only" : ""}`],
    ["epochs", String(spec.epochs)],
    [
      "early stopping",
      earlyStopping ? `${earlyStopping.metric}, patience ${earlyStopping.patience}` : "",
    ],
    ["shuffling", spec.shuffle ? "" : "off"],
    ["seed", String(spec.seed)],
  ];
}

/** @param {string} [scaling] */
function isUsed(scaling) {
  return scaling !== undefined && scaling !== "none";
}

/** @param {JobSpec["classWeights"]} weights */
function weightsInShort(weights) {
  if (!Array.isArray(weights)) {
    return weights ?? "";
  }
  const shown = weights.slice(0, MOST_WEIGHTS).map(number);
  return `${shown.join(", ")}${weights.length > MOST_WEIGHTS ? " …" : ""}`;
}

/** @param {JobSpec} spec */
function clippingInShort({gradientClipNorm, gradientClipScope, gradientClipValue}) {
  const ofLayer = gradientClipScope === "layer" ? " of each layer" : "";
  return [
    gradientClipValue && `entries ${number(gradientClipValue)}`,
    gradientClipNorm && `norm ${number(gradientClipNorm)}${ofLayer}`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** @param {Named} schedule */
function isConstant({name, warmupSteps}) {
  return name === "constant" && !warmupSteps;
}

/** @param {JobSpec} spec */
function validationInShort({validation, validationFraction}) {
  if (validation) {
    return dataInShort(validation);
  }
  return validationFraction > 0 ? `${number(100 * validationFraction)} % held back` : "";
}

/** @param {Data} data */
function dataInShort({id, generator, samples}) {
  if (id) {
    return id;
  }
  return generator
    ? namedInShort(generator)
    : `${samples} ${samples === 1 ? "row" : "rows"} of its own`;
}

/** @param {Parameters[]} parameters */
function valuesOf(parameters) {
  const text = parameters
    .map(({weights, biases}) => `W ${JSON.stringify(weights)}, b ${JSON.stringify(biases)}`)
    .join("; ");
  return text.length > LONGEST_VALUES ? `${text.slice(0, LONGEST_VALUES)} …` : text;
}

/**
 * The specs of variants side by side.
 *
 * @param {JobSpec[]} specs
 * @returns {Row[]} rows that say something of at least one
 */
export function compared(specs) {
  const columns = specs.map(
    (spec) => new Map(/** @type {[string, string][]} */ (specInShort(spec))),
  );
  const all = new Set(columns.flatMap((column) => [...column.keys()]));
  return [...all]
    .map((what) => {
      const texts = columns.map((column) => column.get(what) ?? "");
      return {what, texts, differs: new Set(texts).size > 1};
    })
    .filter(({texts}) => texts.some(Boolean));
}

/** As many runs as there are letters to tell them apart. */
export const MOST_RUNS = 26;

/**
 * The letter of a variant, for legends.
 *
 * @param {number} i
 */
export function letterOf(i) {
  return String.fromCharCode("A".charCodeAt(0) + i);
}

/**
 * What to call variants in legends: what differs between them, else their names.
 *
 * @param {Job[]} jobs
 */
export function namesOf(jobs) {
  if (jobs.length === 1) {
    return [isolated(jobs[0].name ?? "this job")];
  }
  const rows = compared(jobs.map((job) => job.spec)).filter(
    ({differs, what}) => differs && what !== "parameters",
  );
  const isTelling = rows.length > 0 && rows.length < 3;
  return jobs.map((job, i) => {
    const told = isTelling ? differencesOf(rows, i) : isolated(job.name ?? "");
    return `${letterOf(i)}${told ? ` ${told}` : ""}`;
  });
}

/**
 * @param {Row[]} rows
 * @param {number} i a variant
 */
function differencesOf(rows, i) {
  return rows.map(({what, texts}) => shortened(called(what, texts[i]), LONGEST_NAME)).join(", ");
}

/**
 * A value that speaks for itself, or with what it is of.
 *
 * @param {string} what
 * @param {string} text
 */
function called(what, text) {
  if (!text) {
    return `no ${what}`;
  }
  if (what === "learning rate η") {
    return `η ${text}`;
  }
  return /^[\d.]+$/.test(text) ? `${what} ${text}` : text;
}
