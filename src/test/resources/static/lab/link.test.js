import {equal, refused} from "../expect.js";
import {Design} from "./design.js";
import {isVariant, stateIn} from "./link.js";

/** @param {object} [members] */
const body = (members) => ({
  network: {inputs: 2, layers: [{units: 1, activation: "sigmoid"}]},
  cost: "quadratic",
  optimizer: {name: "sgd"},
  ...members,
});

/** @param {object} network */
const bodyOn = (network) => body({network: {inputs: 2, layers: [], ...network}});

/** @param {string} path */
const patchOf = (path) => ({kind: "patch", title: "t", value: [{op: "add", path, value: 1}]});

const layer = {units: 1, activation: "relu"};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "what the form writes, it reads": () => {
    const {state} = new Design();
    equal(stateIn({preset: "xor", ...state}), {preset: "xor", ...state});
    const variant = patchOf("/network/layers/0/units");
    equal(stateIn({body: body(), variant, first: "many"}).variant, variant);
    equal(stateIn({body: body()}).variant, null);
  },
  "numbers may be what somebody has typed, or left out": () => {
    const typed = bodyOn({inputs: "two", layers: [{activation: "relu", units: "1e"}]});
    equal(stateIn({body: typed}).body, typed);
    equal(stateIn({body: body({dataset: "[[1, 2"})}).body?.dataset, "[[1, 2");
  },
  "what the form cannot show is refused by its member": async () => {
    const bodies = [
      undefined,
      null,
      [],
      {},
      body({optimizer: "adam"}),
      body({cost: {name: "quadratic"}}),
      body({dataset: {id: ["x"]}}),
      body({name: "n".repeat(2000)}),
      bodyOn({}),
      bodyOn({layers: {length: 1}}),
      bodyOn({layers: [null]}),
      bodyOn({layers: [{...layer, units: [1]}]}),
      bodyOn({layers: [{...layer, weightInitializer: "he"}]}),
      bodyOn({layers: Array.from({length: 1001}, () => layer)}),
    ];
    for (const each of bodies) {
      await refused(() => stateIn({body: each}), "Its body cannot be shown");
    }
    await refused(() => stateIn({body: body(), first: {}}), "Its first cannot be shown");
    await refused(() => stateIn({body: body(), preset: 1}), "Its preset cannot be shown");
    await refused(() => stateIn({body: body(), variant: "x"}), "Its variant cannot be shown");
  },
  "nothing is called like what everything inherits, however deep": async () => {
    for (const name of ["__proto__", "constructor", "prototype"]) {
      const hostile = JSON.parse(`{"a": [{"${name}": {"method": "DELETE"}}]}`);
      await refused(() => stateIn({body: body(hostile)}), "no state of the Lab");
      await refused(() => stateIn({body: body(), first: 1, ...hostile}), "no state of the Lab");
    }
  },
  "nothing is nested without end": async () => {
    const text = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    await refused(() => stateIn({body: body({parameters: JSON.parse(text)})}), "no state");
  },
  "what a link says besides is left out": () => {
    equal(Object.keys(stateIn({body: body(), method: "DELETE"})), [
      "preset",
      "body",
      "variant",
      "first",
    ]);
  },
  "a variant is one of the kinds": () => {
    equal(isVariant({kind: "cost", value: "hinge"}), true);
    equal(isVariant({kind: "optimizer", value: {name: "adam", beta1: 0.9}}), true);
    equal(isVariant({kind: "toString", value: "x"}), false);
    equal(isVariant({kind: "__proto__", value: "x"}), false);
    equal(isVariant({kind: "cost", value: {}}), false);
    equal(isVariant({kind: "optimizer", value: "adam"}), false);
  },
  "a patch stays within the body": () => {
    equal(isVariant(patchOf("/cost")), true);
    equal(isVariant(patchOf("/__proto__/method")), false);
    equal(isVariant(patchOf("/a/constructor/prototype/x")), false);
    equal(isVariant({...patchOf("/cost"), value: [{op: "move", path: "/cost"}]}), false);
    equal(isVariant({...patchOf("/cost"), value: {length: 1}}), false);
    equal(isVariant({...patchOf("/cost"), title: undefined}), false);
  },
};
