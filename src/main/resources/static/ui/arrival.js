/**
 * How far down the page was left at each entry of the history, by the entry's number.
 *
 * @type {Map<number, number>}
 */
const left = new Map();

/** What somebody does who looks elsewhere meanwhile. */
const OWN_WAYS = ["wheel", "pointerdown", "keydown"];

// A browser would scroll before there is anything to scroll to.
history.scrollRestoration = "manual";
let entry = numberOfEntry();
left.set(entry, history.state.place ?? 0);
addEventListener("pagehide", () => history.replaceState({entry, place: scrollY}, ""));

/**
 * The number of the entry of the history that is shown; one that is new gets one.
 *
 * @returns {number}
 */
function numberOfEntry() {
  const number = history.state?.entry ?? performance.timeOrigin + performance.now();
  history.replaceState({...history.state, entry: number}, "");
  return number;
}

/** Notes where the page is left; to be called while what is left is still shown. */
export function leave() {
  left.set(entry, scrollY);
  entry = numberOfEntry();
}

/**
 * Goes to where the entry was left, if it was, as soon as the page is long enough, unless somebody
 * goes elsewhere before.
 *
 * @param {HTMLElement} main what grows
 * @param {AbortSignal} signal
 */
export function arrive(main, signal) {
  const place = left.get(entry) ?? 0;
  scrollTo(0, place);
  const grown = new ResizeObserver(() => {
    scrollTo(0, place);
    if (scrollY > place - 1) {
      grown.disconnect();
    }
  });
  const stop = () => grown.disconnect();
  for (const kind of OWN_WAYS) {
    addEventListener(kind, stop, {once: true, signal});
  }
  signal.addEventListener("abort", stop);
  grown.observe(main);
}
