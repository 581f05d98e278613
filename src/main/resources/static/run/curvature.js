import {get, isAbort} from "../api/client.js";
import {curves} from "../charts/curves.js";
import {letterOf} from "../job/spec.js";
import {h} from "../ui/dom.js";
import {measuresCurvature} from "./kinds.js";
import {alongSteps} from "./pointers.js";

/**
 * @import {CurvatureSeries} from "../api/contract.js"
 * @import {Curve} from "../charts/curves.js"
 * @import {Variant} from "./recorded.js"
 * @import {Selection} from "./selection.js"
 */

/**
 * The sharpness of the variants that measure it, beside the bound up to which descent is stable.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 * @param {Selection} selection
 * @param {AbortSignal} signal
 */
export function curvature(element, variants, selection, signal) {
  const fault = h("p", {class: "fault", role: "status", hidden: true});
  const plot = h("div");
  element.append(h("h2", {}, "Curvature"), plot, fault);
  const chart = curves(plot, plotOf([]), signal);
  chart.listen(alongSteps(selection));
  /** @type {(CurvatureSeries | null)[]} */
  const known = variants.map(() => null);
  const draw = () => {
    const lines = known.flatMap((series, k) => linesOf(series, k, variants.length > 1));
    chart.update(plotOf(lines));
    chart.point(selection.step);
  };
  selection.addEventListener("change", () => chart.point(selection.step), {signal});
  /** @param {number} i */
  const read = async (i) => {
    try {
      known[i] = await get(`${variants[i].run.path}/curvature`, {signal});
      fault.hidden = true;
      draw();
    } catch (error) {
      if (!isAbort(error)) {
        fault.hidden = false;
        fault.textContent = "The curvature could not be read.";
      }
    }
  };
  for (const [i, {run}] of variants.entries()) {
    if (measuresCurvature(run.job)) {
      run.addEventListener("records", () => read(i), {signal});
    }
  }
}

/** @param {Curve[]} lines */
function plotOf(lines) {
  const title =
    lines.length > 0
      ? "Largest eigenvalue of the Hessian, and the bound for stable descent"
      : "Nothing has been measured yet.";
  return {title, quantity: "sharpness λ", across: "step", curves: lines};
}

/**
 * @param {CurvatureSeries | null} series
 * @param {number} i which of the variants
 * @param {boolean} isOneOfMany
 * @returns {Curve[]}
 */
function linesOf(series, i, isOneOfMany) {
  if (!series || series.step.length === 0) {
    return [];
  }
  const prefix = isOneOfMany ? `${letterOf(i)} ` : "";
  const {step: x, sharpness, bound} = series;
  const measured = {name: `${prefix}sharpness`, look: i, x, y: sharpness};
  return bound.some((value) => value !== null)
    ? [measured, {name: `${prefix}bound`, look: i, dash: 1, faint: true, x, y: bound}]
    : [measured];
}
