import {get} from "../api/client.js";

/** @import {Catalogue, Rule} from "../api/contract.js" */

/** @type {Promise<Map<string, Rule>> | undefined} */
let asked;

/** What the catalogue says of each rule, by name. */
export function rules() {
  asked ??= ask().catch((error) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

async function ask() {
  /** @type {Catalogue} */
  const catalogue = await get("/v1/catalogue");
  return new Map(catalogue.rules.map((rule) => [rule.name, rule]));
}
