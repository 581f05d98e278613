/**
 * What a lesson is. The files of `lessons` hold one each; `course.json` says their order.
 *
 * In texts, `$…$` is a formula in LaTeX, and `{0}` the first of the measured numbers.
 *
 * @typedef {{slug: string, title: string, question: string}} Entry
 * @typedef {{setting: string, prediction: Prediction, requests: Record<string, Ask>,
 *     measured: Measurement[], answer: string, chart?: Plot, why: (string | Displayed)[],
 *     next: Next, sources: string[]}} Lesson
 * @typedef {{formula: string}} Displayed a formula that stands by itself
 */

/**
 * What the reader says before the run, of the first of the measured numbers: one of some choices, in
 * ascending order and each below its bound, or a place on a slider.
 *
 * @typedef {{prompt: string, choices?: Choice[], slider?: Slider}} Prediction
 * @typedef {{text: string, below?: number}} Choice
 * @typedef {{from: number, to: number, step: number, near: number}} Slider `near` is how far off a
 *     good prediction is at most
 */

/**
 * A request to the service. Of a training job the end is waited for, and what is recorded of it is
 * read: `read` are places below the job, each of which becomes a member of the answer under its name
 * without the query.
 *
 * @typedef {{path: string, body: Record<string, unknown>, read?: string[]}} Ask
 */

/**
 * A number, as a function of what the answers hold at some places (see `places.js`), with what is
 * expected of it. `digits` are those that are shown; `unit` may be `%`, of a share.
 *
 * @typedef {"value" | "ratio" | "difference" | "distinct" | "ones"} Reading
 * @typedef {{what: string, of?: Reading, at: string[], unit?: string, digits?: number,
 *     value: number, tolerance: number}} Measurement
 */

/**
 * A chart: over the layers, or of curves. Lines name places in the answers.
 *
 * @typedef {{title: string, quantity?: string, across?: string, log?: boolean,
 *     lines: Line[]}} Plot
 * @typedef {{name: string, x?: string, y: string}} Line without `x`, over the layers
 */

/**
 * What to change next: the body of a request, changed, in the Lab.
 *
 * @typedef {{text: string, of: string, patch?: import("../json/patch.js").Operation[]}} Next
 */

export {};
