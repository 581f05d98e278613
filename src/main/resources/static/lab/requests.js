import {layersInShort} from "../job/layers.js";
import {TRAINED} from "../job/place.js";
import {same} from "../json/equal.js";
import {bodyOfVariant, labelsOf} from "./variant.js";

/**
 * @import {JobBody} from "../api/contract.js"
 * @import {Request} from "../program/request.js"
 * @import {State} from "./design.js"
 */

/** What is longer, the service refuses as a name. */
const LONGEST_NAME = 200;

/**
 * The jobs of variant A and, if there is one, B, named so that they can be told apart.
 *
 * @param {Pick<State, "body" | "variant">} design
 * @returns {Request[]}
 */
export function trainingOf({body, variant}) {
  if (!variant) {
    return [{path: TRAINED, body}];
  }
  const [a, b] = labelsOf(body, variant);
  return [
    {path: TRAINED, body: labelled(body, body, `A: ${a}`)},
    {path: TRAINED, body: labelled(bodyOfVariant(body, variant), body, `B: ${b}`)},
  ];
}

/**
 * @param {JobBody} body
 * @param {JobBody} original whose name or shape both variants are called by
 * @param {string} label
 */
function labelled(body, {name, network}, label) {
  const common = name ?? `${network.inputs} → ${layersInShort(network.layers)}`;
  return {...body, name: [common, label].filter(Boolean).join(" · ").slice(0, LONGEST_NAME)};
}

/**
 * What a look before training asks: the first rows once forwards and backwards, with the forecast;
 * two costs by the endpoint that compares them, whose answer is in words; without data the forecast
 * alone.
 *
 * @param {State} design
 * @param {string[]} [include] what else a preset wants to see
 * @returns {Request[]}
 */
export function lookOf({body, variant, first}, include = []) {
  const isOfCosts = variant?.kind === "cost";
  const bodies = variant && !isOfCosts ? [body, bodyOfVariant(body, variant)] : [body];
  if (body.dataset === undefined) {
    return distinct(bodies.map(({network}) => ({path: "/v1/forecast", body: {network}})));
  }
  const batch = {dataset: body.dataset, first};
  const asked = {batch, include: [...new Set([...include, "forecast"])]};
  const looks = distinct(
    bodies.map(({network, cost, parameters, seed}) => ({
      path: "/v1/gradients",
      body: {network, cost, parameters, seed, ...asked},
    })),
  );
  return isOfCosts ? [comparisonOf(body, variant.value, batch), ...looks] : looks;
}

/**
 * @param {JobBody} body
 * @param {string} other the cost to compare with
 * @param {object} batch
 * @returns {Request}
 */
function comparisonOf({network, cost, parameters, seed}, other, batch) {
  const costs = [cost, other];
  return {path: "/v1/gradients/compare", body: {network, costs, parameters, seed, batch}};
}

/**
 * A learning rate or an optimizer makes no difference before training.
 *
 * @param {Request[]} requests
 */
function distinct(requests) {
  return requests.filter((request, i) => i === 0 || !same(request, requests[0]));
}

/**
 * What is asked of the rules: variant A, and a short probe run of it.
 *
 * @param {Pick<State, "body">} design
 * @returns {Request[]}
 */
export function checkOf({body}) {
  return [{path: "/v1/diagnoses", body}];
}

/**
 * What finds a learning rate for variant A.
 *
 * @param {Pick<State, "body">} design
 * @returns {Request[]}
 */
export function ratesOf({body}) {
  return [{path: "/v1/learning-rate-tests", body}];
}
