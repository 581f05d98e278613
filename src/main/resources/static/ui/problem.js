import {h} from "./dom.js";
import {Problem} from "../api/client.js";

/** What went wrong, with every fault the service named. */
export function problemPanel(error) {
  const faults = error instanceof Problem ? error.faults : [];
  return h("section", {class: "problem", role: "alert"},
    h("h2", {}, error instanceof Problem ? error.title : "This did not work"),
    h("p", {}, error.message),
    faults.length > 0 && h("ul", {}, faults.map((fault) => h("li", {}, h("code", {}, fault.pointer || "/"), " ", fault.detail))));
}
