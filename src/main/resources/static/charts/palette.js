/**
 * Okabe and Ito's colours, distinguishable by colour-blind readers; those of the pictures of the
 * API.
 */
export const SERIES = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F7F7F"];

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
 * The value of a colour of tokens.css in the theme of the moment, such as `ink("muted")`.
 *
 * @param {string} name
 */
export function ink(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** The size of a rem, in pixels. */
export function rootSize() {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
