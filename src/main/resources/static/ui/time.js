import {h} from "./dom.js";

/**
 * A moment for reading, exact for those who point at it.
 *
 * @param {string} text in ISO 8601
 */
export function time(text) {
  const words = new Date(text).toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  return h("time", {datetime: text, title: text}, words);
}
