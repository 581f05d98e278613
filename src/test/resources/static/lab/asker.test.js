import {equal} from "../expect.js";
import {Asker} from "./asker.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "an answer comes though there are changes all the time, and the last change is asked for":
    async () => {
      /** @type {number[]} */
      const heard = [];
      let now = 0;
      const asker = new Asker(async () => {
        const asked = now;
        await turn(5);
        heard.push(asked);
      });
      for (now = 1; heard.length < 3; now += 1) {
        asker.change();
        await turn(1);
      }
      const last = now;
      asker.change();
      while (heard.at(-1) !== last) {
        await turn(1);
      }
      equal(
        heard.toSorted((a, b) => a - b),
        heard,
      );
    },
  "there is one question at a time": async () => {
    let [open, most, asked] = [0, 0, 0];
    const asker = new Asker(async () => {
      open += 1;
      most = Math.max(most, open);
      await turn(3);
      open -= 1;
      asked += 1;
    });
    while (asked < 3) {
      asker.change();
      await turn(1);
    }
    equal(most, 1);
  },
  "nothing is asked any more once it has ended": async () => {
    let asked = 0;
    /** @type {AbortSignal[]} */
    const given = [];
    const asker = new Asker(async (signal) => {
      asked += 1;
      given.push(signal);
      while (!signal.aborted) {
        await turn(1);
      }
    });
    asker.change();
    while (given.length === 0) {
      await turn(1);
    }
    asker.change();
    asker.end();
    await turn(200);
    equal(asked, 1);
  },
};

/** @param {number} milliseconds */
function turn(milliseconds) {
  return new Promise((done) => {
    setTimeout(done, milliseconds);
  });
}
