/** @import {Data, JobBody, JobSpec} from "../api/contract.js" */

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
