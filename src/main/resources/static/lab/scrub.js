/** Pixels of a drag for one step. */
const PIXELS = 6;

/** Members that are whole numbers, and those that may be 0. */
const WHOLE =
  /\/(?:inputs|units|repeat|batchSize|epochs|seed|samples|patience|everySteps|\w*[pP]oints|\w*Epochs|\w*Steps)$/;
const FROM_ZERO = /\/(?:seed|warmupSteps)$/;

/**
 * Lets a number be dragged by its label, and stepped by the arrow keys; with Shift ten times as
 * fast. Whoever listens to the field hears of each step as if it were typed.
 *
 * @param {string} pointer of the member
 * @param {HTMLInputElement} input
 * @param {HTMLElement} label
 */
export function scrubbed(pointer, input, label) {
  /** @param {number} steps */
  const move = (steps) => {
    const text = (input.value || input.placeholder).trim();
    const from = Number(text);
    if (text !== "" && Number.isFinite(from)) {
      input.value = String(stepped(from, steps, pointer));
      input.dispatchEvent(new Event("input", {bubbles: true}));
    }
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      move((event.key === "ArrowUp" ? 1 : -1) * (event.shiftKey ? 10 : 1));
    }
  });
  label.classList.add("scrub");
  label.title ||= "Drag sideways, or press ↑ and ↓ in the field, to change it.";
  label.addEventListener("pointerdown", (event) => {
    label.setPointerCapture(event.pointerId);
    let at = event.clientX;
    const over = new AbortController();
    const once = {signal: over.signal};
    label.addEventListener(
      "pointermove",
      ({clientX, shiftKey}) => {
        const steps = Math.trunc((clientX - at) / PIXELS);
        if (steps !== 0) {
          at += steps * PIXELS;
          move(steps * (shiftKey ? 10 : 1));
        }
      },
      once,
    );
    label.addEventListener("pointerup", () => over.abort(), once);
    label.addEventListener("pointercancel", () => over.abort(), once);
  });
}

/**
 * A number some steps on: whole members by ones, others by tenths of their leading digit.
 *
 * @param {number} from
 * @param {number} steps
 * @param {string} pointer of the member
 */
export function stepped(from, steps, pointer) {
  if (WHOLE.test(pointer)) {
    return Math.max(FROM_ZERO.test(pointer) ? 0 : 1, Math.round(from) + steps);
  }
  let value = from;
  for (let i = 0; i < Math.abs(steps); i += 1) {
    value = neighbour(value, Math.sign(steps));
  }
  return value;
}

/**
 * The next number of two digits; 0.1 after 0.
 *
 * @param {number} value
 * @param {number} direction
 */
function neighbour(value, direction) {
  if (value === 0) {
    return direction / 10;
  }
  const isInwards = direction * value < 0;
  const digit = 10 ** Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const isLeast = Math.abs(value) < digit * 1.05;
  const step = isInwards && isLeast ? digit / 100 : digit / 10;
  return Number((value + direction * step).toPrecision(3));
}
