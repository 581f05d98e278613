import {get} from "../api/client.js";

let asked;

/** What the catalogue says of each rule, by name. */
export function rules() {
  asked ??= get("/v1/catalogue").then(
    (catalogue) => new Map(catalogue.rules.map((rule) => [rule.name, rule])),
    (error) => {
      asked = undefined;
      throw error;
    },
  );
  return asked;
}

/** `vanishing_gradient` or `decadesLostToSlopes` as words. */
export function inWords(name) {
  return name
    .replaceAll("_", " ")
    .replace(/([a-z])([A-Z0-9])/g, (_, before, after) => `${before} ${after.toLowerCase()}`);
}
