/**
 * What tells series apart on light paper, for colour-blind readers, too; the colours of the
 * pictures of the API. They stand out from the paper, and `--series-0` and on have those of the
 * theme.
 */
export const SERIES = ["#0F4DB0", "#A9420C", "#007D53", "#AC7A90", "#D6740A", "#5F8FD0", "#55555C"];

/** The same on dark paper. */
const SERIES_ON_DARK = [
  "#4668F8",
  "#CB430A",
  "#35B377",
  "#C884AC",
  "#FFD32A",
  "#BDE4FF",
  "#786D6A",
];

/**
 * The colour of series `i` in the theme of the moment.
 *
 * @param {number} i
 */
export function series(i) {
  const isDark = document.documentElement.dataset.theme === "dark";
  const colours = isDark ? SERIES_ON_DARK : SERIES;
  return colours[i % colours.length];
}

/**
 * The same for styles, which follow the theme by themselves.
 *
 * @param {number} i
 */
export function seriesVariable(i) {
  return `var(--series-${i % SERIES.length})`;
}

/** Viridis, perceptually uniform, from low to high. */
export const HEAT = [
  "#440154",
  "#482878",
  "#3E4A89",
  "#31688E",
  "#26828E",
  "#1F9E89",
  "#35B779",
  "#6DCD59",
  "#B4DE2C",
  "#FDE725",
];

/**
 * The colours that were asked for in the theme of the moment.
 *
 * @type {Map<string, string>}
 */
const inks = new Map();
document.addEventListener("themechange", () => inks.clear());

/**
 * The value of a colour of tokens.css in the theme of the moment, such as `ink("muted")`.
 *
 * @param {string} name
 */
export function ink(name) {
  const colour = inks.get(name) ?? colourOf(name);
  inks.set(name, colour);
  return colour;
}

/**
 * Forced colours have one for what is written and one for what it is written on.
 *
 * @param {string} name
 */
function colourOf(name) {
  const use = name === "paper" ? "background-color" : "color";
  const probe = document.createElement("span");
  probe.style.setProperty(use, `var(--${name})`);
  document.body.append(probe);
  const colour = getComputedStyle(probe).getPropertyValue(use);
  probe.remove();
  return colour;
}

/** The size of a rem, in pixels. */
export function rootSize() {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
