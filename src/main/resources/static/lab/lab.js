import {get} from "../api/client.js";
import {h} from "../ui/dom.js";
import {actionBar, actionsOf} from "./actions.js";
import {designAt, followDesign, isUntouched} from "./address.js";
import {comparison} from "./compare.js";
import {dataSection} from "./data.js";
import {Faults} from "./faults.js";
import {gallery} from "./gallery.js";
import {lesson} from "./lesson.js";
import {networkSection} from "./network.js";
import {modeOf} from "./presets.js";
import {shareBar} from "./share.js";
import {trainingSection} from "./training.js";
import {followValidity} from "./validity.js";
import {valueAt} from "../json/pointer.js";

/** The Lab: choose or build a network, data and a way to train; look, check, run, compare. */
export async function show(root, {query}, signal) {
  const [catalogue, {data: presets}, {data: datasets}] = await Promise.all([
    known("/v1/catalogue"),
    known("/v1/presets?limit=100"),
    get("/v1/datasets?limit=100", {signal}),
  ]);
  const {design, preset} = await designAt(query, presets);
  const mode = preset && modeOf(preset);
  const settle = followDesign(design, preset, signal);

  const form = h("form", {
    class: "lab",
    novalidate: true,
    "aria-label": "Network, data and training",
    onsubmit: (event) => event.preventDefault(),
  });
  const summary = h("section", {
    class: "problem",
    tabindex: "-1",
    hidden: true,
    "aria-live": "polite",
  });
  const faults = new Faults(root, summary, design);
  const validity = h("p", {class: "validity", role: "status"});
  const results = h("div", {class: "results"});
  const card = preset && lesson(preset);
  const looked = async (requests, answers) => {
    const at = requests.findIndex(({path}) => path === preset?.endpoint);
    if (at >= 0 && (await isUntouched(design, preset))) {
      card.measured(preset.expected.map(({pointer}) => valueAt(answers[at], pointer)));
    }
  };
  const compareWith = (variant) => {
    design.compareWith(variant);
    render();
    form.querySelector(".compare").scrollIntoView({block: "center"});
  };
  const actions = actionsOf({design, preset, faults, results, settle, looked, compareWith, signal});
  const render = () =>
    form.replaceChildren(
      h("div", {class: "lab-columns"}, [
        networkSection(design, catalogue),
        dataSection(design, catalogue, datasets, signal),
        trainingSection(design, catalogue),
        comparison(design, catalogue),
      ]),
    );
  const notes = h("ul", {class: "notes", "aria-label": "Notes on the import"});
  form.addEventListener("restored", ({detail}) => {
    notes.replaceChildren(...detail.map((note) => h("li", {}, note)));
    render();
    form.querySelector(".network input").focus();
  });
  render();

  const buttons = actionBar(actions, mode);
  root.append(
    gallery(presets, preset),
    ...(card ? [card.element] : [h("h1", {class: "visually-hidden"}, "Lab")]),
    results,
    summary,
    notes,
    form,
    h("div", {class: "bar no-print"}, [h("div", {class: "row"}, buttons), validity]),
    shareBar(design, preset, settle),
  );
  followValidity(validity, design, faults, signal);
  if (mode === "look" && (await isUntouched(design, preset))) {
    await actions.attempt(
      buttons.find(({className}) => className === "primary"),
      "Looking …",
      actions.look,
      {quietly: true},
    );
  }
}

const memory = new Map();

/** What does not change while the service runs is asked for once. */
function known(path) {
  if (!memory.has(path)) {
    memory.set(
      path,
      get(path).catch((error) => {
        memory.delete(path);
        throw error;
      }),
    );
  }
  return memory.get(path);
}
