import {h} from "../ui/dom.js";
import {ink, SERIES} from "./palette.js";
import {number} from "./format.js";

/** ECharts, fetched as soon as a view with charts is. */
const library = import("../vendor/echarts/echarts.esm.min.mjs");
library.catch(() => {});

const LEGEND_MARK = 30;

/** What tells series apart without colour. */
const MARKERS = ["circle", "rect", "triangle", "diamond", "pin", "arrow", "roundRect"];
const DASHES = ["solid", "dashed", "dotted", [10, 3, 2, 3]];

/** How series `i` looks: colour, marker, dash. */
export function look(i) {
  return {
    color: SERIES[i % SERIES.length],
    symbol: MARKERS[i % MARKERS.length],
    dash: DASHES[i % DASHES.length],
  };
}

/**
 * A figure with an ECharts chart, drawn anew with each `update(data)`, in the theme and size of the moment, while it is
 * in sight or about to be.
 *
 * @param {HTMLElement} element what it is appended to
 * @param {(data, inks) => {title: string, label: string, option: object, table?: () => {columns: string[], rows: Array[]}}} describe
 *     `label` says in a sentence what there is to see; `table` gives the numbers to those who read rather than look
 * @param {AbortSignal} signal ends it
 * @returns {{update(data): void, figure: HTMLElement}}
 */
export function chart(element, describe, signal) {
  const canvas = h("div", {class: "chart", role: "img"});
  const caption = h("figcaption", {});
  const table = h("details", {class: "numbers no-print"}, h("summary", {}, "Numbers"));
  const figure = h("figure", {class: "plot"}, [caption, canvas, table]);
  element.append(figure);

  let echarts;
  let instance;
  let data;
  let described;
  let frame = 0;
  let near = false;
  let drawn = false;

  const tell = () => {
    frame = 0;
    if (data === undefined || signal.aborted) {
      return;
    }
    described = describe(data, inks());
    caption.textContent = described.title;
    canvas.setAttribute("aria-label", described.label);
    table.hidden = !described.table;
    fill();
    drawn = false;
    near && draw();
  };
  const draw = () => {
    if (echarts && described && !drawn) {
      drawn = true;
      instance ??= echarts.init(canvas, null, {renderer: "canvas"});
      instance.setOption(
        belowLegend({...base(inks()), ...described.option}, canvas.clientWidth, inks()),
        {replaceMerge: ["series", "xAxis", "yAxis", "grid"]},
      );
    }
  };
  const soon = () => {
    frame ||= requestAnimationFrame(tell);
  };
  const fill = () => {
    table.querySelector(".scroll")?.remove();
    if (table.open && described?.table) {
      table.append(tableOf(described.table()));
    }
  };

  const resized = new ResizeObserver(() => {
    instance?.resize();
    soon();
  });
  resized.observe(canvas);
  const seen = new IntersectionObserver(
    ([entry]) => {
      near = entry.isIntersecting;
      near && !signal.aborted && draw();
    },
    {rootMargin: "40% 0%"},
  );
  seen.observe(figure);
  table.addEventListener("toggle", fill);
  document.addEventListener("themechange", soon, {signal});
  addEventListener(
    "beforeprint",
    () => {
      tell();
      draw();
    },
    {signal},
  );
  signal.addEventListener("abort", () => {
    resized.disconnect();
    seen.disconnect();
    instance?.dispose();
  });
  library.then(
    (loaded) => {
      echarts = loaded;
      near && !signal.aborted && draw();
    },
    () =>
      canvas.replaceChildren(
        "The library that draws charts could not be fetched; the numbers can.",
      ),
  );
  return {
    figure,
    update(next) {
      data = next;
      soon();
    },
  };
}

/** The room axes take around a grid. */
export function frame({size}) {
  return {left: 5.3 * size, right: 1.5 * size, bottom: 3.7 * size};
}

