import {equal, refused} from "../expect.js";
import {compact, expanded} from "./compact.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a value comes back": async () => {
    const value = {body: {layers: [{units: 8, repeat: 100}], name: "σ′ “quoted” 🎲"}, first: 1000};
    equal(await expanded(await compact(value)), value);
  },
  "the text needs no escapes in an address": async () => {
    const text = await compact(Array.from({length: 300}, (_, i) => Math.sin(i)));
    equal(encodeURIComponent(text), text);
  },
  "repetition costs little": async () => {
    const layers = Array.from({length: 500}, () => ({units: 30, activation: "sigmoid"}));
    equal((await compact(layers)).length < 300, true);
  },
  "damaged text is refused": () => refused(() => expanded("AAAA"), "Error"),
};
