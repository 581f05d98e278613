import {equal, refused} from "../expect.js";
import {addressOfBody, designAt, isUntouched, variantIn} from "./address.js";

/** @type {import("../api/contract.js").Preset} */
const preset = {
  name: "xor",
  title: "",
  question: "",
  source: "",
  endpoint: "/v1/training-jobs",
  request: {network: {inputs: 2, layers: []}, cost: "quadratic", optimizer: {name: "sgd"}},
  expected: [],
};

/** @param {string} query */
const at = (query) => designAt(new URLSearchParams(query), [preset]);

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a preset's address is its name": async () => {
    const {design, preset: found} = await at("preset=xor");
    equal([design.body.cost, found?.name], ["quadratic", "xor"]);
    equal(await isUntouched(design, preset), true);
  },
  "what was changed is no longer the preset's": async () => {
    const {design} = await at("preset=xor");
    design.set("/cost", "hinge");
    equal(await isUntouched(design, preset), false);
    design.set("/cost", "quadratic");
    equal(await isUntouched(design, preset), true);
  },
  "variant B stands beside the preset": async () => {
    const {design} = await at("preset=xor&compare=cost:hinge");
    equal(design.variant, {kind: "cost", value: "hinge"});
    equal(await isUntouched(design, preset), false);
  },
  "a body comes back from its address": async () => {
    const body = {
      network: {inputs: 2, layers: [{units: 1, activation: "sigmoid"}]},
      cost: "hinge",
      optimizer: {name: "adam", learningRate: 0.25},
    };
    const [, query] = ((await addressOfBody(body)) ?? "").split("?");
    equal((await at(query)).design.body, {...body, network: body.network});
  },
  "a variant is read as text or as JSON": () => {
    equal(variantIn("cost:quadratic"), {kind: "cost", value: "quadratic"});
    equal(variantIn("learningRate:0.5"), {kind: "learningRate", value: 0.5});
    equal(variantIn('optimizer:{"name":"adam"}'), {kind: "optimizer", value: {name: "adam"}});
    equal(variantIn("none"), null);
  },
  "what cannot be compared with is refused": () =>
    refused(() => variantIn("colour:red"), "“colour:red” is not something to compare with"),
  "a preset that is not there is refused by name": () =>
    refused(() => at("preset=nobody"), "no preset “nobody”"),
  "a damaged link is called so": () => refused(() => at("spec=!!"), "This link is damaged"),
};
