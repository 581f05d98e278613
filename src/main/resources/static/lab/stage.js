import {messageOf, Problem} from "../api/client.js";
import {whenDue} from "../charts/canvas.js";
import {number} from "../charts/format.js";
import {clearEdges, paintEdges} from "../play/edges.js";
import {lossesOf} from "../play/losses.js";
import {paintPlane} from "../play/plane.js";
import {Player, SPEEDS} from "../play/player.js";
import {pictureOf, rangeOf} from "../play/responses.js";
import {announce, fill, freshId, h, svg} from "../ui/dom.js";
import {columnsOf, parametersOf} from "./columns.js";
import {diagramOf} from "./diagram.js";
import {selectOf} from "./fields.js";
import {Places} from "./places.js";

/**
 * @import {Range} from "../charts/plane.js"
 * @import {Stretch} from "../play/player.js"
 * @import {Design} from "./design.js"
 * @import {Drawing} from "./diagram.js"
 */

/** Weights are asked for where there are no more. */
const MOST_PARAMETERS = 5000;

/** What says nothing of the training, and what a training can go on with when it is changed. */
const BESIDE = /^\/(?:first|variant|name|trace|notes|tags)/;
const ON_THE_WAY = /^\/(?:optimizer\/(?!name)|l1|l2|maxNorm|gradientClip)/;

const LEGEND =
  "Edges: what of δ passes back along them, |w·δ|, in the last step: thick and dark is most, " +
  "within three decades; blue where w > 0, orange where w < 0.";
const OF_UNITS = " Units: their answers over the plane, orange low, blue high.";

/** The network as it is drawn, and as it learns on the spot. */
export class Stage {
  #design;
  #signal;
  #player;
  #places = new Places();
  #isDue = false;

