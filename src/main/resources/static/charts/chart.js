import {fill, h, pictured} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {numberCell, numberColumn, row, tableOf} from "../ui/table.js";
import {neighbours, number} from "./format.js";
import {whenIdle} from "./idle.js";
import {base, belowLegend, inksOf} from "./inks.js";
import {markerOf} from "./markers.js";
import {series} from "./palette.js";
import {follow} from "./pointing.js";
import {inTurn} from "./turns.js";

/**
 * @import {ECharts, EChartsOption, GridComponentOption, LineSeriesOption, SeriesOption} from "../vendor/echarts/echarts.common.min.js"
 * @import {Pointing} from "./pointing.js"
 */

/**
 * @typedef {import("./inks.js").Inks} Inks
 * @typedef {number | string | null | undefined} Cell text, or a number to be written as one
 * @typedef {{columns: string[], rows: Cell[][]}} Numbers
 */

/**
 * What a chart shows. `label` says in a sentence what there is to see; `table` gives the numbers to
 * those who read rather than look.
 *
 * @typedef {{title: string, label: string, option: Option, table?: () => Numbers}} Described
 * @typedef {Omit<EChartsOption, "grid" | "series"> & {series: SeriesOption[],
 *     grid?: GridComponentOption[]}} Option
 */

/**
 * ECharts, fetched as soon as a view with charts is: the build with lines, bars and points, in
 * which there is all that is used here, and none of maps and trees.
 */
const library = import("../vendor/echarts/echarts.common.min.js").then(() => globalThis.echarts);
library.catch(() => undefined);

/** @type {(() => void)[]} */
const waiting = [];

/** @type {() => unknown} */
let tellFirst = () => undefined;

/**
 * When there is something to see in a chart, or never will be.
 *
 * @type {Promise<void>}
 */
export const firstChart = new Promise((done) => {
  tellFirst = done;
  library.catch(() => done());
});

/**
 * Waits until the next chart is drawn; not where none will ever be.
 *
 * @returns {Promise<void>}
 */
export function nextDrawing() {
  return library.then(
    () =>
      new Promise((done) => {
        waiting.push(done);
      }),
    () => undefined,
  );
}

/** What is out of sight is drawn anew once nothing has changed for so long. */
const REST_MS = 500;

/** @type {("solid" | "dashed" | "dotted" | number[])[]} */
const DASHES = ["solid", "dashed", "dotted", [10, 3, 2, 3]];

/**
 * How series `i` looks.
 *
 * @param {number} i
 */
export function look(i) {
  return {
    color: series(i),
    symbol: markerOf(i).symbol,
    dash: DASHES[i % DASHES.length],
  };
}

/**
 * A figure with an ECharts chart, drawn anew with each `update(data)`, in the theme and size of the
 * moment, while it is in sight or about to be.
 *
 * @template Data
 */
export class Chart {
  #canvas = h("div", {class: "chart"});
  #caption = h("figcaption");
  #table = h("details", {class: "numbers no-print"}, h("summary", {}, "Numbers"));
  #describe;
  #signal;

  /** @type {Data | undefined} */
  #data;

  /** @type {Described | undefined} */
  #described;

  /** @type {ECharts | undefined} */
  #instance;

  /** @type {typeof globalThis.echarts | undefined} */
  #echarts;

  #rest = 0;
  #near = false;
  #drawn = false;

  /** @type {Pointing | undefined} */
  #pointing;

  /** @type {number | null} */
  #place = null;

  #hairline = h("div", {class: "hairline", hidden: true});

  #tell = () => this.#describeNow();

