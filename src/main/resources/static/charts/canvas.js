import {ink, rootSize} from "./palette.js";

/**
 * Room around a picture, in pixels.
 *
 * @typedef {{left: number, right: number, top: number, bottom: number}} Rim
 * @typedef {{width: number, height: number}} Box
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {CanvasRenderingContext2D}
 */
export function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) {
    throw new Error("This browser cannot draw.");
  }
  return context;
}

/**
 * An empty drawing surface with the pixels of the screen.
 *
 * @param {HTMLCanvasElement} canvas
 */
export function sharp(canvas) {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  const context = contextOf(canvas);
  context.scale(ratio, ratio);
  return context;
}

/**
 * The room of the picture itself.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Rim} rim
 * @returns {Box}
 */
export function boxOf(canvas, rim) {
  return {
    width: canvas.clientWidth - rim.left - rim.right,
    height: canvas.clientHeight - rim.top - rim.bottom,
  };
}

/**
 * Makes ready to write beside a picture.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {number} size of the letters in pixels
 */
export function writeWith(context, size) {
  context.fillStyle = ink("muted");
  context.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
}

/**
 * Calls `draw` when a picture may look otherwise: with another size or theme (soon), and before it
 * is printed.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {() => void} draw
 * @param {AbortSignal} signal
 * @returns {() => void} asks for a drawing with the next frame
 */
export function whenDue(canvas, draw, signal) {
  let frame = 0;
  const now = () => {
    frame = 0;
    if (!signal.aborted) {
      draw();
    }
  };
  const soon = () => {
    if (frame === 0) {
      frame = requestAnimationFrame(now);
    }
  };
  document.addEventListener("themechange", soon, {signal});
  addEventListener("beforeprint", now, {signal});
  const resized = new ResizeObserver(soon);
  resized.observe(canvas);
  signal.addEventListener("abort", () => resized.disconnect());
  return soon;
}

/** The size of letters, in pixels. */
export function letterSize() {
  return Math.max(12, 0.8 * rootSize());
}
