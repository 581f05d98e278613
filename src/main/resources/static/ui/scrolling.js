import {h} from "./dom.js";

/** @import {Child} from "./dom.js" */

/**
 * What may be wider than the screen, in a place of its own that the keyboard can scroll.
 *
 * @param {string} label
 * @param {Child} content
 */
export function scrolling(label, content) {
  return h("div", {class: "scroll", tabindex: 0, role: "group", "aria-label": label}, content);
}
