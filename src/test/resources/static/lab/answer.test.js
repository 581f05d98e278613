import {equal} from "../expect.js";
import {Answer} from "./answer.js";

const LINES = ["width (cm, in);height (cm, out);kind", "0,5;1;a"];

/** @param {Answer} answer */
const selectOf = ({elements: [field]}) =>
  /** @type {HTMLSelectElement} */ (/** @type {HTMLElement} */ (field).querySelector("select"));

/** @param {Answer} answer */
function sent(answer) {
  const form = new FormData();
  form.append("separator", "auto");
  answer.appendTo(form);
  return [...form.entries()];
}

/** @type {import("../expect.js").Cases} */
export const cases = {
  "columns are called as the service understands them": () => {
    const answer = new Answer(LINES, "a.csv", () => undefined);
    answer.renew({separator: ",", header: true});
    equal(selectOf(answer).options[0].text, "the last column (out);kind)");
    answer.renew({separator: ";", header: true});
    equal(selectOf(answer).options[0].text, "the last column (kind)");
  },
  "the column that is meant is the one that is sent": () => {
    const answer = new Answer(LINES, "a.csv", () => undefined);
    answer.renew({});
    equal(sent(answer), [["separator", "auto"]]);
    selectOf(answer).value = "1";
    equal(selectOf(answer).selectedOptions[0].text, "the class is height (cm, out)");
    equal(sent(answer), [
      ["separator", ";"],
      ["labelColumn", "1"],
    ]);
  },
  "a choice outlives whatever does not change the columns": () => {
    const answer = new Answer(LINES, "a.csv", () => undefined);
    answer.renew({});
    selectOf(answer).value = "1";
    answer.renew({separator: ";", header: true});
    equal(selectOf(answer).value, "1");
    answer.renew({separator: ","});
    equal(selectOf(answer).value, "auto");
  },
};
