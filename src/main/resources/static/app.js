/** The page: one view at a time, chosen by the fragment of the address. */
import {askAgain, askWith} from "./api/token.js";
import {currentRoute} from "./route.js";
import {arrive, leave} from "./ui/arrival.js";
import {byId, h} from "./ui/dom.js";
import {problemPanel} from "./ui/problem.js";
import {followTheme} from "./ui/theme.js";
import {tokenAsked} from "./ui/token.js";

/** @import {Route} from "./route.js" */

/**
 * The signal is aborted when the user leaves the view.
 *
 * @typedef {{show: (root: HTMLElement, route: Route, signal: AbortSignal) => Promise<void>}} View
 */

/** @type {Record<string, () => Promise<View>>} */
const views = {
  lab: () => import("./lab/lab.js"),
  learn: () => import("./learn/learn.js"),
  runs: () => import("./run/run.js"),
  jobs: () => import("./archive/jobs.js"),
  experiments: () => import("./archive/experiments.js"),
};

const main = byId("main");
let leaving = new AbortController();

async function show() {
  const route = currentRoute();
  leaving.abort();
  leaving = new AbortController();
  const {signal} = leaving;
  markCurrent(route.view);
  const root = h("div", {class: `view view-${route.view}`});
  main.replaceChildren(root);
  arrive(main, signal);
  try {
    if (!Object.hasOwn(views, route.view)) {
      throw new Error(`There is no page “${route.view}”.`);
    }
    const view = await views[route.view]();
    if (!signal.aborted) {
      await view.show(root, route, signal);
    }
  } catch (error) {
    if (!signal.aborted) {
      const isHeaded = root.querySelector("h1") !== null;
      root.append(isHeaded ? "" : h("h1", {}, "Nothing to show"), problemPanel(error));
    }
  }
}

/** @param {string} view */
function markCurrent(view) {
  for (const link of document.querySelectorAll(".masthead nav a")) {
    if (link instanceof HTMLAnchorElement && link.hash.startsWith(`#/${view}`)) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

/** Has the title of the document be that of the view, whenever this changes. */
function entitle() {
  const heading = main.querySelector("h1");
  const title = heading?.dataset.title ?? heading?.textContent;
  document.title = title ? `${title} · Gradtrace` : "Gradtrace";
}

followTheme(byId("theme"));
new MutationObserver(entitle).observe(main, {childList: true, subtree: true});
askWith(tokenAsked);
addEventListener("hashchange", () => {
  askAgain();
  leave();
  show();
  main.focus({preventScroll: true});
});
show();
