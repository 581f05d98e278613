import {h} from "../ui/dom.js";

/** @import {Status} from "../api/contract.js" */

/** @typedef {Status | "deleted"} RunStatus that of a run of an experiment, whose job may be gone */

/** @type {Status[]} */
export const STATUSES = ["queued", "running", "succeeded", "failed", "cancelled"];

/** @type {RunStatus[]} */
const FINAL = ["succeeded", "failed", "cancelled", "deleted"];

/** @type {Record<RunStatus, string>} */
const ICONS = {
  queued: "◌",
  running: "▶",
  succeeded: "✔",
  failed: "✖",
  cancelled: "■",
  deleted: "–",
};

/** @param {RunStatus} status */
export function isFinal(status) {
  return FINAL.includes(status);
}

/**
 * A status as a word with a sign, so that colour is not all that tells.
 *
 * @param {RunStatus} status
 */
export function statusBadge(status) {
  const badge = h("span");
  showStatus(badge, status);
  return badge;
}

/**
 * Makes an element the badge of a status.
 *
 * @param {HTMLElement} badge
 * @param {RunStatus} status
 */
export function showStatus(badge, status) {
  badge.className = `status ${status}`;
  badge.replaceChildren(h("span", {"aria-hidden": "true"}, `${ICONS[status]} `), status);
}

/**
 * @param {number | null} fraction from 0 to 1
 * @param {string} label
 */
export function progressBar(fraction, label) {
  return h("progress", {max: 1, value: fraction ?? 0, "aria-label": label});
}
