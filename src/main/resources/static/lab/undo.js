import {h} from "../ui/dom.js";

/**
 * @import {Design, State} from "./design.js"
 */

const MOST = 100;

/** Changes of one member within so long are one. */
const TOGETHER_MS = 800;

/** What the Lab's design was, to go back to and forth again, by buttons and keys. */
export class UndoHistory {
  #design;
  #restored;

  /** @type {State[]} */
  #states;
  #at = 0;
  #last = {pointer: "", time: Number.NEGATIVE_INFINITY};
  #isMoving = false;
  #undo = moveButton("↶", "Undo (Ctrl+Z)", () => this.#move(-1));
  #redo = moveButton("↷", "Redo (Ctrl+Shift+Z)", () => this.#move(1));

  buttons = h("div", {class: "row", role: "group", "aria-label": "History"}, [
    this.#undo,
    this.#redo,
  ]);

  /**
   * @param {Design} design
   * @param {() => void} restored is called when the design has gone back or forth
   * @param {AbortSignal} signal
   */
  constructor(design, restored, signal) {
    this.#design = design;
    this.#restored = restored;
    this.#states = [design.copy()];
    design.onChange((pointer) => this.#note(pointer), signal);
    addEventListener("keydown", (event) => this.#press(event), {signal});
    this.#tell();
  }

  /** @param {string} pointer */
  #note(pointer) {
    if (this.#isMoving) {
      return;
    }
    const time = performance.now();
    const isSame = pointer === this.#last.pointer && time - this.#last.time < TOGETHER_MS;
    this.#last = {pointer, time};
    const begun = this.#states.slice(0, isSame && this.#at > 0 ? this.#at : this.#at + 1);
    this.#states = [...begun, this.#design.copy()].slice(-MOST);
    this.#at = this.#states.length - 1;
    this.#tell();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const {key, ctrlKey, metaKey, shiftKey, altKey} = event;
    const letter = key.toLowerCase();
    if (!(ctrlKey || metaKey) || altKey || !["z", "y"].includes(letter)) {
      return;
    }
    event.preventDefault();
    this.#move(letter === "y" || shiftKey ? 1 : -1);
  }

  /** @param {1 | -1} direction */
  #move(direction) {
    const state = this.#states[this.#at + direction];
    if (!state) {
      return;
    }
    this.#at += direction;
    this.#last = {pointer: "", time: Number.NEGATIVE_INFINITY};
    this.#isMoving = true;
    this.#design.restore(state);
    this.#restored();
    this.#isMoving = false;
    this.#tell();
  }

  #tell() {
    // A disabled button would lose the focus to nowhere.
    this.#undo.setAttribute("aria-disabled", String(this.#at === 0));
    this.#redo.setAttribute("aria-disabled", String(this.#at === this.#states.length - 1));
  }
}

/**
 * @param {string} text
 * @param {string} label
 * @param {() => void} act
 */
function moveButton(text, label, act) {
  return h("button", {type: "button", title: label, "aria-label": label, onclick: act}, text);
}