  figure = h("figure", {class: "plot"}, [this.#caption, this.#canvas, this.#table]);

  /**
   * @param {HTMLElement} element what it is appended to
   * @param {(data: Data, inks: Inks) => Described} describe
   * @param {AbortSignal} signal ends it
   */
  constructor(element, describe, signal) {
    this.#describe = describe;
    this.#signal = signal;
    element.append(this.figure);
    this.#watch();
    this.#load();
  }

  /** @param {Data} data */
  update(data) {
    this.#data = data;
    this.#soon();
  }

  /**
   * Tells of the places on the horizontal axis that are pointed at and chosen, while the pointer is
   * over it or keys move along it.
   *
   * @param {Pointing} pointing
   */
  listen(pointing) {
    this.#pointing = pointing;
  }

  /**
   * Points out a place on the horizontal axis, without drawing the chart anew.
   *
   * @param {number | null} place
   */
  point(place) {
    this.#place = place;
    this.#pointOut();
  }

  #watch() {
    const signal = this.#signal;
    const resized = new ResizeObserver(() => {
      this.#instance?.resize();
      this.#pointOut();
      this.#soon();
    });
    resized.observe(this.#canvas);
    const seen = new IntersectionObserver(([entry]) => this.#moved(entry.isIntersecting), {
      rootMargin: "40% 0%",
    });
    seen.observe(this.figure);
    this.#table.addEventListener("toggle", () => this.#fillTable());
    document.addEventListener("themechange", () => this.#soon(), {signal});
    addEventListener("beforeprint", () => this.#print(), {signal});
    signal.addEventListener("abort", () => {
      resized.disconnect();
      seen.disconnect();
      this.#instance?.dispose();
      clearTimeout(this.#rest);
    });
  }

  async #load() {
    try {
      this.#echarts = await library;
      this.#moved(this.#near);
    } catch {
      fill(this.#canvas, "The library that draws charts could not be fetched; the numbers can.");
    }
  }

  /** @param {boolean} isNear whether it is in sight, or about to be */
  #moved(isNear) {
    this.#near = isNear;
    this.#drawOrWait();
  }

  #drawOrWait() {
    if (this.#near && !this.#signal.aborted) {
      this.#draw();
    } else if (!this.#drawn) {
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => whenIdle(() => this.#drawUnlessLeft()), REST_MS);
    }
  }

  #drawUnlessLeft() {
    if (!this.#signal.aborted) {
      this.#draw();
    }
  }

  #soon() {
    inTurn(this.#tell);
  }

  #print() {
    this.#describeNow();
    this.#draw();
  }

  #describeNow() {
    if (this.#data === undefined || this.#signal.aborted) {
      return;
    }
    this.#described = this.#describe(this.#data, inksOf());
    this.#caption.textContent = this.#described.title;
    pictured(this.#canvas, this.#described.label);
    this.#table.hidden = !this.#described.table;
    this.#fillTable();
    this.#drawn = false;
    this.#drawOrWait();
  }

  #draw() {
    if (this.#echarts && this.#described && !this.#drawn) {
      this.#drawn = true;
      if (!this.#instance) {
        this.#instance = this.#echarts.init(this.#canvas, null, {renderer: "canvas"});
        this.#canvas.append(this.#hairline);
        follow(this.#instance, this.#pointing);
      }
      const inks = inksOf();
      const option = {...base(inks), ...this.#described.option};
      const placed = belowLegend(option, this.#canvas.clientWidth, inks);
      this.#instance.setOption(placed, {replaceMerge: ["series", "xAxis", "yAxis", "grid"]});
      const [top, bottom] = [placed.grid[0].top, placed.grid[0].bottom].map((pixels) =>
        percent(Number(pixels), this.#canvas.clientHeight),
      );
      Object.assign(this.#hairline.style, {top, bottom});
      this.#pointOut();
      tellDrawn(option.series);
    }
  }

  #pointOut() {
    const x =
      this.#place === null
        ? Number.NaN
        : Number(this.#instance?.convertToPixel({xAxisIndex: 0}, this.#place));
    const y = this.#canvas.clientHeight / 2;
    this.#hairline.hidden = !this.#instance?.containPixel("grid", [x, y]);
    this.#hairline.style.left = percent(x, this.#canvas.clientWidth);
  }

  #fillTable() {
    this.#table.querySelector(".scroll")?.remove();
    if (this.#table.open && this.#described?.table) {
      this.#table.append(numbersTable(this.#described.table()));
    }
  }
}

/** The name of the moment at which a page has its first chart, among those that browsers keep. */
const FIRST = "first-chart";

/**
 * Tells those who wait, and those who measure.
 *
 * @param {SeriesOption[]} drawn
 */
function tellDrawn(drawn) {
  const isEmpty = drawn.every(({data}) => !Array.isArray(data) || data.length === 0);
  if (!isEmpty && performance.getEntriesByName(FIRST).length === 0) {
    performance.mark(FIRST);
    tellFirst();
  }
  for (const done of waiting.splice(0)) {
    done();
  }
}

/**
 * A line, and at most so many markers on it as a series of their own: one for each of hundreds of
 * points takes its time.
 *
 * @param {LineSeriesOption & {name: string, look: number, points: (number | null)[][],
 *     markers: number}} line
 * @returns {SeriesOption[]}
 */
export function markedLine({name, look: i, points, markers, lineStyle, ...rest}) {
  const {color, symbol} = look(i);
  const own = {name, symbol, symbolSize: 8, itemStyle: {color, opacity: 1}};
  /** @type {SeriesOption} */
  const line = {
    ...own,
    type: "line",
    data: points,
    showSymbol: false,
    lineStyle: {color, ...lineStyle},
    ...rest,
  };
  if (markers === 0) {
    return [line];
  }
  const every = Math.max(1, Math.ceil(points.length / markers));
  const data = points.filter((_, k) => (k + i) % every === 0);
  return [line, {...own, type: "scatter", data, silent: true, tooltip: {show: false}, z: rest.z}];
}

/**
 * Faint columns over layers or steps.
 *
 * @param {[from: number, to: number][]} spans
 * @param {Inks} inks
 * @returns {LineSeriesOption["markArea"]}
 */
export function marks(spans, inks) {
  return {
    silent: true,
    itemStyle: {color: inks.warning, opacity: 0.16},
    data: spans.map(([from, to]) => [{xAxis: from}, {xAxis: to}]),
  };
}

/**
 * Runs of neighbours among layers, each as the pair that frames it.
 *
 * @param {number[]} layers
 * @returns {[from: number, to: number][]}
 */
export function framesOf(layers) {
  return neighbours(layers).map(([first, last]) => [first - 0.5, last + 0.5]);
}

/**
 * A part of a length that paper or another size of the screen changes.
 *
 * @param {number} part
 * @param {number} whole
 */
function percent(part, whole) {
  return `${(100 * part) / whole}%`;
}

/** @param {Numbers} numbers */
function numbersTable({columns, rows}) {
  /** @param {Cell} value */
  const text = (value) => (typeof value === "string" ? value : number(value));
  const body = rows.map((cells) => row(cells.map((value) => numberCell(text(value)))));
  return scrolling("Numbers", tableOf(columns.map(numberColumn), body));
}
