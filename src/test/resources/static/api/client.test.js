import {equal, refused} from "../expect.js";
import {answer, pathTo, post, remove, request} from "./client.js";

/**
 * What `fetch` is given while something is done.
 *
 * @param {() => Promise<unknown>} act
 */
function fetchesOf(act) {
  return fetchesAnswered(() => new Response("{}"), act);
}

/**
 * The same, where the service answers so.
 *
 * @param {(asked: number) => Response} respond to the first, second … request
 * @param {() => Promise<unknown>} act
 */
async function fetchesAnswered(respond, act) {
  const real = globalThis.fetch;
  /** @type {{url: string, init: RequestInit}[]} */
  const heard = [];
  globalThis.fetch = (url, init = {}) => {
    heard.push({url: String(url), init});
    return Promise.resolve(respond(heard.length));
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

/**
 * A service that has too much to do.
 *
 * @param {number} status
 * @param {HeadersInit} headers
 */
function busy(status, headers) {
  return new Response('{"detail": "later"}', {status, headers});
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
  "a busy service is asked again, if that changes nothing": async () => {
    const twice = (/** @type {number} */ asked) =>
      asked < 3 ? busy(asked === 1 ? 503 : 429, {"Retry-After": "0"}) : new Response("7");
    for (const ask of [() => request("/v1/presets"), () => post("/v1/forecast", {})]) {
      let answered;
      const heard = await fetchesAnswered(twice, async () => {
        answered = await ask();
      });
      equal([heard.length, answered], [3, 7]);
    }
  },
  "a busy service is not asked again in vain, for ever, or to change something twice": async () => {
    const again = {"Retry-After": "0"};
    /** @type {[number, HeadersInit, string, number][]} */
    const kinds = [
      [503, again, "GET", 12],
      [503, {}, "GET", 1],
      [503, {"Retry-After": "60"}, "GET", 1],
      [500, again, "GET", 1],
      [422, again, "GET", 1],
      [503, again, "POST", 1],
      [503, again, "DELETE", 1],
    ];
    await touched(true, async () => {
      for (const [status, headers, method, most] of kinds) {
        const heard = await fetchesAnswered(
          () => busy(status, headers),
          () => refused(() => request("/v1/experiments/x", {method}), "later"),
        );
        equal([status, method, heard.length], [status, method, most]);
      }
    });
  },
  "whoever gives up does not wait for a busy service": async () => {
    const given = new AbortController();
    const heard = await fetchesAnswered(
      () => {
        setTimeout(() => given.abort());
        return busy(503, {"Retry-After": "10"});
      },
      () => refused(() => request("/v1/presets", {signal: given.signal}), "abort"),
    );
    equal(heard.length, 1);
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
