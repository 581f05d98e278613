import {relative} from "../api/client.js";
import {known} from "../api/token.js";
import {JOBS} from "./requests.js";

/** @import {Request} from "./requests.js" */

/**
 * Requests as programs that run as they are. Of training jobs the programs wait for the end and
 * read the loss curve; of anything else they print the answer. Where a token is asked for, it is
 * that of the environment: programs are passed on, tokens are not.
 */

const LONGEST_LINE = 90;

/**
 * @param {Request[]} requests at most two
 */
export function curlOf(requests) {
  const posts = requests.map(curlPost);
  const waits = requests.flatMap(curlWait);
  return `${[...posts, ...waits].join("\n\n")}\n`;
}

/**
 * @param {Request} request
 * @param {number} index
 */
function curlPost({path, body}, index) {
  const header = "-H 'Content-Type: application/json'";
  const post = `curl -sS '${addressOf(path)}'${curlToken()} ${header} -d @- <<'JSON'\n${pretty(body)}\nJSON`;
  if (path !== JOBS) {
    return post;
  }
  const id = idOf(index);
  return `${id}=$(${post}\n)
${id}=$(printf '%s' "$${id}" | grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4)`;
}

/**
 * @param {Request} request
 * @param {number} index
 */
function curlWait({path}, index) {
  if (path !== JOBS) {
    return [];
  }
  const job = `${addressOf(path)}/$${idOf(index)}`;
  return [
    `curl -sSN "${job}/events"${curlToken()} -H 'Accept: text/event-stream' > /dev/null   # until it ends
curl -sS "${job}/loss-curve"${curlToken()} -H 'Accept: text/csv'`,
  ];
}

function curlToken() {
  return known() === null ? "" : ' -H "Authorization: Bearer $GRADTRACE_TOKEN"';
}

/**
 * The variable of the shell that holds the id of a job.
 *
 * @param {number} index
 */
function idOf(index) {
  return `JOB_${"AB"[index]}`;
}

const PYTHON_TRAINING = `jobs = [call(path, body) for path, body in requests]

for job in jobs:
    while job["status"] in ("queued", "running"):
        time.sleep(0.5)
        job = call("v1/training-jobs/" + job["id"])
    curve = call("v1/training-jobs/" + job["id"] + "/loss-curve")
    print(job["name"], job["status"])
    for epoch, loss in zip(curve["epochs"]["epoch"], curve["epochs"]["trainingLoss"]):
        print(epoch, loss)
`;

const PYTHON_TOKEN = 'HEADERS["Authorization"] = "Bearer " + os.environ["GRADTRACE_TOKEN"]\n';

const PYTHON_PRINTING = `
for path, body in requests:
    print(json.dumps(call(path, body), indent=2))
`;

/** @param {Request[]} requests for Python 3 and nothing else */
export function pythonOf(requests) {
  const isTraining = requests[0].path === JOBS;
  const needsToken = known() !== null;
  return `import json
${needsToken ? "import os\n" : ""}${isTraining ? "import time\n" : ""}import urllib.request

SERVICE = ${JSON.stringify(addressOf("/"))}
HEADERS = {"Content-Type": "application/json"}
${needsToken ? PYTHON_TOKEN : ""}

def call(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(SERVICE + path, data, HEADERS)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


requests = [
${requests.map(pythonTuple).join("\n")}
]
${isTraining ? PYTHON_TRAINING : PYTHON_PRINTING}`;
}

/** @param {Request} request */
function pythonTuple({path, body}) {
  const json = pretty(body).replaceAll('"""', '\\"\\"\\"');
  return `    (${JSON.stringify(relative(path))}, json.loads(r"""\n${json}\n""")),`;
}

/** @param {string} path */
function addressOf(path) {
  return new URL(relative(path), document.baseURI.replace(/#.*$/, "")).href;
}

/**
 * JSON for reading: short things on one line.
 *
 * @param {unknown} value
 * @param {string} [indent]
 * @returns {string}
 */
export function pretty(value, indent = "") {
  const line = JSON.stringify(value);
  if (value === null || typeof value !== "object" || line.length <= LONGEST_LINE) {
    return line;
  }
  const deeper = `${indent}  `;
  if (!Array.isArray(value)) {
    const members = Object.entries(value).filter(([, each]) => each !== undefined);
    const lines = members.map(([key, each]) => `${JSON.stringify(key)}: ${pretty(each, deeper)}`);
    return `{\n${indented(lines, deeper)}\n${indent}}`;
  }
  if (value.every((each) => typeof each === "number")) {
    return line;
  }
  const lines = value.map((each) => pretty(each, deeper));
  return `[\n${indented(lines, deeper)}\n${indent}]`;
}

/**
 * @param {string[]} lines
 * @param {string} indent
 */
function indented(lines, indent) {
  return lines.map((text) => indent + text).join(",\n");
}
