import {h} from "../ui/dom.js";
import {HEAT, ink} from "./palette.js";
import {number, powerOfTen} from "./format.js";
import {viridis} from "./viridis.js";

const MARGIN = {left: 52, right: 14, top: 6, bottom: 36};

/**
 * A layer × step heat map in viridis, the output layer on top. Cells are painted once, as an image; what moves is on a
 * canvas above it.
 *
 * @typedef {{title: string, quantity: string, steps: number[], layers: number[], values: (number|null)[][],
 *     range: [number, number]}} Heat `values[layer][step]`; what is not finite is left grey
 * @param {HTMLElement} element
 * @param {(step: number) => void} picked a step was clicked
 * @param {AbortSignal} signal
 * @returns {{update(data: Heat): void, point(step: number|null, layers: number[]): void}}
 */
export function heatmap(element, picked, signal) {
  const cells = h("canvas", {role: "img"});
  const above = h("canvas", {"aria-hidden": "true", class: "above"});
  const tip = h("p", {class: "tip", hidden: true});
  const caption = h("figcaption", {});
  const legend = h("div", {class: "heat-legend"});
  element.append(
    h("figure", {class: "plot"}, [caption, h("div", {class: "heat"}, [cells, above, tip]), legend]),
  );

  let data = null;
  let image = null;
  let pointed = {step: null, layers: []};
  let frame = 0;

  const soon = () => {
    frame ||= requestAnimationFrame(paint);
  };
  const paint = () => {
    frame = 0;
    if (!data || signal.aborted || cells.clientWidth === 0) {
      return;
    }
    const box = boxOf(cells);
    paintCells(sharp(cells, box), image, data, box);
    point();
  };
  const point = () => {
    const box = boxOf(cells);
    paintPointers(sharp(above, box), data, pointed, box);
  };
  const cellAt = (event) => {
    const box = boxOf(cells);
    const column = Math.floor(((event.offsetX - MARGIN.left) / box.width) * data.steps.length);
    const row = Math.floor(((event.offsetY - MARGIN.top) / box.height) * data.layers.length);
    return column >= 0 && column < data.steps.length && row >= 0 && row < data.layers.length
      ? {column, row: data.layers.length - 1 - row}
      : null;
  };

  above.addEventListener("pointermove", (event) => {
    const cell = data && cellAt(event);
    tip.hidden = !cell;
    if (cell) {
      const value = data.values[cell.row][cell.column];
      tip.textContent = `step ${data.steps[cell.column]}, layer ${data.layers[cell.row]}: ${number(value)}${value === null ? " (zero or not finite)" : ` (${powerOfTen(value)})`}`;
      tip.style.left = `${Math.min(event.offsetX + 14, above.clientWidth - tip.offsetWidth)}px`;
      tip.style.top = `${Math.max(0, event.offsetY - tip.offsetHeight - 8)}px`;
    }
  });
  above.addEventListener("pointerleave", () => {
    tip.hidden = true;
  });
  above.addEventListener("click", (event) => {
    const cell = data && cellAt(event);
    cell && picked(data.steps[cell.column]);
  });
  document.addEventListener("themechange", soon, {signal});
  addEventListener("beforeprint", paint, {signal});
  const resized = new ResizeObserver(soon);
  resized.observe(cells);
  signal.addEventListener("abort", () => resized.disconnect());

  return {
    update(next) {
      data = next;
      image = imageOf(next);
      caption.textContent = next.title;
      cells.parentElement.style.setProperty("--rows", next.layers.length);
      cells.setAttribute("aria-label", inWords(next));
      legend.replaceChildren(...legendOf(next));
      soon();
    },
    point(step, layers) {
      pointed = {step, layers};
      data && cells.clientWidth > 0 && point();
    },
  };
}

/** One pixel for each cell. */
function imageOf({steps, layers, values, range: [low, high]}) {
  const image = h("canvas", {width: Math.max(1, steps.length), height: Math.max(1, layers.length)});
  const context = image.getContext("2d");
  const pixels = context.createImageData(image.width, image.height);
  const scale = high > low ? (SHADES.length - 1) / (high - low) : 0;
  const words = new Uint32Array(pixels.data.buffer);
  values.forEach((series, row) => {
    const start = (layers.length - 1 - row) * image.width;
    for (let i = 0; i < steps.length; i++) {
      const value = series[i];
      words[start + i] =
        value === null || value === undefined
          ? NOTHING
          : SHADES[Math.max(0, Math.min(SHADES.length - 1, Math.round((value - low) * scale)))];
    }
  });
  context.putImageData(pixels, 0, 0);
  return image;
}

