import {h, freshId} from "../ui/dom.js";
import {number} from "../charts/format.js";
import {columnOf} from "../charts/heatmap.js";

const PLAY_MS = 60;

/** A slider over recorded steps, and a button that lets it run. */
export function stepper(selection, signal) {
  const id = freshId("step");
  const range = h("input", {id, type: "range", min: 0, max: 0, value: 0});
  const said = h("output", {for: id});
  const button = h("button", {type: "button", class: "no-print"}, "▶ Play");
  const element = h("div", {class: "stepper"}, [
    h("label", {for: id}, "Step"),
    range,
    button,
    said,
  ]);
  let steps = [];
  let live = false;
  let playing = 0;

  const shown = () => selection.step ?? (live ? steps.at(-1) : steps[0]);
  const stop = () => {
    clearInterval(playing);
    playing = 0;
    button.textContent = "▶ Play";
  };
  const play = () => {
    let at = Number(range.value) >= steps.length - 1 ? -1 : Number(range.value);
    button.textContent = "■ Stop";
    const stride = Math.max(1, Math.round(steps.length / 200));
    playing = setInterval(() => {
      at = Math.min(steps.length - 1, at + stride);
      selection.choose(steps[at]);
      at >= steps.length - 1 && stop();
    }, PLAY_MS);
  };
  range.addEventListener("input", () => {
    stop();
    selection.choose(steps[Number(range.value)]);
  });
  button.addEventListener("click", () => (playing ? stop() : play()));
  signal.addEventListener("abort", stop);

  return {
    element,
    /** Takes the recorded steps of all variants. While a run goes on and nobody chose a step, the newest is shown. */
    steps(traces, running) {
      steps = [...new Set(traces.flatMap((trace) => trace.step))].sort((a, b) => a - b);
      live ||= running;
      range.max = steps.length - 1;
    },
    /** The step to show. */
    step: shown,
    /** Tells what there is at the step, `looks` one for each variant or null. */
    say(looks) {
      const index = columnOf(steps, shown());
      if (Number(range.value) !== index) {
        range.value = index;
      }
      const told = looks.filter(Boolean);
      range.setAttribute("aria-valuetext", `step ${steps[index]}, epoch ${told[0]?.epoch}`);
      said.textContent = `${steps[index]} (epoch ${told[0]?.epoch}) · ${told.map(({name, loss, slope}) => `${told.length > 1 ? `${name}: ` : ""}loss ${number(loss)}${slope === null ? "" : `, ${number(slope, 3)} decades per layer`}`).join(" · ")}`;
    },
  };
}
