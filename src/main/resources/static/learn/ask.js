import {get, pathTo, post} from "../api/client.js";
import {follow} from "../job/events.js";

/**
 * @import {Job} from "../api/contract.js"
 * @import {Ask} from "./lesson.js"
 */

/** Where training jobs are posted. */
export const JOBS = "/v1/training-jobs";

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
  await follow(pathTo("/v1/training-jobs", id), () => undefined, signal);
  const records = read.map(async (part) => [
    part.split("?", 1)[0],
    await get(`${path}/${part}`, {signal}),
  ]);
  return {id, ...Object.fromEntries(await Promise.all(records))};
}
