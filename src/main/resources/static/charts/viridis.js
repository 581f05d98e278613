import {HEAT} from "./palette.js";

const STOPS = HEAT.map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));

/** Red, green and blue of a share between 0 and 1. */
export function viridis(share) {
  const place = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
  const from = Math.min(STOPS.length - 2, Math.floor(place));
  return STOPS[from].map((channel, k) =>
    Math.round(channel + (place - from) * (STOPS[from + 1][k] - channel)),
  );
}
