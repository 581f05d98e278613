import {messageOf, Problem} from "../api/client.js";
import {h} from "./dom.js";

/** @import {Fault} from "../api/client.js" */

/**
 * What went wrong, with every fault the service named.
 *
 * @param {unknown} error
 */
export function problemPanel(error) {
  const faults = error instanceof Problem ? error.faults : [];
  const items = faults.map((fault) => h("li", {}, faultText(fault)));
  return h("section", {class: "problem", role: "alert"}, [
    h("h2", {}, titleOf(error)),
    items.length === 0 ? h("p", {}, messageOf(error)) : h("ul", {}, items),
  ]);
}

/** @param {unknown} error */
function titleOf(error) {
  if (!(error instanceof Problem)) {
    return "This did not work";
  }
  return error.faults.length > 0 ? toPutRight(error.faults.length) : error.title;
}

/**
 * A fault with its place.
 *
 * @param {Fault} fault
 */
export function faultText({pointer, detail}) {
  return [h("code", {}, pointer || "/"), " ", detail];
}

/** @param {number} count of faults */
export function toPutRight(count) {
  return count === 1 ? "One thing to put right" : `${count} things to put right`;
}
