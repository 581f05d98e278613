import {TRAINED} from "../job/place.js";
import {embedded} from "./json.js";
import {isTraining, needsToken, pathOf, SLOPES, serviceAddress} from "./request.js";

/** @import {Request} from "./request.js" */

const TOKEN = ' -H "Authorization: Bearer $GRADTRACE_TOKEN"';

const MEMBER = String.raw`
# member NAME JSON: the first value of that name, without its quotes
member() {
  printf '%s' "$2" | grep -o "\"$1\":[^,}]*" | head -n 1 | cut -d : -f 2- | tr -d '"'
}
`;

const TRAIN = String.raw`
train() {
  job=$(printf '%s' "$1" | send "$jobs")
  id=$(member id "$job")
  while [ "$(member status "$job")" = queued ] || [ "$(member status "$job")" = running ]; do
    sleep 1
    job=$(call "$jobs/$id")
  done
  loss=$(member trainingLoss "$job")
  trace=$(call "$jobs/$id${SLOPES}")
  slope=$(printf '%s' "$trace" | grep -o '"slopePerLayer":\[[^]]*' | head -n 1 | sed 's/.*[[,]//')
  printf 'run %s %s\n' "$id" "$(member status "$job")"
  printf 'trainingLoss %s\n' "${"$"}{loss:-null}"
  printf 'slopePerLayer %s\n' "${"$"}{slope:-null}"
}
`;

/**
 * For bash or any shell of POSIX, in a subshell, so that a refusal ends the program and not the
 * shell that it was pasted into.
 *
 * @param {Request[]} requests
 * @param {string[]} [remarks] a line each
 */
export function curlOf(requests, remarks = []) {
  const training = isTraining(requests);
  return `#!/usr/bin/env bash
${remarks.map((remark) => `# ${remark}\n`).join("")}(
set -eu
service='${serviceAddress()}'
${training ? `jobs="\${service}${TRAINED.slice(1)}"\n` : ""}
# What the service answers; where it refuses, why.
call() {
  answer=$(curl -sS --fail-with-body${needsToken() ? TOKEN : ""} "$@") || {
    printf '%s\\n' "$answer" >&2
    return 1
  }
  printf '%s\\n' "$answer"
}

send() {
  call "$1" -H 'Content-Type: application/json' --data-binary @-
}
${training ? MEMBER + TRAIN : ""}
${requests.map(training ? trained : sent).join("\n\n")}
)
`;
}

/** @param {Request} request */
function trained({body}) {
  return `train '${embedded(body)}'`;
}

/** @param {Request} request */
function sent(request) {
  return `printf '%s' '${embedded(request.body)}' | send "\${service}${pathOf(request)}"`;
}
