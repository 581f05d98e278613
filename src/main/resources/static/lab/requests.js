import {layersInShort} from "../run/spec.js";
import {bodyOfVariant, labelsOf} from "./variant.js";

/** @typedef {{path: string, body: object}} Request */

/** The jobs of variant A and, if there is one, B, named so that they can be told apart. @returns {Request[]} */
export function trainingOf({body, variant}) {
  if (!variant) {
    return [{path: "/v1/training-jobs", body}];
  }
  return [body, bodyOfVariant(body, variant)].map((each, index) => {
    const name = [
      body.name ?? `${body.network.inputs} → ${layersInShort(body.network.layers)}`,
      `${"AB"[index]}: ${labelsOf(body, variant)[index]}`,
    ]
      .filter(Boolean)
      .join(" · ")
      .slice(0, 200);
    return {path: "/v1/training-jobs", body: {...each, name}};
  });
}

/**
 * What a look before training asks: the first rows once forwards and backwards, with the forecast; two costs by the
 * endpoint that compares them, whose answer is in words; without data the forecast alone.
 *
 * @param {string[]} include what else a preset wants to see
 * @returns {Request[]}
 */
export function lookOf({body, variant, first}, include = []) {
  const bodies = variant && variant.kind !== "cost" ? [body, bodyOfVariant(body, variant)] : [body];
  if (body.dataset === undefined) {
    return distinct(bodies.map(({network}) => ({path: "/v1/forecast", body: {network}})));
  }
  const batch = {dataset: body.dataset, first};
  const asked = [...new Set([...include, "forecast"])];
  const looks = distinct(
    bodies.map(({network, cost, parameters, seed}) => ({
      path: "/v1/gradients",
      body: {network, cost, parameters, seed, batch, include: asked},
    })),
  );
  const {network, cost, parameters, seed} = body;
  return variant?.kind === "cost"
    ? [
        {
          path: "/v1/gradients/compare",
          body: {network, costs: [cost, variant.value], parameters, seed, batch},
        },
        ...looks,
      ]
    : looks;
}

/** A learning rate or an optimizer makes no difference before training. */
function distinct(requests) {
  return requests.filter(
    (request, i) => i === 0 || JSON.stringify(request) !== JSON.stringify(requests[0]),
  );
}

/** What is asked of the rules: variant A, and a short probe run of it. @returns {Request[]} */
export function checkOf({body}) {
  return [{path: "/v1/diagnoses", body}];
}
