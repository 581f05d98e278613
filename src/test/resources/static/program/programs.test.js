import {contains, equal} from "../expect.js";
import {curlOf} from "./curl.js";
import {javascriptOf} from "./javascript.js";
import {pythonOf} from "./python.js";

const service = new URL(".", document.baseURI).href;
const body = {
  name: `it's $(touch x) \`y\` \${z} */ </script> \\ \\" !! '''""" 😀 coding: latin-9\\`,
  cost: "quadratic",
};
const training = {path: "/v1/training-jobs", body};
const look = {path: "/v1/gradients", body};

/**
 * What a program quotes, as JSON.
 *
 * @param {string} program
 * @param {string} before
 * @param {string} after does not occur in it
 */
function between(program, before, after) {
  const begin = program.indexOf(before) + before.length;
  return JSON.parse(program.slice(begin, program.indexOf(after, begin)));
}

/** @type {import("../expect.js").Cases} */
export const cases = {
  "curl sends what was asked, from between single quotes": () => {
    equal(between(curlOf([training]), "\ntrain '", "'"), body);
    equal(between(curlOf([look]), "\n\nprintf '%s' '", "'"), body);
  },
  "curl asks this service": () => {
    contains(curlOf([look]), `service='${service}'`);
    contains(curlOf([look]), `send "\${service}v1/gradients"`);
  },
  "Python sends what was asked, from a raw string": () => {
    equal(between(pythonOf([training]), 'json.loads(r"""', '"""'), body);
    contains(pythonOf([look]), `SERVICE = "${service}"`);
  },
  "Python is told of no encoding by a remark": () => {
    const lines = pythonOf([training], ["coding: latin-9"]).split("\n");
    equal(
      lines.slice(0, 2).filter((line) => /coding[:=]/.test(line)),
      [],
    );
    equal(lines[2], "# coding: latin-9");
  },
  "JavaScript sends what was asked, as an expression": () => {
    equal(between(javascriptOf([training]), "body: ", "},\n];"), body);
    contains(javascriptOf([look]), `service = "${service}"`);
  },
  "no member is taken for a prototype": () => {
    const odd = JSON.parse('{"__proto__":{"a":1},"b":"\\"__proto__\\":"}');
    const program = javascriptOf([{path: "/v1/gradients", body: odd}]);
    contains(program, '{["__proto__"]:{"a":1},"b":"\\"__proto__\\":"}');
  },
  "of training jobs all wait for the end, of a look none": () => {
    for (const write of [curlOf, pythonOf, javascriptOf]) {
      contains(write([training, training]), "slopePerLayer");
      equal(write([look]).includes("running"), false);
    }
  },
  "remarks stand in the first comment": () => {
    equal(curlOf([training], ["one", "two"]).split("\n").slice(1, 3), ["# one", "# two"]);
    equal(pythonOf([training], ["one", "two"]).split("\n").slice(2, 4), ["# one", "# two"]);
    equal(javascriptOf([training], ["one", "two"]).split("\n").slice(1, 3), ["// one", "// two"]);
  },
  "where a token is asked for, programs take theirs from the environment": () => {
    const programs = () => [curlOf, pythonOf, javascriptOf].map((write) => write([training]));
    equal(programs().join("").includes("GRADTRACE_TOKEN"), false);
    sessionStorage.setItem("gradtrace.token", "secret");
    try {
      const [curl, python, javascript] = programs();
      contains(curl, '-H "Authorization: Bearer $GRADTRACE_TOKEN"');
      contains(python, 'HEADERS["Authorization"] = "Bearer " + os.environ["GRADTRACE_TOKEN"]');
      contains(python, "import os\n");
      contains(javascript, "process.env.GRADTRACE_TOKEN");
      equal(programs().join("").includes("secret"), false);
    } finally {
      sessionStorage.removeItem("gradtrace.token");
    }
  },
};
