import {equal, refused} from "../expect.js";
import {answer, pathTo, post, remove, request} from "./client.js";

/**
 * What `fetch` is given while something is done.
 *
 * @param {() => Promise<unknown>} act
 */
async function fetchesOf(act) {
  const real = globalThis.fetch;
  /** @type {{url: string, init: RequestInit}[]} */
  const heard = [];
  globalThis.fetch = (url, init = {}) => {
    heard.push({url: String(url), init});
    return Promise.resolve(new Response("{}"));
  };
  try {
    await act();
    return heard;
  } finally {
    globalThis.fetch = real;
  }
}

/**
 * Does something as if nobody had touched the page.
 *
 * @param {() => Promise<void>} act
 */
function untouched(act) {
  return touched(false, act);
}

/**
 * @param {boolean} hasBeenActive whether somebody has touched the page
 * @param {() => Promise<void>} act
 */
async function touched(hasBeenActive, act) {
  const value = {hasBeenActive};
  Object.defineProperty(navigator, "userActivation", {value, configurable: true});
  try {
    await act();
  } finally {
    Reflect.deleteProperty(navigator, "userActivation");
  }
}

/** Options that inherit more than they say. @param {object} inherited */
const inheriting = (inherited) => Object.create(inherited);

/** @type {import("../expect.js").Cases} */
export const cases = {
  "options are what they hold, not what they inherit": async () => {
    const options = inheriting({method: "DELETE", body: {a: 1}, form: new FormData()});
    const [{init}] = await fetchesOf(() => request("/v1/catalogue", options));
    equal([init.method, init.body], ["GET", undefined]);
    const [file] = await fetchesOf(() => answer("/v1/catalogue", inheriting({method: "DELETE"})));
    equal(file.init.method, "GET");
  },
  "fetch inherits nothing either": async () => {
    const [{init}] = await fetchesOf(() => request("/v1/catalogue"));
    equal(Object.getPrototypeOf(init), null);
  },
  "an id names one thing": async () => {
    equal(pathTo("/v1/datasets", "two_moons-1"), "/v1/datasets/two_moons-1");
    for (const id of ["", ".", "..", "a/b", "a%2Fb", "a?b", "a#b", "a\\b", " ", "x".repeat(201)]) {
      await refused(() => pathTo("/v1/datasets", id), "is not the id of anything");
    }
  },
  "without anybody's doing nothing is kept and nothing deleted": async () => {
    const changes = [
      () => post("/v1/training-jobs", {}),
      () => post("/v1/training-jobs/x/cancel"),
      () => post("/v1/experiments", {}),
      () => remove("/v1/experiments/x"),
      () => request("/v1/forecast", {method: "DELETE"}),
      () => request("/v1/datasets", {method: "POST", form: new FormData()}),
    ];
    await untouched(async () => {
      for (const change of changes) {
        equal(await fetchesOf(() => refused(change, "Nothing is changed before")), []);
      }
    });
    await touched(true, async () => {
      equal((await fetchesOf(changes[0])).length, 1);
    });
  },
  "what is only computed is asked for": async () => {
    await untouched(async () => {
      for (const path of [
        "/v1/networks/validate",
        "/v1/datasets/preview?limit=1",
        "/v1/forecast",
        "/v1/gradients",
        "/v1/gradients/compare",
        "/v1/training-jobs/x-1/predictions",
      ]) {
        const [{url, init}] = await fetchesOf(() => post(path, {}));
        equal([url, init.method], [path.slice(1), "POST"]);
      }
    });
  },
};
