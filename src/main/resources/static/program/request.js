import {relative} from "../api/client.js";
import {known} from "../api/token.js";
import {TRAINED} from "../job/place.js";

/**
 * What a program asks of the service. Of training jobs programs wait for the end and print what
 * came of them; of anything else they print the answer.
 *
 * @typedef {{path: string, body: unknown}} Request
 */

/** What is asked of a training job's trace: the slope is among it, whichever layer is asked for. */
export const SLOPES = "/gradient-trace?metrics=deltaLog10&layers=1";

/** @param {Request[]} requests all of a kind */
export function isTraining([{path}]) {
  return path === TRAINED;
}

/** Whether programs have to show a token: that of their environment, for they are passed on. */
export function needsToken() {
  return known() !== null;
}

/** Where the service is; quotes and marks that shells read are escaped. */
export function serviceAddress() {
  const {href} = new URL(".", document.baseURI.replace(/[?#].*$/, ""));
  return href.replaceAll("'", "%27").replaceAll("!", "%21");
}

/**
 * The path of a request, behind the address of the service.
 *
 * @param {Request} request
 */
export function pathOf({path}) {
  return relative(path);
}
