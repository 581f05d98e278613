import {h, freshId} from "../ui/dom.js";
import {get} from "../api/client.js";
import {formula} from "../ui/formula.js";
import {curves} from "../charts/curves.js";
import {inWords} from "../diagnosis/rules.js";
import {letterOf} from "./spec.js";

const FIRST_SHOWN = "updateRatio";
/** Karpathy's rule of thumb. */
const GUIDES = {updateRatio: {name: "10⁻³", value: 1e-3}};
const SPANS_DECADES = /Norm$|MeanAbs$|Ratio$|Diversity$/;
const MOST_LAYERS = 7;

/**
 * Any recorded metric of a few layers over steps.
 *
 * @param {HTMLElement} element
 * @param {{run: Recorded, name: string}[]} variants
 * @param {Choices} choices remembers metric and layers
 * @param {Selection} selection
 * @param {AbortSignal} signal
 */
export async function metrics(element, variants, choices, selection, signal) {
  const depths = variants.map(({run}) => run.job.spec.network.layers.length);
  const depth = Math.max(...depths);
  const {metrics: known} = await get("/v1/catalogue", {signal});
  const [choice, text] = [freshId("metric"), freshId("layers")];
  const select = h(
    "select",
    {id: choice},
    known.map(({name}) => h("option", {value: name}, inWords(name))),
  );
  select.value = known.some(({name}) => name === choices.get("metric"))
    ? choices.get("metric")
    : FIRST_SHOWN;
  const fault = h("p", {class: "fault", id: freshId("fault")});
  const layers = h("input", {
    id: text,
    size: 14,
    inputmode: "numeric",
    "aria-describedby": fault.id,
    value: choices.get("layers") ?? spread(depths).join(", "),
  });
  const meaning = h("p", {class: "muted meaning"});
  element.append(
    h("h2", {}, "Layer metrics"),
    h("div", {class: "row no-print"}, [
      h("div", {}, [h("label", {for: choice}, "Metric"), h("br"), select]),
      h("div", {}, [
        h(
          "label",
          {for: text},
          depth > 1 ? `Layers of 1…${depth}, at most ${MOST_LAYERS}` : "Layer",
        ),
        h("br"),
        layers,
      ]),
    ]),
    fault,
    meaning,
  );
  const plot = curves(element, {title: "", quantity: "", across: "step", curves: []}, signal);
  plot.figure.hidden = true;
  let shown = null;
  let asked = new AbortController();

  const draw = () => shown && plot.update({...shown, at: selection.step});
  const read = async () => {
    const wanted = layersOf(layers.value, depth);
    fault.textContent = wanted
      ? ""
      : `Write up to ${MOST_LAYERS} numbers from 1 to ${depth}, separated by commas.`;
    layers.setAttribute("aria-invalid", String(!wanted));
    if (!wanted) {
      return;
    }
    asked.abort();
    asked = new AbortController();
    const metric = known.find(({name}) => name === select.value);
    meaning.replaceChildren(formula(metric.formula), ` ${metric.meaning}`);
    try {
      const traces = await Promise.all(
        variants.map(({run}) =>
          run.metric(
            metric.name,
            wanted.filter((l) => l <= run.job.spec.network.layers.length),
            AbortSignal.any([signal, asked.signal]),
          ),
        ),
      );
      shown = described(metric, traces, variants);
      plot.figure.hidden = traces.every(({step}) => step.length === 0);
      draw();
    } catch (error) {
      if (error.name !== "AbortError") {
        fault.textContent = error.message;
      }
    }
  };
  select.addEventListener("change", () => {
    choices.set("metric", select.value === FIRST_SHOWN ? null : select.value);
    read();
  });
  layers.addEventListener("change", () => {
    choices.set("layers", layers.value);
    read();
  });
  selection.addEventListener("change", draw, {signal});
  variants.forEach(({run}) => run.addEventListener("records", read, {signal}));
  variants.some(({run}) => run.trace) && read();
}

/** One colour and marker for each layer, one dash for each variant. */
function described({name}, traces, variants) {
  const several = variants.length > 1;
  const numbers = [
    ...new Set(traces.flatMap((trace) => trace.layers.map(({layer}) => layer))),
  ].sort((a, b) => a - b);
  const log = SPANS_DECADES.test(name);
  const isZero = (y) => log && y.includes(0) && !y.some((value) => value > 0);
  const lines = traces.flatMap((trace, i) =>
    trace.layers.map(({layer, metrics}) => ({
      name: `${several ? `${letterOf(i)} ` : ""}layer ${layer}${isZero(metrics[name]) ? " (zero)" : ""}`,
      look: numbers.indexOf(layer),
      dash: i,
      x: trace.step,
      y: metrics[name],
    })),
  );
  const measured = lines.some(({y}) => y.some((value) => value !== null));
  return {
    title: `${inWords(name)}${measured ? "" : ": has no value here"}${several ? `: ${variants.map((variant) => variant.name).join("; ")}` : ""}`,
    quantity: inWords(name),
    across: "step",
    log,
    curves: lines,
    guide: GUIDES[name],
  };
}

/** The first, the middle and the last layer of each depth. */
function spread(depths) {
  return [...new Set(depths.flatMap((depth) => [1, Math.ceil(depth / 2), depth]))]
    .sort((a, b) => a - b)
    .slice(-MOST_LAYERS);
}

function layersOf(text, depth) {
  const numbers = [
    ...new Set(
      text
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(Number),
    ),
  ];
  return numbers.length > 0 &&
    numbers.length <= MOST_LAYERS &&
    numbers.every((l) => Number.isInteger(l) && l >= 1 && l <= depth)
    ? numbers
    : null;
}
