import {bodyOf, givenIn, MOST_PARAMETERS} from "../job/body.js";
import {TRAINED} from "../job/place.js";
import {counted} from "../ui/words.js";
import {quoted} from "./json.js";

/**
 * @import {Data, Job} from "../api/contract.js"
 * @import {Request} from "./request.js"
 */

/** What ids that the service gives look like; built-in datasets have names. */
const UPLOADED = /^[0-9A-Z]{26}$/;

/**
 * The request that made a job, and, a line each, what it is of and what of it cannot be repeated.
 *
 * @param {Job} job
 * @param {string} link to the page of the job
 * @returns {{request: Request, remarks: string[]}}
 */
export function recreationOf({id, name, spec}, link) {
  const body = bodyOf(spec) ?? bodyOf(withPlaces(spec));
  const called = name ? `${quoted(name)}, ` : "";
  return {
    request: {path: TRAINED, body},
    remarks: [`Makes a run like ${called}${id}: ${link}`, ...missingOf(id, spec)],
  };
}

/**
 * A specification with empty rows where the service tells only how many there were.
 *
 * @param {Job["spec"]} spec
 * @returns {Job["spec"]}
 */
function withPlaces(spec) {
  /** @param {Data} data */
  const place = (data) => (givenIn(data) === null ? {inputs: [], targets: []} : data);
  const {dataset, validation} = spec;
  return {
    ...spec,
    dataset: place(dataset),
    ...(validation && {validation: place(validation)}),
  };
}

/**
 * @param {string} id
 * @param {Job["spec"]} spec
 */
function missingOf(id, {dataset, validation, network, parameters, seed}) {
  return [
    ...ofData("dataset", dataset),
    ...(validation ? ofData("validation", validation) : []),
    ...(!parameters && network.parameterCount > MOST_PARAMETERS
      ? [
          "Parameters that were given are told again of small networks alone: if " +
            `${TRAINED}/${id}/parameters?at=start has some, write them in as "parameters", or this ` +
            "starts from drawn ones and comes to another result.",
        ]
      : []),
    ...(seed === undefined || Number.isSafeInteger(seed)
      ? []
      : ["Its seed has more digits than this page reads: see the job itself."]),
  ];
}

/**
 * @param {string} member
 * @param {Data} data
 */
function ofData(member, data) {
  if (givenIn(data) === null) {
    const rows = counted(data.samples ?? 0, "row");
    return [
      `The ${rows} of "${member}" came with the request and are too many to copy: ` +
        "write them in before this is run.",
    ];
  }
  return data.id && UPLOADED.test(data.id)
    ? [`Its "${member}" was uploaded: the id is known to this service alone.`]
    : [];
}
