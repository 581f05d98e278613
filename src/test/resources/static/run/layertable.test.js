import {equal} from "../expect.js";
import {columnsOf, csvOf} from "./layertable.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a row for each layer, a column for each metric, empty where nothing was measured": () => {
    const trace = /** @type {any} */ ({
      layers: [
        {layer: 1, metrics: {deltaNorm: [1e-12], deadFraction: [null]}},
        {layer: 2, metrics: {deltaNorm: [0.5], deadFraction: [0]}},
      ],
    });
    const columns = columnsOf(trace);
    equal(csvOf(columns, [1, 0]), "layer,deltaNorm,deadFraction\r\n2,0.5,0\r\n1,1e-12,\r\n");
  },
};
