import {equal, refused} from "../expect.js";
import {compact, expanded} from "./compact.js";

/** @param {unknown} value that is short enough */
const written = async (value) => (await compact(value)) ?? "";

/**
 * What `compact` would write of a text, had it no bound.
 *
 * @param {string} text
 */
async function deflated(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a value comes back": async () => {
    const value = {body: {layers: [{units: 8, repeat: 100}], name: "σ′ “quoted” 🎲"}, first: 1000};
    equal(await expanded(await written(value)), value);
  },
  "the text needs no escapes in an address": async () => {
    const text = await written(Array.from({length: 300}, (_, i) => Math.sin(i)));
    equal(encodeURIComponent(text), text);
  },
  "repetition costs little": async () => {
    const layers = Array.from({length: 500}, () => ({units: 30, activation: "sigmoid"}));
    equal((await written(layers)).length < 300, true);
  },
  "damaged text is refused": () => refused(() => expanded("AAAA"), "Error"),
  "what is too long for an address is not written": async () => {
    equal(await compact(Array.from({length: 20_000}, (_, i) => Math.sin(i))), undefined);
    equal(await compact("x".repeat(2_000_000)), undefined);
  },
  "and not read": () => refused(() => expanded("A".repeat(60_000)), "at most 50000 characters"),
  "a short text that stands for a long one is not unpacked": async () => {
    const bomb = await deflated(JSON.stringify("x".repeat(20_000_000)));
    equal(bomb.length < 50_000, true);
    await refused(() => expanded(bomb), "at most 1000000 bytes");
  },
};
