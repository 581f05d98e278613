import {equal, refused} from "../expect.js";
import {currentRoute} from "../route.js";
import {addressOfBody, designAt, followDesign, isUntouched, variantIn} from "./address.js";

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

/** Lets what is compacted first wait until it is released. */
function slowedFirst() {
  const Usual = globalThis.CompressionStream;
  /** @type {() => void} */
  let release = () => undefined;
  /** @type {Promise<void>} */
  const released = new Promise((resolve) => {
    release = resolve;
  });
  /** @param {CompressionFormat} format */
  function Slowed(format) {
    globalThis.CompressionStream = Usual;
    const {writable, readable} = new Usual(format);
    const late = new TransformStream({
      async transform(chunk, controller) {
        await released;
        controller.enqueue(chunk);
      },
    });
    return {writable, readable: readable.pipeThrough(late)};
  }
  globalThis.CompressionStream = /** @type {typeof Usual} */ (/** @type {unknown} */ (Slowed));
  return release;
}

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
  "an address that took longer does not replace a later one": async () => {
    const before = location.href;
    const {design} = await at("");
    const write = followDesign(design, undefined, new AbortController().signal);
    const release = slowedFirst();
    design.set("/epochs", 5);
    const first = write();
    design.set("/epochs", 7);
    await write();
    release();
    await first;
    const {query} = currentRoute();
    history.replaceState(null, "", before);
    equal((await designAt(query, [])).design.body.epochs, 7);
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
