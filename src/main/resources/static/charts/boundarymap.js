import {h} from "../ui/dom.js";
import {look} from "./chart.js";
import {number} from "./format.js";
import {HEAT, ink} from "./palette.js";
import {viridis} from "./viridis.js";

const RIM = {left: 44, right: 8, top: 8, bottom: 36};

/**
 * What a network answers over a plane: classes as colours, the paler the less sure; numbers in viridis. Samples lie on
 * it, marker and colour by class.
 *
 * @typedef {{title: string, frame: [[number, number], [number, number]], grid: number, outputs: number[][], answers?: number[],
 *     inputs: number[][], targets?: number[][], labels?: number[], columns: string[], classNames?: string[]}} Plane `outputs` row
 *     by row from the lower left; `answers` are the classes given to the samples, absent in a regression
 * @returns {{update(data: Plane): void, say(text: string): void}}
 */
export function boundaryMap(element, signal) {
  const caption = h("figcaption", {});
  const canvas = h("canvas", {class: "plane", role: "img"});
  const legend = h("div", {class: "plane-legend"});
  element.append(h("figure", {class: "plot"}, [caption, canvas, legend]));
  let data = null;
  let frame = 0;
  const draw = () => {
    frame = 0;
    data && !signal.aborted && paint(canvas, data);
  };
  const soon = () => {
    frame ||= requestAnimationFrame(draw);
  };
  document.addEventListener("themechange", soon, {signal});
  addEventListener("beforeprint", draw, {signal});
  const resized = new ResizeObserver(soon);
  resized.observe(canvas);
  signal.addEventListener("abort", () => resized.disconnect());
  return {
    update(next) {
      data = next;
      canvas.hidden = false;
      const words = wordsOf(next);
      caption.textContent = [next.title, words].filter(Boolean).join(": ");
      canvas.setAttribute("aria-label", `Answers of the network over both inputs. ${words}`);
      legend.replaceChildren(...legendOf(next));
      soon();
    },
    say(text) {
      canvas.hidden = true;
      caption.textContent = text;
    },
  };
}

