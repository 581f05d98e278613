import {equal} from "../expect.js";
import {isFinal, STATUSES, statusBadge} from "./status.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "three of a job's statuses are final": () => {
    equal(STATUSES.filter(isFinal), ["succeeded", "failed", "cancelled"]);
  },
  "a run whose job is gone is over": () => {
    equal(isFinal("deleted"), true);
  },
  "every status has a sign, which is not read aloud": () => {
    for (const status of STATUSES) {
      const [sign] = statusBadge(status).children;
      equal(sign.getAttribute("aria-hidden"), "true");
      equal(sign.textContent?.includes("undefined"), false);
    }
  },
};
