import {equal} from "../expect.js";
import {askAgain, askWith, instead, known} from "./token.js";

/**
 * Answers with these, one after another, and says how often it was asked and whether for a wrong
 * one.
 *
 * @param {(string | null)[]} answers
 */
function somebody(...answers) {
  /** @type {boolean[]} */
  const asked = [];
  askWith((isWrong) => {
    asked.push(isWrong);
    return Promise.resolve(answers.shift() ?? null);
  });
  sessionStorage.clear();
  return asked;
}

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a token is asked for once for all that wait, and kept": async () => {
    const asked = somebody("one");
    equal(await Promise.all([instead(null), instead(null)]), ["one", "one"]);
    equal([known(), asked], ["one", [false]]);
    sessionStorage.clear();
  },
  "one that is wrong is forgotten, and another asked for": async () => {
    const asked = somebody("one", "two");
    await instead(null);
    equal(await instead("one"), "two");
    equal([known(), asked], ["two", [false, true]]);
    sessionStorage.clear();
  },
  "what was refused may have been replaced meanwhile": async () => {
    const asked = somebody("one");
    await instead(null);
    equal(await instead("older"), "one");
    equal(asked, [false]);
    sessionStorage.clear();
  },
  "whoever tells none is not asked again until they go elsewhere": async () => {
    const asked = somebody(null, "one");
    equal(await instead(null), null);
    equal(await instead(null), null);
    equal([known(), asked], [null, [false]]);
    askAgain();
    equal(await instead(null), "one");
    sessionStorage.clear();
  },
};
