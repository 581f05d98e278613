import {get, post} from "../api/client.js";
import {h} from "../ui/dom.js";
import {pictureOf} from "./samples.js";
import {fitOf} from "./fit.js";

const PAUSE = 300;
const MOST_SAMPLES = 600;
const PAGE = 100;
const FEW = 24;

/** Shows the first samples of the chosen data as they change, and offers what would make the network fit them. */
export function followPreview(element, design, signal) {
  let timer;
  let asked = new AbortController();
  let sight;

  const offer = h("p", {class: "offer"});
  const renderOffer = () => {
    const fit = sight && fitOf(design.body, sight);
    offer.replaceChildren(
      ...(fit
        ? [
            `The network does not fit: ${fit.reason}. `,
            h("button", {type: "button", onclick: () => accept(fit)}, `Make it ${fit.words}`),
          ]
        : []),
    );
  };
  const accept = ({change}) => {
    change(design);
    element.dispatchEvent(new CustomEvent("restored", {bubbles: true, detail: []}));
  };
  const look = async () => {
    asked.abort();
    asked = new AbortController();
    const dataset = design.get("/dataset");
    if (dataset === undefined) {
      sight = undefined;
      element.replaceChildren();
      return;
    }
    try {
      sight = await sightOf(dataset, asked.signal);
      element.replaceChildren(h("p", {class: "muted"}, describe(sight)), pictureOf(sight), offer);
      renderOffer();
    } catch (error) {
      if (error.name !== "AbortError") {
        sight = undefined;
        element.replaceChildren(h("p", {class: "muted"}, ["No preview: ", error.message]));
      }
    }
  };
  design.addEventListener("change", ({detail}) => {
    if (detail.startsWith("/dataset")) {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    } else if (detail.startsWith("/network") || detail === "/cost") {
      renderOffer();
    }
  });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    asked.abort();
  });
  look();
}

/** What a preview of the service says: the shape and the first samples. Kept data are read a page at a time. */
async function sightOf(dataset, signal) {
  if (dataset.id === undefined) {
    return post(`/v1/datasets/preview?limit=${MOST_SAMPLES}`, dataset, {signal});
  }
  const path = `/v1/datasets/${encodeURIComponent(dataset.id)}`;
  const about = await get(path, {signal});
  const offsets =
    about.features > 2 ? [0] : [0, PAGE, 2 * PAGE].filter((offset) => offset < about.samples);
  const pages = await Promise.all(
    offsets.map((offset) =>
      get(`${path}/rows?limit=${about.features > 2 ? FEW : PAGE}&offset=${offset}`, {signal}),
    ),
  );
  return {
    ...about,
    ...Object.fromEntries(
      ["inputs", "targets", "labels"]
        .filter((key) => pages[0][key])
        .map((key) => [key, pages.flatMap((page) => page[key])]),
    ),
  };
}

function describe({samples, features, outputs, classes, classNames, task}) {
  const answers =
    task === "classification"
      ? `${classes} classes${classes <= 10 ? ` (${classNames.join(", ")})` : ""}`
      : `${outputs} ${outputs === 1 ? "target" : "targets"}`;
  return `${samples === 1 ? "1 sample" : `${samples.toLocaleString("en")} samples`}, ${features} ${features === 1 ? "feature" : "features"}, ${answers}`;
}
