import {pathTo} from "../api/client.js";

/** @import {Job, JobSummary} from "../api/contract.js" */

export const TRAINED = "/v1/training-jobs";

/** Runs that are trained elsewhere. */
export const OBSERVED = "/v1/observed-runs";

/** What stands before the id of a run that is trained elsewhere, in an address of the page. */
const ELSEWHERE = "observed:";

/**
 * Whether somebody else trains it.
 *
 * @param {Job | JobSummary} job
 */
export function isElsewhere(job) {
  return "lastStep" in job;
}

/**
 * What a run is called in addresses of the page.
 *
 * @param {Job | JobSummary} job
 */
export function placeOf(job) {
  return isElsewhere(job) ? ELSEWHERE + job.id : job.id;
}

/**
 * Where the service has a run.
 *
 * @param {string} place as an address of the page has it
 */
export function pathOf(place) {
  return place.startsWith(ELSEWHERE)
    ? pathTo(OBSERVED, place.slice(ELSEWHERE.length))
    : pathTo(TRAINED, place);
}
