import {isNumber, number} from "../charts/format.js";
import {h} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {column, numberCell, numberColumn, row, tableOf} from "../ui/table.js";
import {cellTitle} from "./cells.js";

/**
 * @import {Cell, ExperimentComparison, Spread} from "../api/contract.js"
 * @import {Child} from "../ui/dom.js"
 */

/** What figures are called. @type {Record<string, string>} */
export const NAMES = {
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
 * All figures of all cells: mean ± deviation over seeds, and the ratio to the baseline. The head of a
 * column sorts by it.
 *
 * @param {ExperimentComparison} comparison
 * @param {Cell} baseline
 * @param {{order: string, sort: (order: string) => void}} sorting `order` is the name of a figure,
 *     behind a minus sign where the largest comes first, or nothing for the order of the grid
 */
export function figuresTable({cells, loss}, baseline, {order, sort}) {
  const shown = Object.keys(NAMES).filter((name) =>
    cells.some(({figures}) => isNumber(figures[name]?.mean)),
  );
  const heads = shown.map((name) => {
    const at = name === "epochsToLoss" && isNumber(loss) && ` ${number(loss, 3)}`;
    return sortedHead(name, [NAMES[name], at], order, sort);
  });
  const rows = sorted(cells, order).map((one) => cellRow(one, shown, one === baseline));
  const table = tableOf([column("cell"), numberColumn("runs"), heads], rows, {class: "figures"});
  return scrolling("Figures", table);
}

/**
 * Cells in an order; those without a number come last.
 *
 * @param {Cell[]} cells
 * @param {string} order
 */
export function sorted(cells, order) {
  if (order === "") {
    return cells;
  }
  const sign = order.startsWith("-") ? -1 : 1;
  const name = order.replace(/^-/, "");
  /** @param {Cell} cell */
  const key = ({figures}) => {
    const mean = figures[name]?.mean;
    return isNumber(mean) ? sign * mean : Number.POSITIVE_INFINITY;
  };
  return cells.toSorted((one, other) => {
    const [a, b] = [key(one), key(other)];
    return a === b ? 0 : a - b;
  });
}

/**
 * The head of a column that sorts by it: upwards, downwards, as it was.
 *
 * @param {string} name
 * @param {Child} text
 * @param {string} order
 * @param {(order: string) => void} sort
 */
function sortedHead(name, text, order, sort) {
  const states = ["", name, `-${name}`];
  const at = Math.max(0, states.indexOf(order));
  const onclick = () => sort(states[(at + 1) % states.length]);
  const head = numberColumn(
    h("button", {type: "button", class: "sort", name: `sort-${name}`, onclick}, [
      text,
      h("span", {"aria-hidden": "true"}, ["", " ↑", " ↓"][at]),
    ]),
  );
  head.setAttribute("aria-sort", ["none", "ascending", "descending"][at]);
  return head;
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

/**
 * What a cell has come to, in short.
 *
 * @param {Cell} cell
 */
export function resultOf(cell) {
  const {figures, runs, diverged, failed} = cell;
  const of = isNumber(figures.validationLoss?.mean) ? "validation" : "training";
  const loss = figures[`${of}Loss`]?.mean;
  const accuracy = figures[`${of}Accuracy`]?.mean;
  if (!isNumber(loss) && failed === runs) {
    return [diverged === runs ? "diverged" : endings(cell)];
  }
  return [
    isNumber(loss) ? `${of} loss ${number(loss, 3)}` : "no result yet",
    isNumber(accuracy) && `, ${of} accuracy ${number(100 * accuracy, 3)} %`,
  ];
}
