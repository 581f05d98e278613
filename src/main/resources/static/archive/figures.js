import {isNumber, number} from "../charts/format.js";
import {h} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {column, numberCell, numberColumn, row, tableOf} from "../ui/table.js";
import {cellTitle} from "./cells.js";

/** @import {Cell, ExperimentComparison, Spread} from "../api/contract.js" */

/** @type {Record<string, string>} */
const NAMES = {
  trainingLoss: "training loss",
  trainingAccuracy: "training accuracy",
  validationLoss: "validation loss",
  validationAccuracy: "validation accuracy",
  epochsToLoss: "epochs to the loss",
  firstSlopePerLayer: "decades per layer, first step",
  lastSlopePerLayer: "decades per layer, last step",
  slopePerLayerForecast: "decades per layer, forecast",
  firstCostGradientLog10: "log₁₀‖∂C/∂aᴸ‖, first step",
  lastCostGradientLog10: "log₁₀‖∂C/∂aᴸ‖, last step",
};

/**
 * All figures of all cells: mean ± deviation over seeds, and the ratio to the baseline.
 *
 * @param {ExperimentComparison} comparison
 * @param {Cell} baseline
 */
export function figuresTable({cells, loss}, baseline) {
  const shown = Object.keys(NAMES).filter((name) =>
    cells.some(({figures}) => isNumber(figures[name]?.mean)),
  );
  const heads = shown.map((name) =>
    numberColumn([NAMES[name], name === "epochsToLoss" && isNumber(loss) && ` ${number(loss, 3)}`]),
  );
  const rows = cells.map((one) => cellRow(one, shown, one === baseline));
  const table = tableOf([column("cell"), numberColumn("runs"), heads], rows, {class: "figures"});
  return scrolling("Figures", table);
}

/**
 * @param {Cell} cell
 * @param {string[]} shown figures
 * @param {boolean} isBaseline
 */
function cellRow(cell, shown, isBaseline) {
  const cells = [
    h("th", {scope: "row"}, [cellTitle(cell), isBaseline && " (baseline)"]),
    numberCell(endings(cell)),
    shown.map((name) => measure(cell.figures[name], isBaseline)),
  ];
  return row(cells, {class: isBaseline ? "baseline" : ""});
}

/** @param {Cell} cell */
function endings({succeeded, runs, diverged, failed}) {
  return [
    `${succeeded} of ${runs}`,
    diverged > 0 && `, ${diverged} diverged`,
    failed > diverged && `, ${failed - diverged} failed`,
  ];
}

/**
 * @param {Spread | undefined} figure
 * @param {boolean} isBaseline
 */
function measure(figure, isBaseline) {
  const {mean, sd, ratio} = figure ?? {mean: null};
  const details = [
    isNumber(sd) && `± ${number(sd, 2)}`,
    !isBaseline && isNumber(ratio) && `× ${number(ratio, 3)}`,
  ].filter(Boolean);
  return numberCell([
    number(mean),
    details.length > 0 && h("small", {class: "muted"}, details.join(", ")),
  ]);
}
