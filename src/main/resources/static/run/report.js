import {duration, isNumber, number, ranges} from "../charts/format.js";
import {isElsewhere} from "../job/place.js";
import {compared} from "../job/spec.js";
import {inWords} from "../ui/words.js";

/**
 * @import {Diagnosis, Finding, Job, Remedy} from "../api/contract.js"
 * @import {Moment} from "./copyas.js"
 */

/** What stands in a line of its own, and what is told together with it. */
const LINES = [
  ["Network", /^(?:layers|normalisation|dropout|.* activations?|initial .*|parameters)$/],
  ["Cost", /^cost$/],
  ["Data", /^(?:dataset|scaling.*|validation)$/],
  ["Training", /./],
];

/** Rows that say what they are by themselves. */
const PLAIN = ["layers", "cost", "dataset", "optimizer"];

/**
 * A run as a short report in Markdown.
 *
 * @param {Job} job
 * @param {{diagnosis: Diagnosis, moment: Moment | null, link: string}} known `moment` is the
 *     last recorded step
 */
export function reportOf(job, {diagnosis, moment, link}) {
  const title = job.name ?? (isElsewhere(job) ? "A run trained elsewhere" : "A training job");
  return [
    `# ${plain(title)}`,
    `**${diagnosis.verdict}**: ${plain(diagnosis.headline.text)}`,
    [...askedOf(job), resultOf(job, moment)].map((line) => `- ${line}`).join("\n"),
    ...findingsOf(diagnosis),
    `[The run in Gradtrace](<${link}>)\n`,
  ].join("\n\n");
}

/**
 * Text that Markdown shows as it is, on one line.
 *
 * @param {string} text
 */
export function plain(text) {
  return text
    .replace(/[\s\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/[\\`*_[\]<>|~&$#]/g, String.raw`\$&`)
    .trim();
}

/** @param {Job} job */
function askedOf({spec}) {
  const rows = compared([spec]).map(({what, texts: [text]}) => ({what, text}));
  return LINES.flatMap(([head, pattern]) => {
    const own = rows.filter(({what}) => lineOf(what) === head);
    const texts = own.map(({what, text}) => (PLAIN.includes(what) ? text : `${what} ${text}`));
    return own.length > 0 && pattern ? [`${head}: ${plain(texts.join("; "))}`] : [];
  });
}

/** @param {string} what */
function lineOf(what) {
  return LINES.find(([, pattern]) => /** @type {RegExp} */ (pattern).test(what))?.[0];
}

/**
 * @param {Job} job
 * @param {Moment | null} moment
 */
function resultOf({status, result, error, startedAt, finishedAt}, moment) {
  const figures = Object.entries(result ?? {})
    .filter(([, value]) => isNumber(/** @type {number} */ (value)))
    .map(([name, value]) => `${inWords(name)} ${number(/** @type {number} */ (value))}`);
  const reason = result && result.stopReason !== "completed" && inWords(result.stopReason);
  const slope =
    isNumber(moment?.slope) &&
    `slopePerLayer ${number(moment.slope)} decades a layer at step ${moment.step}`;
  const took =
    startedAt &&
    finishedAt &&
    `took ${duration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)}`;
  const told = [status, reason, error?.message, ...figures, slope, took].filter(Boolean);
  return `Result: ${plain(told.join("; "))}`;
}

/** @param {Diagnosis} diagnosis */
function findingsOf({findings, treatments}) {
  const items = findings.map((finding, i) => [
    `${i + 1}. **${finding.severity}: ${plain(inWords(finding.rule))}**${placeOf(finding)}: ` +
      `${plain(finding.explanation)} (measured ${number(finding.measured)}, threshold ` +
      `${number(finding.threshold)})`,
    ...finding.remedies.map((remedy) => `   - ${remedyOf(remedy)}`),
  ]);
  const together = treatments.map((remedy) => `- ${remedyOf(remedy)}`);
  return [
    ...(items.length > 0 ? ["## Findings", items.flat().join("\n")] : []),
    ...(together.length > 0 ? ["Several changes at once:", together.join("\n")] : []),
  ];
}

/** @param {Finding} finding */
function placeOf({layers, firstStep}) {
  const places = [
    layers.length > 0 && `layer${layers.length > 1 ? "s" : ""} ${ranges(layers)}`,
    isNumber(firstStep) && `from step ${firstStep}`,
  ].filter(Boolean);
  return places.length > 0 ? `, ${places.join(", ")}` : "";
}

/** @param {Remedy} remedy */
function remedyOf({title, measured}) {
  if (!measured) {
    return `Remedy: ${plain(title)}`;
  }
  const {metric, before, after, helped} = measured;
  const did = helped ? "helped" : "did not help";
  return `Remedy: ${plain(title)} (${did}: ${inWords(metric)} ${number(before)} → ${number(after)})`;
}
