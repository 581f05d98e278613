import {equal} from "../expect.js";
import {Player} from "./player.js";

const STEPS = 600;
const WAY_MS = 500;

/**
 * How often a service is asked for a training that is played as fast as it goes, where every answer
 * takes the same time, however many steps it has.
 */
async function questions() {
  const {fetch} = globalThis;
  let asked = 0;
  let time = 0;
  let step = 0;
  Object.defineProperty(performance, "now", {value: () => time, configurable: true});
  globalThis.fetch = (_, {body} = {}) => {
    asked += 1;
    time += WAY_MS;
    step = Math.min(STEPS, step + JSON.parse(String(body)).steps);
    const stopReason = step === STEPS ? "completed" : null;
    return Promise.resolve(
      Response.json({step, steps: STEPS, stepsPerEpoch: 15, stopReason, epochEnds: []}),
    );
  };
  try {
    const body = () => /** @type {import("../api/contract.js").JobBody} */ ({});
    const player = new Player(body, () => ({}), new AbortController().signal);
    player.speed = "most";
    await player.play();
    return asked;
  } finally {
    globalThis.fetch = fetch;
    Reflect.deleteProperty(performance, "now");
  }
}

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a long way to the service has more steps asked for at once": async () => {
    equal(await questions(), 10);
  },
};
