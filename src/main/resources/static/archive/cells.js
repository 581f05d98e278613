import {tokensOf} from "../json/pointer.js";
import {memberInWords, spaced} from "../ui/words.js";

/** @import {Cell, CellName, Experiment} from "../api/contract.js" */

/**
 * What a cell of an experiment is called: by its title, or by what differs between cells.
 *
 * @param {CellName} cell
 */
export function cellTitle({title, factors}) {
  const differences = Object.entries(factors).map(
    ([pointer, value]) => `${memberInWords(tokensOf(pointer).at(-1) ?? "")} ${shortly(value)}`,
  );
  return title ?? (differences.join(", ") || "as it is");
}

/**
 * A value of a factor, in words.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function shortly(value) {
  if (value === null || typeof value !== "object") {
    return spaced(String(value));
  }
  if (Array.isArray(value)) {
    return JSON.stringify(value);
  }
  const {name, ...rest} = /** @type {Record<string, unknown>} */ (value);
  const details = Object.entries(rest).map(([key, each]) => `${key} ${shortly(each)}`);
  return [name, ...details].filter(Boolean).join(", ");
}

/**
 * Runs of one cell.
 *
 * @param {Pick<Experiment, "runs">} experiment
 * @param {number} cell
 */
export function runsOf(experiment, cell) {
  return experiment.runs.filter((run) => run.cell === cell);
}

/**
 * The cells whose title has every word.
 *
 * @param {Cell[]} cells
 * @param {string} filter
 */
export function matching(cells, filter) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return cells.filter((cell) => {
    const title = cellTitle(cell).toLowerCase();
    return words.every((word) => title.includes(word));
  });
}

/**
 * The jobs of a cell that are still there.
 *
 * @param {Experiment} experiment
 * @param {Cell} cell
 */
export function jobsOf(experiment, {cell}) {
  return runsOf(experiment, cell).flatMap(({jobId, seed}) => (jobId ? [{id: jobId, seed}] : []));
}
