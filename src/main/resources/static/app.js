/** The page: one view at a time, chosen by the fragment of the address. */
import {h} from "./ui/dom.js";
import {problemPanel} from "./ui/problem.js";
import {currentRoute} from "./route.js";
import {followTheme} from "./ui/theme.js";

/** Each view exports `show(root, route, signal)`; the signal is aborted when the user leaves it. */
const views = {
  lab: () => import("./lab/lab.js"),
  runs: () => import("./run/run.js"),
  jobs: () => import("./archive/jobs.js"),
  experiments: () => import("./archive/experiments.js"),
};

const main = document.getElementById("main");
let leaving = new AbortController();

async function show() {
  const route = currentRoute();
  leaving.abort();
  leaving = new AbortController();
  const {signal} = leaving;
  for (const link of document.querySelectorAll(".masthead nav a")) {
    const here = link.hash.startsWith(`#/${route.view}`);
    here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  }
  const root = h("div", {class: `view view-${route.view}`});
  main.replaceChildren(root);
  try {
    const load = views[route.view];
    if (!load) {
      throw new Error(`There is no page “${route.view}”.`);
    }
    const view = await load();
    if (!signal.aborted) {
      await view.show(root, route, signal);
    }
  } catch (error) {
    if (!signal.aborted) {
      root.append(problemPanel(error));
    }
  }
}

followTheme(document.getElementById("theme"));
addEventListener("hashchange", () => {
  show();
  main.focus({preventScroll: true});
  scrollTo(0, 0);
});
show();
