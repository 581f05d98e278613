import {post, Problem} from "../api/client.js";
import {h} from "../ui/dom.js";

const PAUSE = 300;

/** Asks the service, while the user builds, whether the network makes sense and fits the cost and the data. */
export function followValidity(element, design, faults, signal) {
  let timer;
  let asked = new AbortController();
  const ask = async () => {
    asked.abort();
    asked = new AbortController();
    const {network, cost, dataset} = design.body;
    try {
      const answer = await post(
        "/v1/networks/validate",
        {network, cost, dataset},
        {signal: asked.signal},
      );
      say(answer.errors, answer);
    } catch (error) {
      if (error.name !== "AbortError") {
        say(error instanceof Problem ? error.faults : [], {}, error);
      }
    }
  };
  const say = (errors, {parameterCount, layers}, error) => {
    if (signal.aborted) {
      return;
    }
    faults.show("validity", errors);
    element.replaceChildren(
      errors.length > 0
        ? h("span", {class: "bad"}, errors.length === 1 ? "1 fault" : `${errors.length} faults`)
        : error
          ? error.message
          : h("span", {class: "good"}, "fits"),
      parameterCount === undefined
        ? ""
        : ` · ${layers.length} ${layers.length === 1 ? "layer" : "layers"} · ${parameterCount.toLocaleString("en")} parameters`,
    );
  };
  design.addEventListener("change", ({detail}) => {
    if (/^\/(network|cost|dataset)/.test(detail)) {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    }
  });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    asked.abort();
  });
  ask();
}
