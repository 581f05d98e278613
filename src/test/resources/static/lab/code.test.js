import {contains, equal} from "../expect.js";
import {curlOf, pretty, pythonOf} from "./code.js";

const service = new URL(".", document.baseURI).href;
const training = {path: "/v1/training-jobs", body: {cost: "quadratic"}};
const look = {path: "/v1/gradients", body: {cost: "quadratic"}};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "short things stand on one line": () => {
    equal(pretty({a: [1, 2], b: {c: null}}), '{"a":[1,2],"b":{"c":null}}');
  },
  "long things stand on lines of their own, indented": () => {
    const long = "x".repeat(90);
    equal(pretty({a: {b: long, c: [1]}}), `{\n  "a": {\n    "b": "${long}",\n    "c": [1]\n  }\n}`);
  },
  "rows of numbers are never broken": () => {
    const row = Array.from({length: 100}, (_, i) => i);
    equal(pretty([row, row]), `[\n  ${JSON.stringify(row)},\n  ${JSON.stringify(row)}\n]`);
  },
  "pretty JSON is the same JSON": () => {
    const value = {
      layers: Array.from({length: 20}, (_, i) => ({units: i, activation: "relu", none: null})),
      name: 'a "quoted" name, long enough to be broken up into several lines by the writer',
    };
    equal(JSON.parse(pretty(value)), value);
  },
  "members that are undefined are left out": () => {
    const long = "x".repeat(90);
    equal(JSON.parse(pretty({a: undefined, long})), {long});
  },
  "curl asks this service": () => {
    contains(curlOf([look]), `curl -sS '${service}v1/gradients' -H 'Content-Type:`);
    contains(curlOf([look]), `<<'JSON'\n{"cost":"quadratic"}\nJSON\n`);
  },
  "of training jobs curl waits for the end": () => {
    const program = curlOf([training, training]);
    contains(program, `"${service}v1/training-jobs/$JOB_A/events"`);
    contains(program, `"${service}v1/training-jobs/$JOB_B/loss-curve"`);
  },
  "of a look curl does not": () => {
    equal(curlOf([look]).includes("events"), false);
  },
  "Python asks this service, too": () => {
    contains(pythonOf([look]), `SERVICE = "${service}"`);
    contains(pythonOf([look]), `("v1/gradients", json.loads(r"""\n{"cost":"quadratic"}\n"""))`);
  },
  "Python waits for training jobs alone": () => {
    contains(pythonOf([training]), "while job");
    contains(pythonOf([training]), "import time");
    equal(pythonOf([look]).includes("time"), false);
  },
  "where a token is asked for, programs take theirs from the environment": () => {
    equal(`${curlOf([training])}${pythonOf([look])}`.includes("GRADTRACE_TOKEN"), false);
    sessionStorage.setItem("gradtrace.token", "secret");
    try {
      const curl = curlOf([training]);
      equal(curl.split('-H "Authorization: Bearer $GRADTRACE_TOKEN"').length, 4);
      contains(
        pythonOf([look]),
        `HEADERS["Authorization"] = "Bearer " + os.environ["GRADTRACE_TOKEN"]`,
      );
      contains(pythonOf([look]), "import os\n");
      equal(`${curl}${pythonOf([look])}`.includes("secret"), false);
    } finally {
      sessionStorage.removeItem("gradtrace.token");
    }
  },
};
