import {get} from "../api/client.js";
import {pathOf, placeOf} from "./place.js";

/** @import {Data, Job, JobBody, JobSpec, Parameters} from "../api/contract.js" */

/** Of so many numbers at most the service tells given parameters again. */
export const MOST_PARAMETERS = 1000;

/**
 * A job's effective spec as a body to post: what only describes is left out.
 *
 * @param {JobSpec} spec
 * @returns {JobBody | null} null if its rows came with the request and are too many to be given
 *     back
 */
export function bodyOf(spec) {
  const {
    elsewhere: _place,
    network: {parameterCount: _, ...network},
    ...asked
  } = spec;
  const dataset = givenIn(spec.dataset);
  const validation = spec.validation ? givenIn(spec.validation) : undefined;
  if (dataset === null || validation === null) {
    return null;
  }
  return {...asked, network, dataset, ...(validation && {validation})};
}

/**
 * What was given of data; null if there is nothing but their number.
 *
 * @param {Data} data
 */
export function givenIn({samples: _, ...given}) {
  return Object.keys(given).length === 0 ? null : given;
}

/**
 * A job as a body to post that starts from the same parameters, also where its specification leaves
 * them out.
 *
 * @param {Job} job
 * @param {AbortSignal} [signal]
 * @returns {Promise<JobBody | null>} null as of `bodyOf`
 */
export async function wholeBodyOf(job, signal) {
  const {spec} = job;
  const body = bodyOf(spec);
  if (!body || spec.parameters || spec.network.parameterCount <= MOST_PARAMETERS) {
    return body;
  }
  const parameters = await startOf(placeOf(job), signal);
  return parameters ? {...body, parameters} : body;
}

/**
 * The parameters that a run was given to start from; null if it was given none.
 *
 * @param {string} place of the run, as in addresses
 * @param {AbortSignal} [signal]
 * @returns {Promise<Parameters[] | null>}
 */
export function startOf(place, signal) {
  return get(`${pathOf(place)}/parameters?at=start`, {signal});
}
