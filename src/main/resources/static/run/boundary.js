import {h} from "../ui/dom.js";
import {post} from "../api/client.js";
import {boundaryMap} from "../charts/boundarymap.js";

const GRID = 100;
/** More would only cover each other. */
const MOST_SAMPLES = 1000;
/** A run that goes on is asked for its predictions this rarely. */
const PAUSE_MS = 3000;

/** What each variant answers all over the plane, and the samples it learns from. */
export function boundary(element, variants, signal) {
  const maps = h("div", {class: "columns"});
  element.append(
    h("h2", {}, "Decision boundary"),
    h(
      "p",
      {class: "muted"},
      "Axes are the two inputs as the dataset has them; the service applies the job's scaling before the network sees them. Points are all samples, training and validation.",
    ),
    maps,
  );
  variants.forEach((variant) => one(maps, variant, variants.length > 1, signal));
}

function one(element, {run, name}, named, signal) {
  const map = boundaryMap(element, signal);
  let samples = null;
  let asking = false;
  let last = -Infinity;
  const draw = async () => {
    if (asking || (!run.finished && performance.now() - last < PAUSE_MS)) {
      return;
    }
    if (!(run.job.progress.step > 0)) {
      map.say(
        run.finished
          ? "The job ended before its network was trained."
          : "The network is not being trained yet.",
      );
      return;
    }
    asking = true;
    const final = run.finished;
    try {
      samples ??= await samplesOf(run.job.spec.dataset, signal);
      if (!samples) {
        map.say(
          "The rows came with the request and cannot be read back, so that nobody knows where to draw.",
        );
        return;
      }
      map.update({
        title: named ? name : "",
        ...samples,
        ...(await answers(run, samples.inputs, signal)),
      });
    } catch (error) {
      error.name !== "AbortError" && map.say(error.message);
    } finally {
      asking = false;
      last = performance.now();
    }
    run.finished && !final && draw();
  };
  run.addEventListener("records", draw, {signal});
}

/** Samples as they are before scaling; null if they came with the request and are not given back. */
function samplesOf({samples, ...given}, signal) {
  return Object.keys(given).length === 0
    ? null
    : post(`/v1/datasets/preview?limit=${MOST_SAMPLES}`, given, {signal});
}

/** The outputs on a grid around the samples, and at them. */
async function answers(run, inputs, signal) {
  const frame = [0, 1].map((k) => framed(inputs.map((row) => row[k])));
  const place = ([low, high], i) => low + ((high - low) * (i + 0.5)) / GRID;
  const grid = Array.from({length: GRID * GRID}, (_, i) => [
    place(frame[0], i % GRID),
    place(frame[1], Math.floor(i / GRID)),
  ]);
  const {outputs, labels} = await post(
    `${run.path}/predictions`,
    {inputs: [...grid, ...inputs]},
    {signal},
  );
  return {
    frame,
    grid: GRID,
    outputs: outputs.slice(0, grid.length),
    answers: labels?.slice(grid.length),
  };
}

function framed(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rim = 0.1 * (high - low || 1);
  return [low - rim, high + rim];
}
