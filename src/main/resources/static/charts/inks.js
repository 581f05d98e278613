import {shortened} from "../ui/words.js";
import {ink, rootSize} from "./palette.js";

/**
 * @import {GridComponentOption, LegendComponentOption, TooltipComponentOption}
 *     from "../vendor/echarts/echarts.common.min.js"
 * @import {Option} from "./chart.js"
 */

/** How wide the mark of an entry of a legend is. */
const LEGEND_MARK = 30;

/** Letters of a name that an entry of a legend shows. */
const LONGEST_NAME = 40;

/** @param {string} name of a series */
const shown = (name) => shortened(name, LONGEST_NAME);

/**
 * The option with its first grid below as many lines as the legend takes.
 *
 * @param {Option & {grid: GridComponentOption[]}} option
 * @param {number} width
 * @param {Inks} inks
 */
export function belowLegend(option, width, {size}) {
  const names = [...new Set(option.series.flatMap(({name}) => name ?? []))].map((name) =>
    shown(String(name)),
  );
  const taken = names.reduce((sum, name) => sum + LEGEND_MARK + 16 + 0.57 * size * name.length, 0);
  const lines = Math.ceil(taken / Math.max(1, width - 20));
  const [first, ...others] = option.grid;
  return {...option, grid: [{...first, top: 16 + 1.75 * size * lines}, ...others]};
}

/**
 * Colours and the size of text, of the moment.
 *
 * @typedef {ReturnType<typeof inksOf>} Inks
 */
export function inksOf() {
  return {
    size: Math.max(12, 0.76 * rootSize()),
    ink: ink("ink"),
    muted: ink("muted"),
    line: ink("line"),
    paper: ink("paper"),
    raised: ink("raised"),
    warning: ink("warning"),
    error: ink("error"),
  };
}

/**
 * What charts have unless they say otherwise.
 *
 * @param {Inks} inks
 */
export function base(inks) {
  const text = {color: inks.ink, fontSize: inks.size};
  /** @type {LegendComponentOption} */
  const legend = {
    top: 4,
    itemGap: 10,
    textStyle: text,
    formatter: shown,
    itemWidth: LEGEND_MARK,
    itemHeight: inks.size,
  };
  /** @type {TooltipComponentOption} */
  const tooltip = {
    trigger: "axis",
    confine: true,
    backgroundColor: inks.raised,
    borderColor: inks.line,
    textStyle: {...text, fontSize: inks.size + 1},
  };
  return {
    animation: false,
    textStyle: {color: inks.ink, fontFamily: getComputedStyle(document.body).fontFamily},
    grid: [frame(inks)],
    legend,
    tooltip,
  };
}

/**
 * The room axes take around a grid.
 *
 * @param {Inks} inks
 */
export function frame({size}) {
  return {left: 5.3 * size, right: 1.5 * size, bottom: 3.7 * size};
}
