/** @import {ECharts} from "../vendor/echarts/echarts.common.min.js" */

/**
 * What follows the pointer: `onPoint` gets the place on the horizontal axis, null beside it.
 *
 * @typedef {{onPoint: (place: number | null) => void, onChoose: (place: number) => void}} Pointing
 */

/**
 * Tells of the places that the pointer passes.
 *
 * @param {ECharts} chart
 * @param {Pointing | undefined} pointing
 */
export function follow(chart, pointing) {
  if (!pointing) {
    return;
  }
  /** @param {{offsetX: number, offsetY: number}} event */
  const placeOf = ({offsetX: x, offsetY: y}) =>
    chart.containPixel("grid", [x, y]) ? Number(chart.convertFromPixel({xAxisIndex: 0}, x)) : null;
  const surface = chart.getZr();
  surface.on("mousemove", (event) => pointing.onPoint(placeOf(event)));
  surface.on("globalout", () => pointing.onPoint(null));
  surface.on("click", (event) => {
    const place = placeOf(event);
    if (place !== null) {
      pointing.onChoose(place);
    }
  });
}