const NOTHING = packed(127, 127, 127);
const SHADES = Array.from({length: 256}, (_, i) => packed(...viridis(i / 255)));

/** RGB as a word of image data, which is little-endian wherever browsers run. */
function packed(red, green, blue) {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

function boxOf(canvas) {
  return {
    width: canvas.clientWidth - MARGIN.left - MARGIN.right,
    height: canvas.clientHeight - MARGIN.top - MARGIN.bottom,
  };
}

/** An empty drawing surface with the pixels of the screen. */
function sharp(canvas, box) {
  const ratio = devicePixelRatio;
  canvas.width = Math.round((box.width + MARGIN.left + MARGIN.right) * ratio);
  canvas.height = Math.round((box.height + MARGIN.top + MARGIN.bottom) * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  return context;
}

function paintCells(context, image, {steps, layers}, {width, height}) {
  context.imageSmoothingEnabled = false;
  context.drawImage(image, MARGIN.left, MARGIN.top, width, height);
  const size = Math.max(12, 0.8 * parseFloat(getComputedStyle(document.documentElement).fontSize));
  context.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  context.fillStyle = ink("muted");
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const i of ticks(layers.length, height / 26)) {
    context.fillText(
      layers[i],
      MARGIN.left - 6,
      MARGIN.top + (height * (layers.length - i - 0.5)) / layers.length,
    );
  }
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const i of ticks(steps.length, width / 70)) {
    const rightmost = MARGIN.left + width + MARGIN.right - context.measureText(steps[i]).width / 2;
    context.fillText(
      steps[i],
      Math.min(MARGIN.left + (width * (i + 0.5)) / steps.length, rightmost),
      MARGIN.top + height + 4,
    );
  }
  context.fillText("recorded step", MARGIN.left + width / 2, MARGIN.top + height + 6 + size);
  context.translate(size, MARGIN.top + height / 2);
  context.rotate(-Math.PI / 2);
  context.textBaseline = "alphabetic";
  context.fillText("layer", 0, 0);
}

function paintPointers(context, {steps, layers}, pointed, {width, height}) {
  const column = pointed.step === null ? -1 : columnOf(steps, pointed.step);
  if (column >= 0) {
    const x = MARGIN.left + (width * (column + 0.5)) / steps.length;
    outlined(context, [
      [x, MARGIN.top - 4],
      [x, MARGIN.top + height + 4],
    ]);
  }
  const tall = height / layers.length;
  context.fillStyle = ink("warning");
  for (const layer of pointed.layers) {
    const row = layers.length - 1 - layers.indexOf(layer);
    context.fillRect(MARGIN.left - 5, MARGIN.top + row * tall, 5, Math.max(1, tall));
    context.fillRect(MARGIN.left + width, MARGIN.top + row * tall, 5, Math.max(1, tall));
  }
}

/** A line that shows on any colour. */
function outlined(context, [[x0, y0], [x1, y1]]) {
  for (const [colour, width] of [
    ["#000", 4],
    ["#fff", 2],
  ]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
  }
}

/** The last column that is not later than a step. */
export function columnOf(steps, step) {
  let column = 0;
  while (column + 1 < steps.length && steps[column + 1] <= step) {
    column += 1;
  }
  return column;
}

/** About so many places of a range at one distance, the first and the last among them. */
function ticks(length, most) {
  const last = length - 1;
  const stride = Math.max(1, Math.ceil(last / Math.max(1, Math.floor(most) - 1)));
  const places = [0];
  for (let i = stride; i <= last - stride / 2; i += stride) {
    places.push(i);
  }
  return last > 0 ? [...places, last] : places;
}

function legendOf({quantity, range: [low, high]}) {
  return [
    h("span", {}, quantity),
    h("span", {}, [
      number(low, 3),
      h("span", {
        class: "heat-bar",
        style: `background: linear-gradient(to right, ${HEAT.join(", ")})`,
      }),
      number(high, 3),
    ]),
    h("span", {}, [h("span", {class: "heat-nothing"}), "zero or not finite"]),
  ];
}

function inWords({title, quantity, steps, layers, values}) {
  const corner = (row, column) => number(values[row]?.[column], 3);
  return (
    `${title}: ${quantity} of ${layers.length} layers at ${steps.length} recorded steps, from step ${steps[0]} to ${steps.at(-1)}. ` +
    `Layer ${layers[0]}: ${corner(0, 0)} at first, ${corner(0, steps.length - 1)} at last; layer ${layers.at(-1)}: ${corner(layers.length - 1, 0)} at first, ${corner(layers.length - 1, steps.length - 1)} at last.`
  );
}
