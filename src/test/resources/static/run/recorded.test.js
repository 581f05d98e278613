import {equal} from "../expect.js";
import {Recorded} from "./recorded.js";

/**
 * What the service answers, by the last part of the path.
 *
 * @typedef {Record<string, (run: Recorded) => unknown>} Answers
 */

/** @type {Answers} */
const RECORDS = {
  "loss-curve": () => ({complete: true, epochs: {epoch: [], step: []}}),
  "gradient-trace": () => ({complete: true, step: [], layers: []}),
};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "every epoch that is heard of is told of, not only the first since the last reading": () => {
    const events = [1, 2, 3].flatMap((epoch) => [
      {id: 2 * epoch - 1, event: "epoch", data: {epoch, step: epoch}},
      {id: 2 * epoch, event: "progress", data: {epoch}},
    ]);
    const later = (/** @type {Recorded} */ run) => run.read.then(() => events);
    return kept("running", {...RECORDS, events: later}, async (run) => {
      /** @type {(number | undefined)[]} */
      const told = [];
      run.addEventListener("epochs", () => told.push(run.curve?.epochs.epoch.length));
      await until(run, "job", () => run.job.progress.epoch === 3);
      equal(told, [1, 2, 3]);
    });
  },
};

/**
 * Keeps a job while the service answers so.
 *
 * @param {string} status
 * @param {Answers} answers
 * @param {(run: Recorded) => Promise<void>} act
 */
async function kept(status, answers, act) {
  const real = globalThis.fetch;
  const left = new AbortController();
  const job = /** @type {any} */ ({id: "1", status, spec: {}, progress: {}});
  const run = new Recorded("/v1/training-jobs/1", job, null);
  globalThis.fetch = async (url) => {
    const part = String(url).replace(/.*\/|\?.*/g, "");
    return Response.json(await answers[part](run));
  };
  try {
    run.keep(left.signal);
    await act(run);
  } finally {
    left.abort();
    globalThis.fetch = real;
  }
}

/**
 * @param {Recorded} run
 * @param {string} kind of event
 * @param {() => boolean} isDone
 * @returns {Promise<void>}
 */
function until(run, kind, isDone) {
  return new Promise((done) => {
    run.addEventListener(kind, () => isDone() && done());
  });
}