/** An axis with a name; `extra` adds to it or overrides. */
export function axis(name, inks, extra = {}) {
  return {
    name,
    nameLocation: "middle",
    nameGap: 2.1 * inks.size,
    nameTextStyle: {color: inks.muted, fontSize: inks.size},
    axisLine: {lineStyle: {color: inks.muted}},
    splitLine: {lineStyle: {color: inks.line}},
    ...extra,
    axisLabel: {color: inks.muted, fontSize: inks.size, hideOverlap: true, ...extra.axisLabel},
  };
}

/** A vertical axis, its name beside its numbers. */
export function vertical(name, inks, extra = {}) {
  return axis(name, inks, {
    type: "value",
    scale: true,
    nameGap: 3.7 * inks.size,
    ...extra,
    axisLabel: {formatter: (value) => number(value, 3), ...extra.axisLabel},
  });
}

/** A line, and at most so many markers on it as a series of their own: one for each of hundreds of points takes its time. */
export function markedLine({name, look: i, points, markers, lineStyle, ...rest}) {
  const {color, symbol} = look(i);
  const every = Math.max(1, Math.ceil(points.length / markers));
  const own = {name, symbol, symbolSize: 8, itemStyle: {color, opacity: 1}};
  return [
    {
      ...own,
      type: "line",
      data: points,
      showSymbol: false,
      lineStyle: {color, ...lineStyle},
      ...rest,
    },
    ...(markers > 0
      ? [
          {
            ...own,
            type: "scatter",
            data: points.filter((_, k) => (k + i) % every === 0),
            silent: true,
            tooltip: {show: false},
            z: rest.z,
          },
        ]
      : []),
  ];
}

/** Faint columns over layers or steps, `spans` pairs of first and last. */
export function marks(spans, inks) {
  return {
    silent: true,
    itemStyle: {color: inks.warning, opacity: 0.16},
    data: spans.map(([from, to]) => [{xAxis: from}, {xAxis: to}]),
  };
}

/** Runs of neighbours among layers, each as the pair that frames it. */
export function framesOf(layers) {
  const frames = [];
  for (const l of layers) {
    const last = frames.at(-1);
    last && last[1] === l - 0.5 ? (last[1] = l + 0.5) : frames.push([l - 0.5, l + 0.5]);
  }
  return frames;
}

/** A table of numbers. */
export function tableOf({columns, rows}) {
  return h("div", {class: "scroll", tabindex: 0, role: "group", "aria-label": "Numbers"}, [
    h("table", {}, [
      h("thead", {}, [
        h(
          "tr",
          {},
          columns.map((column) => h("th", {scope: "col", class: "number"}, column)),
        ),
      ]),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            {},
            row.map((cell) =>
              h("td", {class: "number"}, typeof cell === "string" ? cell : number(cell)),
            ),
          ),
        ),
      ),
    ]),
  ]);
}

/** The option with its first grid below as many lines as the legend takes. */
function belowLegend(option, width, {size}) {
  const names = [...new Set(option.series.map(({name}) => name))];
  const taken = names.reduce((sum, name) => sum + LEGEND_MARK + 16 + 0.57 * size * name.length, 0);
  const [first, ...others] = option.grid;
  return {
    ...option,
    grid: [
      {...first, top: 16 + 1.75 * size * Math.ceil(taken / Math.max(1, width - 20))},
      ...others,
    ],
  };
}

function inks() {
  return {
    size: Math.max(12, 0.76 * parseFloat(getComputedStyle(document.documentElement).fontSize)),
    ink: ink("ink"),
    muted: ink("muted"),
    line: ink("line"),
    paper: ink("paper"),
    raised: ink("raised"),
    warning: ink("warning"),
    error: ink("error"),
  };
}

function base(inks) {
  return {
    animation: false,
    textStyle: {color: inks.ink, fontFamily: getComputedStyle(document.body).fontFamily},
    grid: [frame(inks)],
    legend: {
      top: 4,
      itemGap: 10,
      textStyle: {color: inks.ink, fontSize: inks.size},
      itemWidth: LEGEND_MARK,
      itemHeight: inks.size,
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: inks.raised,
      borderColor: inks.line,
      textStyle: {color: inks.ink, fontSize: inks.size + 1},
    },
  };
}
