import {number} from "../charts/format.js";
import {columnOf} from "../charts/heatmap.js";
import {freshId, h} from "../ui/dom.js";

/**
 * @import {GradientTrace} from "../api/contract.js"
 * @import {Moment} from "./moment.js"
 * @import {Selection} from "./selection.js"
 */

const PLAY_MS = 60;

/** Steps shown while it plays, at most. */
const FRAMES = 200;

/** A slider over recorded steps, and a button that lets it run. */
export class Stepper {
  #selection;
  #range = h("input", {id: freshId("step"), type: "range", min: 0, max: 0, value: 0});
  #said = h("output", {for: this.#range.id});
  #button = h("button", {type: "button", class: "no-print"}, "▶ Play");

  /** @type {number[]} */
  #steps = [];

  /** Whether the newest step is shown while none is chosen: from when a run was seen running. */
  #live = false;

  #playing = 0;

  element = h("div", {class: "stepper"}, [
    h("label", {for: this.#range.id}, "Step"),
    this.#range,
    this.#button,
    this.#said,
  ]);

  /**
   * @param {Selection} selection
   * @param {AbortSignal} signal
   */
  constructor(selection, signal) {
    this.#selection = selection;
    this.#range.addEventListener("input", () => {
      this.#stop();
      selection.choose(this.#steps[Number(this.#range.value)]);
    });
    this.#button.addEventListener("click", () => {
      if (this.#playing) {
        this.#stop();
      } else {
        this.#play();
      }
    });
    signal.addEventListener("abort", () => this.#stop());
  }

  /** The step to show. */
  get step() {
    const [shown] = this.#live ? this.#steps.slice(-1) : this.#steps;
    return this.#selection.step ?? shown;
  }

  /**
   * Takes the recorded steps of all variants.
   *
   * @param {GradientTrace[]} traces
   * @param {boolean} isRunning
   */
  take(traces, isRunning) {
    this.#steps = [...new Set(traces.flatMap((trace) => trace.step))].sort((a, b) => a - b);
    this.#live ||= isRunning;
    this.#range.max = String(this.#steps.length - 1);
  }

  /**
   * Tells what there is at the step.
   *
   * @param {Moment[]} moments
   */
  say(moments) {
    const index = columnOf(this.#steps, this.step);
    if (Number(this.#range.value) !== index) {
      this.#range.value = String(index);
    }
    const at = this.#steps[index];
    const epoch = moments[0]?.epoch;
    const during = typeof epoch === "number" ? `epoch ${epoch}` : "";
    this.#range.setAttribute("aria-valuetext", `step ${at}${during ? `, ${during}` : ""}`);
    const told = moments.map(
      (moment) => `${moments.length > 1 ? `${moment.name}: ` : ""}${figuresOf(moment)}`,
    );
    this.#said.textContent = `${at}${during ? ` (${during})` : ""} · ${told.join(" · ")}`;
  }

  #play() {
    const last = this.#steps.length - 1;
    const stride = Math.max(1, Math.round(this.#steps.length / FRAMES));
    let at = Number(this.#range.value) >= last ? -1 : Number(this.#range.value);
    this.#button.textContent = "■ Stop";
    this.#playing = setInterval(() => {
      at = Math.min(last, at + stride);
      this.#selection.choose(this.#steps[at]);
      if (at >= last) {
        this.#stop();
      }
    }, PLAY_MS);
  }

  #stop() {
    clearInterval(this.#playing);
    this.#playing = 0;
    this.#button.textContent = "▶ Play";
  }
}

/** @param {Moment} moment */
function figuresOf({loss, slope}) {
  return `loss ${number(loss)}${slope === null ? "" : `, ${number(slope, 3)} decades per layer`}`;
}
