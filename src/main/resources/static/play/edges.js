import {isNumber} from "../charts/format.js";

/**
 * @import {Edge} from "../lab/diagram.js"
 * @import {Stretch} from "./player.js"
 */

/** What is smaller than the largest by more decades is drawn thinnest. */
const DECADES = 3;

const THINNEST = 0.4;
const THICKEST = 4;
const FAINTEST = 0.18;

/** Of a weight that is negative, positive, or not told. */
const COLOURS = {negative: "var(--series-1)", positive: "var(--series-0)", unknown: "var(--muted)"};

/**
 * Shows what of δ passes back along each edge in the last step: log₁₀ |w·δ|, or δ alone where
 * weights are not told.
 *
 * @param {Edge[]} edges
 * @param {Stretch} stretch
 */
export function paintEdges(edges, stretch) {
  const sizes = edges.map((edge) => sizeOf(edge, stretch));
  const most = Math.max(...sizes);
  edges.forEach(({element, ...edge}, i) => {
    const share = Number.isFinite(most) ? Math.max(0, 1 + (sizes[i] - most) / DECADES) : 0;
    element.style.stroke = COLOURS[signOf(edge, stretch)];
    element.style.strokeWidth = String(THINNEST + share * (THICKEST - THINNEST));
    element.style.strokeOpacity = String(FAINTEST + share * (1 - FAINTEST));
  });
}

/** @param {Edge[]} edges */
export function clearEdges(edges) {
  for (const {element} of edges) {
    element.removeAttribute("style");
  }
}

/**
 * @param {Edge} edge
 * @param {Stretch} stretch
 */
function sizeOf({layer, from, to}, {lastStep, parameters}) {
  const delta = lastStep?.layers[layer - 1].unitDeltaLog10[to];
  const weight = parameters?.[layer - 1].weights[to][from] ?? 1;
  return isNumber(delta) && weight !== 0
    ? delta + Math.log10(Math.abs(weight))
    : Number.NEGATIVE_INFINITY;
}

/**
 * @param {Omit<Edge, "element">} edge
 * @param {Stretch} stretch
 */
function signOf({layer, from, to}, {parameters}) {
  const weight = parameters?.[layer - 1].weights[to][from];
  if (weight === undefined) {
    return "unknown";
  }
  return weight < 0 ? "negative" : "positive";
}
