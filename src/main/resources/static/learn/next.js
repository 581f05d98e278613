import {patched} from "../json/patch.js";
import {addressOfState} from "../lab/address.js";
import {stateOf} from "../lab/presets.js";
import {h} from "../ui/dom.js";
import {prose} from "./prose.js";

/** @import {Lesson} from "./lesson.js" */

/**
 * What to change next, with the way into the Lab.
 *
 * @param {Lesson} lesson
 */
export function nextStep({next, requests}) {
  const {text, of, patch = []} = next;
  const {path: endpoint, body} = requests[of];
  const link = h("a", {href: "#/lab"}, "Open it in the Lab");
  addressOfState(stateOf({endpoint, request: patched(body, patch)})).then((address) => {
    link.href = address ?? link.href;
  });
  return h("section", {"aria-labelledby": "next"}, [
    h("h2", {id: "next"}, "What to change next"),
    h("p", {}, prose(text)),
    h("p", {class: "no-print"}, link),
  ]);
}
