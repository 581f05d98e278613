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
    return kept("running", {...RECORDS, events: onceRead(events)}, async (run) => {
      /** @type {(number | undefined)[]} */
      const told = [];
      run.addEventListener("epochs", () => told.push(run.curve?.epochs.epoch.length));
      await until(run, "job", () => run.job.progress.epoch === 3);
      equal(told, [1, 2, 3]);
    });
  },
  "what could not be read at the end is read later": () => {
    let failures = 2;
    const breaking = (/** @type {Recorded} */ run) => {
      failures -= 1;
      return failures < 0 ? RECORDS["loss-curve"](run) : Promise.reject(new TypeError("broken"));
    };
    return kept("succeeded", {...RECORDS, "loss-curve": breaking}, async (run) => {
      await until(run, "records", () => run.curve !== null);
      equal([failures, run.trouble], [-1, null]);
    });
  },
  "a job that ends is asked for with its result until it is known": () => {
    let failures = 1;
    const result = {trainingLoss: 0.25};
    const ended = () => {
      failures -= 1;
      const job = {id: "1", status: "succeeded", result, spec: {}};
      return failures < 0 ? job : Promise.reject(new TypeError("broken"));
    };
    const events = onceRead([{id: 1, event: "status", data: {status: "succeeded"}}]);
    return kept("running", {...RECORDS, events, 1: ended}, async (run) => {
      await until(run, "records", () => run.finished && run.trouble === null);
      equal(run.job.result, result);
    });
  },
  "a job that is deleted while it is shown is over, and not asked for any more": () => {
    const gone = () => new Response("{}", {status: 404});
    return kept("running", {...RECORDS, events: gone, 1: gone}, async (run) => {
      await until(run, "job", () => run.finished);
      equal(run.job.status, "deleted");
    });
  },
};

/**
 * Events that come after the records have been read once.
 *
 * @param {object[]} events
 * @returns {(run: Recorded) => Promise<object[]>}
 */
function onceRead(events) {
  return ({read}) => read.then(() => events);
}

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
    const answer = await answers[part](run);
    return answer instanceof Response ? answer : Response.json(answer);
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
