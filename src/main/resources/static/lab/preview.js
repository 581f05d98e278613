import {post} from "../api/client.js";
import {h} from "../ui/dom.js";
import {pictureOf} from "./samples.js";
import {fitOf} from "./fit.js";

const PAUSE = 300;
const MOST_SAMPLES = 600;

/** Shows the first samples of the chosen data as they change, and offers what would make the network fit them. */
export function followPreview(element, design, signal) {
  let timer;
  let asked = new AbortController();
  let sight;

  const offer = h("p", {class: "offer"});
  const renderOffer = () => {
    const fit = sight && fitOf(design.body, sight);
    offer.replaceChildren(...(fit ? [`The network does not fit: ${fit.reason}. `, h("button", {type: "button", onclick: () => accept(fit)}, `Make it ${fit.words}`)] : []));
  };
  const accept = ({change}) => {
    change(design);
    element.dispatchEvent(new CustomEvent("fitted", {bubbles: true}));
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
      sight = await post(`/v1/datasets/preview?limit=${MOST_SAMPLES}`, dataset, {signal: asked.signal});
      element.replaceChildren(h("p", {class: "muted"}, describe(sight)), pictureOf(sight), offer);
      renderOffer();
    } catch (error) {
      if (error.name !== "AbortError") {
        sight = undefined;
        element.replaceChildren(h("p", {class: "muted"}, "No preview: ", error.message));
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

function describe({samples, features, outputs, classes, classNames, task}) {
  const answers = task === "classification"
    ? `${classes} classes${classes <= 10 ? ` (${classNames.join(", ")})` : ""}`
    : `${outputs} ${outputs === 1 ? "target" : "targets"}`;
  return `${samples.toLocaleString("en")} samples, ${features} ${features === 1 ? "feature" : "features"}, ${answers}`;
}
