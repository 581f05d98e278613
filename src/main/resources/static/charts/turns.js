/** How long a frame is drawn in: what is due beyond that waits for the next, and input comes between. */
const FRAME_MS = 8;

/** @type {Set<() => void>} */
const due = new Set();

let isAsked = false;

/**
 * Has a task done, once, in one of the next frames, after those that were asked for before.
 *
 * @param {() => void} task
 */
export function inTurn(task) {
  due.add(task);
  if (!isAsked) {
    isAsked = true;
    requestAnimationFrame(take);
  }
}

function take() {
  const end = performance.now() + FRAME_MS;
  for (const task of due) {
    due.delete(task);
    task();
    if (performance.now() > end) {
      break;
    }
  }
  isAsked = due.size > 0;
  if (isAsked) {
    requestAnimationFrame(take);
  }
}
