import {h} from "../ui/dom.js";

const ICONS = {
  queued: "◌",
  running: "▶",
  succeeded: "✔",
  failed: "✖",
  cancelled: "■",
  deleted: "–",
};

export const FINISHED = ["succeeded", "failed", "cancelled"];

/** A status as a word with a sign, so that colour is not all that tells. */
export function statusBadge(status) {
  return h("span", {class: `status ${status}`}, [
    h("span", {"aria-hidden": "true"}, `${ICONS[status]} `),
    status,
  ]);
}

/** How far something is, from 0 to 1. */
export function progressBar(fraction, label) {
  return h("progress", {max: 1, value: fraction ?? 0, "aria-label": label});
}

/** A moment for reading, exact for those who point at it. */
export function moment(text) {
  return text
    ? h(
        "time",
        {datetime: text, title: text},
        new Date(text).toLocaleString("en-GB", {
          day: "numeric",
          month: "short",
          hour: "2-digit",
          minute: "2-digit",
        }),
      )
    : "–";
}
