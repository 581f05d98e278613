import {get, pathTo, pause, post} from "../api/client.js";
import {isFinal} from "../job/status.js";

/**
 * @import {Job} from "../api/contract.js"
 * @import {Ask} from "./lesson.js"
 */

/** Where training jobs are posted. */
export const JOBS = "/v1/training-jobs";

/** A job is asked for again after this part of the time that it has taken till then. */
const PATIENCE = 0.2;
const LEAST_PAUSE_MS = 100;
const MOST_PAUSE_MS = 2000;

/**
 * Asks the service all that a lesson wants to know.
 *
 * @param {Record<string, Ask>} requests
 * @param {AbortSignal} signal
 * @returns {Promise<Record<string, unknown>>} the answers, by the names of the requests
 */
export async function answersTo(requests, signal) {
  const answers = await Promise.all(
    Object.entries(requests).map(async ([name, ask]) => [name, await answerTo(ask, signal)]),
  );
  return Object.fromEntries(answers);
}

/**
 * @param {Ask} ask
 * @param {AbortSignal} signal
 */
async function answerTo({path, body, read = []}, signal) {
  const answer = await post(path, body, {signal});
  return path === JOBS ? ended(/** @type {Job} */ (answer), read, signal) : answer;
}

/**
 * A job at its end, with what is recorded of it.
 *
 * @param {Job} job
 * @param {string[]} read
 * @param {AbortSignal} signal
 */
async function ended({id}, read, signal) {
  const path = pathTo(JOBS, id);
  await endOf(path, signal);
  const records = read.map(async (part) => [
    part.split("?", 1)[0],
    await get(`${path}/${part}`, {signal}),
  ]);
  return {id, ...Object.fromEntries(await Promise.all(records))};
}

/**
 * Asks for a job until it has ended: its events would weigh more than all that is read of it.
 *
 * @param {string} path
 * @param {AbortSignal} signal
 */
async function endOf(path, signal) {
  const began = performance.now();
  /** @type {Job} */
  let job = await get(path, {signal});
  while (!isFinal(job.status)) {
    const wait = PATIENCE * (performance.now() - began);
    await pause(Math.min(MOST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, wait)), signal);
    job = await get(path, {signal});
  }
}
