import {h, svg} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {SERIES} from "../charts/palette.js";

const TILES = 24;
const ROWS = 6;
const SHAPES = ["circle", "square", "triangle", "cross"];

/** The samples as what shows most of them: points in the plane, a curve, images, or a table. */
export function pictureOf(sight) {
  const {features, targets} = sight;
  if (features === 2) {
    return scatter(
      sight,
      (index) => sight.inputs[index],
      classOf(sight),
      sight.columns.slice(0, 2),
    );
  }
  if (features === 1 && targets?.[0].length === 1 && targets.length > ROWS) {
    return scatter(
      sight,
      (index) => [sight.inputs[index][0], targets[index][0]],
      () => 0,
      sight.columns.slice(0, 2),
    );
  }
  const side = Math.sqrt(features);
  return features >= 49 && Number.isInteger(side) ? tiles(sight, side) : table(sight);
}

/** The class of a sample by its number; of two-valued targets, their value. */
function classOf({labels, targets}) {
  return (index) =>
    labels?.[index] ??
    (targets[index].length === 1
      ? Math.round(targets[index][0])
      : targets[index].indexOf(Math.max(...targets[index])));
}

function scatter({inputs, classNames}, pointOf, kindOf, [across, up]) {
  const points = inputs.map((_, index) => pointOf(index));
  const size = 260;
  const edge = 14;
  const [left, right] = rangeOf(points.map(([x]) => x));
  const [bottom, top] = rangeOf(points.map(([, y]) => y));
  const x = (value) => edge + ((value - left) / (right - left)) * (size - 2 * edge);
  const y = (value) => size - edge - ((value - bottom) / (top - bottom)) * (size - 2 * edge);
  return h("figure", {}, [
    svg(
      "svg",
      {
        viewBox: `0 0 ${size} ${size}`,
        class: "scatter",
        role: "img",
        "aria-label": `${points.length} samples: ${up} over ${across}${classNames ? `, coloured by the classes ${classNames.join(", ")}` : ""}`,
      },
      [
        svg("rect", {x: 1, y: 1, width: size - 2, height: size - 2, class: "frame"}),
        points.map(([px, py], index) => mark(kindOf(index), x(px), y(py))),
      ],
    ),
    h(
      "figcaption",
      {class: "muted"},
      `${across}: ${brief(left)} … ${brief(right)}, ${up}: ${brief(bottom)} … ${brief(top)}`,
    ),
  ]);
}

/** A class has a colour and a shape of its own. */
function mark(kind, x, y) {
  const fill = SERIES[Math.abs(kind) % SERIES.length];
  switch (SHAPES[Math.abs(kind) % SHAPES.length]) {
    case "square":
      return svg("rect", {x: x - 2.6, y: y - 2.6, width: 5.2, height: 5.2, fill});
    case "triangle":
      return svg("path", {d: `M${x} ${y - 3.6}l3.4 6h-6.8z`, fill});
    case "cross":
      return svg("path", {d: `M${x - 3} ${y - 3}l6 6m0-6l-6 6`, stroke: fill, "stroke-width": 1.6});
    default:
      return svg("circle", {cx: x, cy: y, r: 3, fill});
  }
}

function tiles(sight, side) {
  const kindOf = sight.labels || sight.targets ? classOf(sight) : () => "";
  const most =
    sight.inputs.slice(0, TILES).reduce((high, image) => Math.max(high, ...image), 0) || 1;
  return h(
    "div",
    {
      class: "tiles",
      role: "img",
      "aria-label": `The first ${Math.min(TILES, sight.inputs.length)} images, ${side} × ${side} pixels`,
    },
    sight.inputs.slice(0, TILES).map((image, index) => {
      const canvas = h("canvas", {width: side, height: side});
      const context = canvas.getContext("2d");
      const picture = context.createImageData(side, side);
      image.forEach((value, pixel) => {
        const shade = 255 - Math.max(0, Math.min(255, (value / most) * 255));
        picture.data.set([shade, shade, shade, 255], pixel * 4);
      });
      context.putImageData(picture, 0, 0);
      return h("figure", {}, [
        canvas,
        h("figcaption", {}, sight.classNames?.[kindOf(index)] ?? kindOf(index)),
      ]);
    }),
  );
}

function table({inputs, targets, labels, classNames, columns, features}) {
  const shown = Math.min(features, 8);
  return scrolling(
    "The first samples",
    h("table", {}, [
      h("thead", {}, [
        h("tr", {}, [
          columns.slice(0, shown).map((name) => h("th", {class: "number"}, name)),
          features > shown && h("th", {}, "…"),
          columns.slice(features).map((name) => h("th", {}, name)),
        ]),
      ]),
      h(
        "tbody",
        {},
        inputs
          .slice(0, ROWS)
          .map((row, index) =>
            h("tr", {}, [
              row.slice(0, shown).map((value) => h("td", {class: "number"}, brief(value))),
              features > shown && h("td", {}, "…"),
              labels
                ? h("td", {}, classNames?.[labels[index]] ?? labels[index])
                : targets[index].map((value) => h("td", {class: "number"}, brief(value))),
            ]),
          ),
      ),
    ]),
  );
}

function rangeOf(values) {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return high > low ? [low, high] : [low - 1, high + 1];
}

const brief = (value) =>
  Number(value)
    .toPrecision(3)
    .replace(/\.?0+$/, "");
