import {svg} from "../ui/dom.js";

const COLUMN = 92;
const HEIGHT = 164;
const MIDDLE = 66;
const MOST_UNITS = 6;
const MOST_COLUMNS = 12;

/** A drawing of the network from input to output: a column of units per layer, a stack of sheets where layers repeat. */
export function diagramOf({inputs, layers}) {
  const all = [
    {units: inputs, label: "input"},
    ...layers.map((layer) => ({
      units: layer.units,
      label: layer.activation,
      repeat: layer.repeat ?? 1,
    })),
  ];
  const columns =
    all.length <= MOST_COLUMNS
      ? all
      : [...all.slice(0, MOST_COLUMNS - 2), {left: all.length - MOST_COLUMNS + 1}, all.at(-1)];
  const width = columns.length * COLUMN;
  const depth = layers.reduce((sum, {repeat}) => sum + (repeat > 1 ? repeat : 1), 0);
  return svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${HEIGHT}`,
      width,
      height: HEIGHT,
      role: "img",
      "aria-label": `Network of ${inputs} inputs and ${depth} layers; the output has ${layers.at(-1)?.units} units.`,
    },
    [
      columns
        .slice(1)
        .map((column, index) => edges(columns[index], column, index * COLUMN + COLUMN / 2)),
      columns.map((column, index) => drawn(column, index * COLUMN + COLUMN / 2)),
    ],
  );
}

function drawn({units, label, repeat = 1, left}, x) {
  if (left) {
    return svg("text", {x, y: MIDDLE + 4, class: "note"}, `… ${left} more …`);
  }
  const heights = placesOf(units);
  return svg("g", {}, [
    repeat > 1 &&
      [2, 1, 0].map((sheet) =>
        svg("rect", {
          x: x - 17 + sheet * 6,
          y: 7 - sheet * 3,
          width: 34,
          height: 118,
          rx: 6,
          class: "sheet",
        }),
      ),
    heights.map((y) => svg("circle", {cx: x, cy: y, r: 6, class: "unit"})),
    units > MOST_UNITS && svg("text", {x, y: MIDDLE + 4, class: "note"}, "⋮"),
    repeat > 1 && svg("text", {x: x + 30, y: 14, class: "times"}, `×${repeat}`),
    svg("text", {x, y: HEIGHT - 18, class: "count"}, `${units ?? "?"}`),
    svg("text", {x, y: HEIGHT - 4, class: "note"}, label),
  ]);
}

function edges(from, to, x) {
  if (from.left || to.left) {
    return null;
  }
  return placesOf(from.units).map((y1) =>
    placesOf(to.units).map((y2) => svg("line", {x1: x, y1, x2: x + COLUMN, y2, class: "edge"})),
  );
}

/** Where the units stand: all of them, or the first and last few with a gap between. */
function placesOf(units) {
  const count = Number.isInteger(units) && units > 0 ? units : 0;
  if (count > MOST_UNITS) {
    return [-3, -2, -1, 1, 2, 3].map((step) => MIDDLE + step * 17);
  }
  return Array.from({length: count}, (_, index) => MIDDLE + (index - (count - 1) / 2) * 17);
}
