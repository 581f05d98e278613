import {equal} from "../expect.js";
import {look} from "./chart.js";
import {markerOf} from "./markers.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "colour and marker together are each series' own, up to as many as there are pairs": () => {
    const looks = Array.from({length: 49}, (_, i) => `${look(i).color} ${look(i).symbol}`);
    equal(new Set(looks).size, 49);
  },
  "so are colour and letter, of which legends consist": () => {
    const looks = Array.from({length: 49}, (_, i) => `${look(i).color} ${markerOf(i).glyph}`);
    equal(new Set(looks).size, 49);
  },
};
