/**
 * What tells series apart without colour: a symbol of ECharts, either by its name or as a path, and
 * the same as a letter.
 *
 * @typedef {{symbol: string, glyph: string}} Marker
 */

/** @type {Marker[]} */
const MARKERS = [
  {symbol: "circle", glyph: "●"},
  {symbol: "path://M-.85-.85H.85V.85H-.85Z", glyph: "■"},
  {symbol: "path://M0-1.1 1 .8H-1Z", glyph: "▲"},
  {symbol: "path://M0-1.2 1 0 0 1.2-1 0Z", glyph: "◆"},
  {symbol: "path://M0 1.1 1-.8H-1Z", glyph: "▼"},
  {symbol: "path://M-.4-1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4Z", glyph: "✚"},
  {symbol: "path://M0-1.3.4-.4 1.3-.4.6.2.9 1.1 0 .6-.9 1.1-.6.2-1.3-.4-.4-.4Z", glyph: "★"},
];

/**
 * The marker of series `i`. As there are as many colours, each round of them begins at another
 * marker, so that no two series before the fiftieth have both alike.
 *
 * @param {number} i
 */
export function markerOf(i) {
  return MARKERS[(i + Math.floor(i / MARKERS.length)) % MARKERS.length];
}

/**
 * @param {string} symbol of a marker
 * @returns {Path2D} its outline around the origin, between −1 and 1
 */
export function outlineOf(symbol) {
  const [, path] = symbol.split("://");
  const outline = new Path2D(path);
  if (!path) {
    outline.arc(0, 0, 1, 0, 2 * Math.PI);
  }
  return outline;
}
