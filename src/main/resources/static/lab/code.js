import {relative} from "../api/client.js";

/**
 * Requests as programs that run as they are. Of training jobs the programs wait for the end and read the loss curve; of
 * anything else they print the answer.
 *
 * @typedef {import("./requests.js").Request} Request
 */

/** @param {Request[]} requests */
export function curlOf(requests) {
  return requests
    .map(({path, body}, index) => {
      const post = `curl -sS '${addressOf(path)}' -H 'Content-Type: application/json' -d @- <<'JSON'\n${pretty(body)}\nJSON`;
      if (path !== "/v1/training-jobs") {
        return post;
      }
      const id = `JOB_${"AB"[index]}`;
      return `${id}=$(${post}\n)
${id}=$(printf '%s' "$${id}" | grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4)`;
    })
    .concat(waits(requests))
    .join("\n\n")
    .concat("\n");
}

function waits(requests) {
  return requests.flatMap(({path}, index) =>
    path !== "/v1/training-jobs"
      ? []
      : [
          `curl -sSN "${addressOf(path)}/$JOB_${"AB"[index]}/events" -H 'Accept: text/event-stream' > /dev/null   # until it ends
curl -sS "${addressOf(path)}/$JOB_${"AB"[index]}/loss-curve" -H 'Accept: text/csv'`,
        ],
  );
}

/** @param {Request[]} requests for Python 3 and nothing else */
export function pythonOf(requests) {
  const isTraining = requests[0].path === "/v1/training-jobs";
  return `import json
${isTraining ? "import time\n" : ""}import urllib.request

SERVICE = ${JSON.stringify(addressOf("/"))}


def call(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(SERVICE + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


requests = [
${requests.map(({path, body}) => `    (${JSON.stringify(relative(path))}, json.loads(r"""\n${pretty(body).replaceAll('"""', '\\"\\"\\"')}\n""")),`).join("\n")}
]
${
  isTraining
    ? `jobs = [call(path, body) for path, body in requests]

for job in jobs:
    while job["status"] in ("queued", "running"):
        time.sleep(0.5)
        job = call("v1/training-jobs/" + job["id"])
    curve = call("v1/training-jobs/" + job["id"] + "/loss-curve")
    print(job["name"], job["status"])
    for epoch, loss in zip(curve["epochs"]["epoch"], curve["epochs"]["trainingLoss"]):
        print(epoch, loss)
`
    : `
for path, body in requests:
    print(json.dumps(call(path, body), indent=2))
`
}`;
}

function addressOf(path) {
  return new URL(relative(path), document.baseURI.replace(/#.*$/, "")).href;
}

/** JSON for reading: short things on one line. */
function pretty(value, indent = "") {
  const line = JSON.stringify(value);
  if (
    value === null ||
    typeof value !== "object" ||
    line.length <= 90 ||
    (Array.isArray(value) && value.every((each) => typeof each === "number"))
  ) {
    return line;
  }
  const deeper = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((each) => pretty(each, deeper))
    : Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => `${JSON.stringify(key)}: ${pretty(each, deeper)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.map((text) => deeper + text).join(",\n")}\n${indent}${close}`;
}
