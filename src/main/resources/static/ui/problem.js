import {h} from "./dom.js";
import {Problem} from "../api/client.js";

/** What went wrong, with every fault the service named. */
export function problemPanel(error) {
  const faults = error instanceof Problem ? error.faults : [];
  return h("section", {class: "problem", role: "alert"}, [
    h(
      "h2",
      {},
      faults.length > 0
        ? toPutRight(faults.length)
        : error instanceof Problem
          ? error.title
          : "This did not work",
    ),
    faults.length === 0
      ? h("p", {}, error.message)
      : h(
          "ul",
          {},
          faults.map((fault) =>
            h("li", {}, [h("code", {}, fault.pointer || "/"), " ", fault.detail]),
          ),
        ),
  ]);
}

export function toPutRight(count) {
  return count === 1 ? "One thing to put right" : `${count} things to put right`;
}
