/**
 * About so many places of a range at one distance, the first and the last among them.
 *
 * @param {number} length
 * @param {number} most
 */
export function ticks(length, most) {
  const last = length - 1;
  const stride = Math.max(1, Math.ceil(last / Math.max(1, Math.floor(most) - 1)));
  const places = [0];
  for (let i = stride; i <= last - stride / 2; i += stride) {
    places.push(i);
  }
  return last > 0 ? [...places, last] : places;
}
