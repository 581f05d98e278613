/**
 * What a network answers over a plane. `outputs` are those of a grid × grid raster, row by row from
 * the lower left; `answers` the classes given to the samples, absent in a regression.
 *
 * @typedef {{title: string, frame: [Range, Range], grid: number, outputs: number[][],
 *     answers?: number[], inputs: number[][], targets?: number[][], labels?: number[],
 *     columns: string[], classNames?: string[]}} Plane
 * @typedef {[low: number, high: number]} Range
 */

/**
 * The class a sample has.
 *
 * @param {Pick<Plane, "labels" | "targets">} plane
 * @param {number} i
 */
export function labelOf({labels, targets}, i) {
  return labels?.[i] ?? classOf(targets?.[i] ?? []);
}

/**
 * The class of a target or an output: by ½ if there is one, by the largest if there are more.
 *
 * @param {number[]} values
 */
export function classOf(values) {
  return values.length === 1 ? Number(values[0] > 0.5) : values.indexOf(Math.max(...values));
}

/**
 * How sure an output is of its class, from 0 to 1.
 *
 * @param {number[]} output
 */
export function sureness(output) {
  const isAlone = output.length === 1;
  const chance = isAlone ? 0.5 : 1 / output.length;
  const share = isAlone ? Math.abs(output[0] - 0.5) + 0.5 : output[classOf(output)];
  return Math.max(0, Math.min(1, (share - chance) / (1 - chance)));
}

/**
 * What a sample shall be, as the first number of its target.
 *
 * @param {Pick<Plane, "labels" | "targets">} plane
 * @param {number} i
 */
export function targetOf({labels, targets}, i) {
  return targets ? targets[i][0] : (labels?.[i] ?? Number.NaN);
}

/**
 * The range of all outputs and targets.
 *
 * @param {Plane} plane
 * @returns {Range}
 */
export function rangeOf(plane) {
  const outputs = plane.outputs.map(([first]) => first);
  return extentOf([...outputs, ...plane.inputs.map((_, i) => targetOf(plane, i))]);
}

/**
 * The least and the largest of what is finite.
 *
 * @param {(number | null)[]} values
 * @returns {Range} infinite, upside down, if there is none
 */
export function extentOf(values) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value !== null) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return [low, high];
}

/** @param {Plane} plane */
export function inWords(plane) {
  const {answers} = plane;
  if (!answers) {
    return "first output; points have the colour of their target";
  }
  const right = answers.filter((answer, i) => answer === labelOf(plane, i)).length;
  return `${right} of ${answers.length} points on their side`;
}
