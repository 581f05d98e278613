import {h} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {number} from "../charts/format.js";
import {cellTitle} from "./cells.js";

const NAMES = {
  trainingLoss: "training loss",
  trainingAccuracy: "training accuracy",
  validationLoss: "validation loss",
  validationAccuracy: "validation accuracy",
  epochsToLoss: "epochs to the loss",
  firstSlopePerLayer: "decades per layer, first step",
  lastSlopePerLayer: "decades per layer, last step",
  firstCostGradientLog10: "log₁₀‖∂C/∂aᴸ‖, first step",
  lastCostGradientLog10: "log₁₀‖∂C/∂aᴸ‖, last step",
};

/** All figures of all cells: mean ± deviation over seeds, and the ratio to the baseline. */
export function figuresTable({cells, loss}, baseline) {
  const shown = Object.keys(NAMES).filter((name) =>
    cells.some(({figures}) => figures[name] && figures[name].mean !== null),
  );
  return scrolling(
    "Figures",
    h("table", {class: "figures"}, [
      h("thead", {}, [
        h("tr", {}, [
          h("th", {scope: "col"}, "cell"),
          h("th", {scope: "col", class: "number"}, "runs"),
          shown.map((name) =>
            h("th", {scope: "col", class: "number"}, [
              NAMES[name],
              name === "epochsToLoss" && loss !== null ? ` ${number(loss, 3)}` : "",
            ]),
          ),
        ]),
      ]),
      h(
        "tbody",
        {},
        cells.map((cell) =>
          h("tr", {class: cell === baseline ? "baseline" : ""}, [
            h("th", {scope: "row"}, [cellTitle(cell), cell === baseline ? " (baseline)" : ""]),
            h("td", {class: "number"}, [
              `${cell.succeeded} of ${cell.runs}`,
              cell.diverged > 0 && `, ${cell.diverged} diverged`,
              cell.failed > cell.diverged && `, ${cell.failed - cell.diverged} failed`,
            ]),
            shown.map((name) => measure(cell.figures[name], cell === baseline)),
          ]),
        ),
      ),
    ]),
  );
}

function measure({mean, sd, ratio} = {mean: null}, isBaseline) {
  const spread = sd !== null && sd !== undefined && `± ${number(sd, 2)}`;
  const share = !isBaseline && ratio !== null && ratio !== undefined && `× ${number(ratio, 3)}`;
  return h("td", {class: "number"}, [
    number(mean),
    (spread || share) && h("small", {class: "muted"}, [spread, share].filter(Boolean).join(", ")),
  ]);
}
