import {embedded, quoted} from "./json.js";
import {isTraining, needsToken, pathOf, SLOPES, serviceAddress} from "./request.js";

/** @import {Request} from "./request.js" */

const TOKEN = 'HEADERS["Authorization"] = "Bearer " + os.environ["GRADTRACE_TOKEN"]\n';

const TRAINING = `for path, body in requests:
    job = call(path, body)
    path = path + "/" + job["id"]
    while job["status"] in ("queued", "running"):
        time.sleep(0.5)
        job = call(path)
    trace = call(path + "${SLOPES}")
    loss = (job.get("result") or {}).get("trainingLoss")
    slope = trace["flow"]["slopePerLayer"][-1:] or [None]
    print("run", job["id"], job["status"])
    print("trainingLoss", json.dumps(loss))
    print("slopePerLayer", json.dumps(slope[0]))
`;

const PRINTING = `for path, body in requests:
    print(json.dumps(call(path, body), indent=2))
`;

/**
 * For Python 3 and its standard library. The first two lines are the same in all programs: Python
 * looks there for the name of an encoding, which a remark might have.
 *
 * @param {Request[]} requests
 * @param {string[]} [remarks] a line each
 */
export function pythonOf(requests, remarks = []) {
  const training = isTraining(requests);
  const token = needsToken();
  return `#!/usr/bin/env python3
# Needs nothing but the standard library.
${remarks.map((remark) => `# ${remark}\n`).join("")}
import json
${token ? "import os\n" : ""}${training ? "import time\n" : ""}import urllib.error
import urllib.request

SERVICE = ${quoted(serviceAddress())}
HEADERS = {"Content-Type": "application/json"}
${token ? TOKEN : ""}

def call(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(SERVICE + path, data, HEADERS)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        raise SystemExit(refusal.read().decode())


requests = [
${requests.map(tuple).join("\n")}
]

${training ? TRAINING : PRINTING}`;
}

/** @param {Request} request */
function tuple(request) {
  return `    (${quoted(pathOf(request))}, json.loads(r"""\n${embedded(request.body)}\n""")),`;
}
