/** @import {Counts} from "../api/contract.js" */

/**
 * How many of an experiment's runs are over, of how many.
 *
 * @param {Counts} counts
 */
export function tally({queued, running, succeeded, failed, cancelled, deleted}) {
  const done = succeeded + failed + cancelled + deleted;
  return {done, all: queued + running + done};
}