function paint(canvas, plane) {
  const {frame, grid, outputs, answers, inputs, columns} = plane;
  const ratio = devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const [width, height] = [
    canvas.clientWidth - RIM.left - RIM.right,
    canvas.clientHeight - RIM.top - RIM.bottom,
  ];
  const x = (value) => RIM.left + (width * (value - frame[0][0])) / (frame[0][1] - frame[0][0]);
  const y = (value) =>
    RIM.top + height - (height * (value - frame[1][0])) / (frame[1][1] - frame[1][0]);

  const range = rangeOf(plane);
  const paper = rgb(ink("paper"));
  const image = h("canvas", {width: grid, height: grid});
  const painter = image.getContext("2d");
  const pixels = painter.createImageData(grid, grid);
  outputs.forEach((output, i) => {
    const colour = answers ? classColour(output, paper) : heat(output[0], range);
    pixels.data.set([...colour, 255], 4 * ((grid - 1 - Math.floor(i / grid)) * grid + (i % grid)));
  });
  painter.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(image, RIM.left, RIM.top, width, height);

  const size =
    0.4 *
    parseFloat(getComputedStyle(document.documentElement).fontSize) *
    (inputs.length > 300 ? 0.7 : 1);
  const rim = ink("ink");
  inputs.forEach((input, i) => {
    const label = answers ? labelOf(plane, i) : 0;
    context.fillStyle = answers ? look(label).color : css(heat(valueOf(plane, i), range));
    context.strokeStyle = rim;
    context.lineWidth = 1;
    marker(context, look(label).symbol, x(input[0]), y(input[1]), size);
  });

  context.fillStyle = ink("muted");
  context.font = `${Math.max(12, 2 * size)}px ${getComputedStyle(document.body).fontFamily}`;
  context.textBaseline = "top";
  [frame[0][0], (frame[0][0] + frame[0][1]) / 2, frame[0][1]].forEach((at, i) => {
    context.textAlign = ["left", "center", "right"][i];
    context.fillText(number(at, 2), x(at), RIM.top + height + 4);
  });
  context.textAlign = "center";
  context.fillText(columns[0], RIM.left + width / 2, RIM.top + height + 19);
  context.textAlign = "right";
  [frame[1][0], frame[1][1]].forEach((at, i) => {
    context.textBaseline = ["bottom", "top"][i];
    context.fillText(number(at, 2), RIM.left - 4, y(at));
  });
  context.translate(12, RIM.top + height / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(columns[1], 0, 0);
}

/** The class a sample has. */
function labelOf({labels, targets}, i) {
  return labels?.[i] ?? classOf(targets[i]);
}

/** The class of a target or an output: by ½ if there is one, by the largest if there are more. */
function classOf(values) {
  return values.length === 1 ? Number(values[0] > 0.5) : values.indexOf(Math.max(...values));
}

/** The colour of the class, mixed with paper where the network is not sure. */
function classColour(output, paper) {
  const best = classOf(output);
  const chance = output.length === 1 ? 0.5 : 1 / output.length;
  const share = output.length === 1 ? Math.abs(output[0] - 0.5) + 0.5 : output[best];
  const sure = Math.max(0, Math.min(1, (share - chance) / (1 - chance)));
  return mixed(paper, rgb(look(best).color), 0.12 + 0.6 * sure);
}

function heat(value, [low, high]) {
  return viridis(high > low ? (value - low) / (high - low) : 0.5);
}

/** What a sample shall be, as the first number of its target. */
function valueOf({labels, targets}, i) {
  return targets ? targets[i][0] : labels[i];
}

function rangeOf(plane) {
  const values = [
    ...plane.outputs.map(([first]) => first),
    ...plane.inputs.map((_, i) => valueOf(plane, i)),
  ].filter((value) => value !== null);
  return [
    values.reduce((a, b) => Math.min(a, b), Infinity),
    values.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
}

function mixed(from, to, share) {
  return from.map((channel, k) => Math.round(channel + share * (to[k] - channel)));
}

function rgb(colour) {
  return colour.startsWith("#")
    ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
    : colour
        .match(/[\d.]+/g)
        .slice(0, 3)
        .map(Number);
}

function css(channels) {
  return `rgb(${channels.join(" ")})`;
}

function marker(context, symbol, x, y, size) {
  context.beginPath();
  if (symbol === "rect") {
    context.rect(x - size * 0.85, y - size * 0.85, size * 1.7, size * 1.7);
  } else if (symbol === "triangle" || symbol === "diamond") {
    const corners =
      symbol === "triangle"
        ? [
            [0, -1.1],
            [1, 0.8],
            [-1, 0.8],
          ]
        : [
            [0, -1.2],
            [1, 0],
            [0, 1.2],
            [-1, 0],
          ];
    corners.forEach(([dx, dy], i) =>
      i === 0
        ? context.moveTo(x + dx * size, y + dy * size)
        : context.lineTo(x + dx * size, y + dy * size),
    );
    context.closePath();
  } else {
    context.arc(x, y, size, 0, 2 * Math.PI);
  }
  context.fill();
  context.stroke();
}

function legendOf(plane) {
  const {answers, inputs, classNames = []} = plane;
  if (!answers) {
    const [low, high] = rangeOf(plane);
    return [
      h("span", {}, "output"),
      h("span", {}, [
        number(low, 3),
        h("span", {
          class: "heat-bar",
          style: `background: linear-gradient(to right, ${HEAT.join(", ")})`,
        }),
        number(high, 3),
      ]),
    ];
  }
  const shapes = {circle: "●", rect: "■", triangle: "▲", diamond: "◆"};
  const classes = [...new Set(inputs.map((_, i) => labelOf(plane, i)))].sort((a, b) => a - b);
  return [
    ...classes.map((one) =>
      h("span", {}, [
        h(
          "span",
          {style: `color: ${look(one).color}`, "aria-hidden": "true"},
          shapes[look(one).symbol] ?? "●",
        ),
        ` ${/\D/.test(classNames[one] ?? "0") ? classNames[one] : `class ${one}`}`,
      ]),
    ),
    h("span", {}, "pale: unsure"),
  ];
}

function wordsOf(plane) {
  const {answers} = plane;
  if (!answers) {
    return "first output; points have the colour of their target";
  }
  const right = answers.filter((answer, i) => answer === labelOf(plane, i)).length;
  return `${right} of ${answers.length} points on their side`;
}