  /** @type {Drawing} */
  #drawing;
  #diagram = h("div", {class: "diagram", tabindex: "0", role: "group", "aria-label": "Drawing"});
  #plane = h("canvas", {class: "answers", role: "img"});
  #answers = h("figure", {hidden: true}, [
    this.#plane,
    h("figcaption", {class: "muted"}, "The answer over both inputs"),
  ]);
  #losses = h("div", {class: "losses"});
  #said = h("p", {class: "standing"});
  #fault = h("p", {class: "fault", hidden: true, role: "alert"});
  #legend = h("p", {class: "muted", hidden: true}, LEGEND);
  #play = h("button", {type: "button", class: "primary play"}, "▶ Play");

  element = h("section", {class: "card stage", "aria-labelledby": "stage"});

  /**
   * @param {Design} design
   * @param {AbortSignal} signal
   */
  constructor(design, signal) {
    this.#design = design;
    this.#signal = signal;
    this.#drawing = diagramOf(design.body.network);
    this.#player = new Player(
      () => design.body,
      () => this.#wish(),
      signal,
    );
    this.#player.addEventListener("changed", () => this.#soon());
    this.#player.addEventListener("failed", (event) => {
      this.#refused(/** @type {CustomEvent<unknown>} */ (event).detail);
    });
    whenDue(this.#plane, () => this.#showResponses(this.#player.stretch), signal);
    design.onChange((pointer) => this.#hear(pointer), signal);
    this.#play.addEventListener("click", () => this.#toggle());
    fill(this.element, [
      h("h2", {id: "stage"}, "The network"),
      this.#controls(),
      this.#said,
      this.#fault,
      h("div", {class: "stage-pictures"}, [this.#diagram, this.#answers]),
      this.#legend,
      this.#losses,
    ]);
    this.#draw();
    this.#show();
  }

  #controls() {
    const speed = selectOf(SPEEDS, this.#player.speed);
    speed.id = freshId("speed");
    speed.addEventListener("change", () => {
      this.#player.speed = speed.value;
    });
    return h("div", {class: "row no-print", role: "group", "aria-label": "Learning on the spot"}, [
      this.#play,
      this.#button("One step", () => this.#player.step()),
      this.#button("One epoch", () => this.#player.epoch()),
      this.#button("Start over", () => this.#player.reset()),
      h("div", {class: "speed"}, [h("label", {for: speed.id}, "speed"), speed]),
    ]);
  }

  /**
   * @param {string} text
   * @param {() => Promise<void>} act
   */
  #button(text, act) {
    const onclick = () => this.#begin(act);
    return h("button", {type: "button", onclick}, text);
  }

  #toggle() {
    if (this.#player.mode === "playing") {
      this.#player.pause();
      announce("Paused.");
    } else {
      this.#begin(() => this.#player.play());
    }
  }

  /** @param {() => Promise<void>} act */
  async #begin(act) {
    const {network, dataset} = this.#design.body;
    this.#fault.hidden = true;
    if (dataset === undefined) {
      this.#refused(new Error("There are no data to learn from."));
      return;
    }
    try {
      await this.#places.find(dataset, network.inputs, this.#signal);
      await act();
    } catch (error) {
      this.#refused(error);
    }
  }

  #wish() {
    const {network} = this.#design.body;
    const {grid} = this.#places;
    return {
      ...(grid && network.inputs === 2 && {probe: grid}),
      ...(parametersOf(network) <= MOST_PARAMETERS && {include: ["parameters"]}),
    };
  }

  /** @param {string} pointer of what was changed */
  #hear(pointer) {
    if (!(BESIDE.test(pointer) || ON_THE_WAY.test(pointer))) {
      this.#fault.hidden = true;
      this.#player.forget();
    }
    if (pointer.startsWith("/network")) {
      this.#draw();
    }
  }

  #draw() {
    this.#drawing = diagramOf(this.#design.body.network);
    fill(this.#diagram, this.#drawing.element);
  }

  /** @param {unknown} error */
  #refused(error) {
    if (!this.#signal.aborted) {
      const faults = error instanceof Problem ? error.faults : [];
      const words = faults.map(({pointer, detail}) => `${pointer} ${detail}`);
      this.#fault.textContent = words.length > 0 ? words.join("; ") : messageOf(error);
      this.#fault.hidden = false;
    }
  }

  /** What came in before the next picture is shown together. */
  #soon() {
    if (!this.#isDue) {
      this.#isDue = true;
      requestAnimationFrame(() => {
        this.#isDue = false;
        this.#show();
      });
    }
  }

  #show() {
    const {stretch, mode, ends} = this.#player;
    const isPlaying = mode === "playing";
    this.#play.textContent = isPlaying ? "❚❚ Pause" : "▶ Play";
    this.element.dataset.mode = mode;
    fill(this.#said, standing(this.#player));
    this.#legend.hidden = !stretch?.lastStep;
    this.#legend.textContent = LEGEND + (this.#places.grid ? OF_UNITS : "");
    fill(this.#losses, ends.length > 1 && stretch ? lossesOf(ends, stretch.epochs) : null);
    if (stretch?.lastStep) {
      paintEdges(this.#drawing.edges, stretch);
    } else {
      clearEdges(this.#drawing.edges);
    }
    this.#showResponses(stretch);
    if (stretch?.stopReason) {
      announce(this.#said.textContent ?? "");
    }
  }

  /** @param {Stretch | null} stretch */
  #showResponses(stretch) {
    const {sight, frame, grid} = this.#places;
    const activations = stretch?.activations;
    this.#answers.hidden = !activations;
    if (!(activations && sight && frame && grid)) {
      for (const {element} of this.#drawing.marks) {
        element.querySelector("image")?.remove();
      }
      return;
    }
    const named = activationsOf(this.#design);
    /** @type {Range[]} */
    const ranges = activations.map((values, i) => rangeOf(named[i], values));
    for (const {element, layer, unit, x, y} of this.#drawing.marks) {
      const href =
        layer === 0
          ? pictureOf((i) => grid[i][unit], frame[unit])
          : pictureOf((i) => activations[layer - 1][i][unit], ranges[layer - 1]);
      const image = element.querySelector("image") ?? imageAt(x, y, element);
      image.setAttribute("href", href);
    }
    const outputs = /** @type {number[][]} */ (activations.at(-1));
    const end = this.#player.ends.at(-1);
    this.#plane.setAttribute(
      "aria-label",
      `The network’s answer over both inputs, and ${sight.inputs.length} samples. ${accuracyIn(end)}`,
    );
    paintPlane(this.#plane, {sight, frame, outputs, activation: named.at(-1) ?? ""});
  }
}

/**
 * @param {number} x
 * @param {number} y
 * @param {SVGGElement} mark
 */
function imageAt(x, y, mark) {
  const place = {x: x - 10, y: y - 10, width: 20, height: 20, preserveAspectRatio: "none"};
  const image = svg("image", {...place, "aria-hidden": "true"});
  mark.append(image);
  return image;
}

/**
 * The activation of each layer, those of blocks and repeated ones too.
 *
 * @param {Design} design
 */
function activationsOf({body: {network}}) {
  return columnsOf(network)
    .slice(1)
    .flatMap((column) =>
      "units" in column
        ? Array.from({length: column.last - column.first + 1}, () => column.label)
        : [],
    );
}

/**
 * How far it has come, in words; the epoch is that of the last step.
 *
 * @param {Pick<Player, "stretch" | "ends" | "hasEnded">} player
 */
export function standing({stretch, ends, hasEnded}) {
  if (!stretch) {
    return "Watch it learn, step by step: nothing is kept. “Run” keeps what comes of it.";
  }
  const {step, steps, stepsPerEpoch, epochs, loss, stopReason} = stretch;
  const last = ends.at(-1);
  return [
    hasEnded ? `Ended (${stopReason?.replaceAll("_", " ")})` : "",
    `step ${step} of ${steps}`,
    `epoch ${Math.ceil(step / stepsPerEpoch)} of ${epochs}`,
    loss.length > 0 ? `loss ${number(loss.at(-1), 3)}` : `loss ${number(last?.trainingLoss, 3)}`,
    accuracyIn(last),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** @param {import("../play/player.js").EpochEnd | undefined} end */
function accuracyIn(end) {
  const share = end?.validationAccuracy ?? end?.trainingAccuracy;
  const of = end?.validationAccuracy === undefined ? "training" : "validation";
  return share === undefined ? "" : `${of} accuracy ${(100 * share).toFixed(1)} %`;
}
