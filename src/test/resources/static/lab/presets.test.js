import {equal} from "../expect.js";
import {modeOf, sourceOf, stateOf} from "./presets.js";

const preset = {name: "p", title: "", question: "", source: "", expected: []};
const network = {inputs: 1, layers: [{units: 1, activation: "sigmoid"}]};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a preset is answered by its endpoint": () => {
    equal(
      ["/v1/training-jobs", "/v1/experiments", "/v1/gradients", "/v1/forecast"].map((endpoint) =>
        modeOf({endpoint}),
      ),
      ["train", "experiment", "look", "look"],
    );
  },
  "a training job is the body": () => {
    const request = {network, cost: "quadratic"};
    equal(stateOf({...preset, endpoint: "/v1/training-jobs", request}), {body: request});
  },
  "an experiment is its base, with the first of its seeds": () => {
    const request = {base: {network, cost: "quadratic"}, seeds: [7, 8]};
    equal(stateOf({...preset, endpoint: "/v1/experiments", request}), {
      body: {network, cost: "quadratic", seed: 7},
    });
  },
  "of two costs the second is variant B": () => {
    const request = {network, costs: ["quadratic", "hinge"], batch: {inputs: [[1]], first: 5}};
    const state = stateOf({...preset, endpoint: "/v1/gradients/compare", request});
    equal([state.body?.cost, state.variant], ["quadratic", {kind: "cost", value: "hinge"}]);
    equal([state.body?.dataset, state.first], [{inputs: [[1]]}, 5]);
  },
  "a look at stored data reads them": () => {
    const request = {network, cost: "hinge", batch: {dataset: {id: "iris"}, first: 9}};
    const {body, variant} = stateOf({...preset, endpoint: "/v1/gradients", request});
    equal([body?.cost, body?.dataset, variant], ["hinge", {id: "iris"}, null]);
  },
  "a preset's own request is not changed by what is made of it": () => {
    const request = {network, cost: "quadratic"};
    const {body} = stateOf({...preset, endpoint: "/v1/training-jobs", request});
    Object.assign(body ?? {}, {cost: "other"});
    equal(request.cost, "quadratic");
  },
  "a source is a text and a link": () => {
    equal(sourceOf({source: "Nielsen, chapter 3. http://a.org/chap3.html"}), {
      text: "Nielsen, chapter 3",
      address: "http://a.org/chap3.html",
    });
    equal(sourceOf({source: "He et al. 2015"}), {text: "He et al. 2015"});
  },
};
