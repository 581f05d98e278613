/** What waits for an idle moment is done by then. */
const LONGEST_WAIT_MS = 2000;

/**
 * Asks for a task to be done when there is nothing else to do.
 *
 * @param {() => void} task
 */
export function whenIdle(task) {
  return typeof requestIdleCallback === "function"
    ? requestIdleCallback(task, {timeout: LONGEST_WAIT_MS})
    : setTimeout(task, LONGEST_WAIT_MS);
}

/**
 * Waits until there is nothing else to do.
 *
 * @returns {Promise<void>}
 */
export function idle() {
  return new Promise((done) => {
    whenIdle(done);
  });
}
