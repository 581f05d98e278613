import {embedded, quoted} from "./json.js";
import {isTraining, needsToken, pathOf, SLOPES, serviceAddress} from "./request.js";

/** @import {Request} from "./request.js" */

const TOKEN = `headers.Authorization =
  "Bearer " + (globalThis.process ? process.env.GRADTRACE_TOKEN : prompt("Token of the service"));
`;

const TRAINING = `async function main() {
  for (const {path, body} of requests) {
    let job = await call(path, body);
    const place = path + "/" + job.id;
    while (job.status === "queued" || job.status === "running") {
      await new Promise((done) => setTimeout(done, 500));
      job = await call(place);
    }
    const trace = await call(place + "${SLOPES}");
    console.log("run " + job.id + " " + job.status);
    console.log("trainingLoss " + (job.result?.trainingLoss ?? null));
    console.log("slopePerLayer " + (trace.flow.slopePerLayer.at(-1) ?? null));
  }
}
`;

const PRINTING = `async function main() {
  for (const {path, body} of requests) {
    console.log(JSON.stringify(await call(path, body), null, 2));
  }
}
`;

/**
 * For Node from 18 on, and for the console of a browser on a page of the service.
 *
 * @param {Request[]} requests
 * @param {string[]} [remarks] a line each
 */
export function javascriptOf(requests, remarks = []) {
  return `// Needs Node 18 or newer, or the console of a browser on a page of the service.
${remarks.map((remark) => `// ${remark}\n`).join("")}
const service = ${quoted(serviceAddress())};
const headers = {"Content-Type": "application/json"};
${needsToken() ? TOKEN : ""}
const requests = [
${requests.map(entry).join("\n")}
];

async function call(path, body) {
  const init = body === undefined ? {} : {method: "POST", body: JSON.stringify(body)};
  const answer = await fetch(service + path, {...init, headers});
  if (!answer.ok) {
    throw new Error(await answer.text());
  }
  return answer.json();
}

${isTraining(requests) ? TRAINING : PRINTING}
main();
`;
}

/**
 * A member of the name __proto__ is computed: a literal one would be the object's prototype.
 *
 * @param {Request} request
 */
function entry(request) {
  const body = embedded(request.body).replaceAll('"__proto__":', '["__proto__"]:');
  return `  {path: ${quoted(pathOf(request))}, body: ${body}},`;
}
