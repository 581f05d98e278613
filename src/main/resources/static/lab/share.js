import {freshId, h} from "../ui/dom.js";
import {curlOf, pythonOf} from "./code.js";
import {selectOf} from "./fields.js";
import {modeOf} from "./presets.js";
import {checkOf, lookOf, trainingOf} from "./requests.js";

/** Copies the exact requests as programs, and the lesson as a link. */
export function shareBar(design, preset, settle) {
  const requests = {
    train: () => trainingOf(design),
    look: () => lookOf(design, preset?.request.include),
    check: () => checkOf(design),
    ...(preset &&
      modeOf(preset) === "experiment" && {
        experiment: () => [{path: preset.endpoint, body: preset.request}],
      }),
  };
  const names = {
    train: "Run",
    look: "Look before training",
    check: "Check",
    experiment: "the experiment",
  };
  const languages = {curl: curlOf, Python: pythonOf};
  const said = h("span", {class: "good", role: "status"});
  const code = h("pre", {class: "code", tabindex: "0", "aria-label": "The program"});
  const open = h("details", {}, [h("summary", {}, "Show the program"), code]);
  let language = "curl";

  const what = selectOf(
    Object.keys(requests).map((value) => ({value, label: names[value]})),
    preset ? modeOf(preset) : "train",
    undefined,
    () => render(),
  );
  what.id = freshId("what");
  const program = (name) => languages[name](requests[what.value]());
  const shown = () => {
    try {
      return program(language);
    } catch (error) {
      return error.message;
    }
  };
  const render = () => {
    code.textContent = open.open ? shown() : "";
  };
  const copy = async (name, text) => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = `${name} copied.`;
    } catch {
      said.textContent = "The browser does not allow copying; select the text below.";
      open.open = true;
    }
  };
  const button = (text, act) => h("button", {type: "button", onclick: act}, text);
  const copyCode = (name) => {
    language = name;
    render();
    return copy(name, program(name));
  };
  const link = async () => {
    if (await settle()) {
      return copy("Link", location.href);
    }
    said.textContent = "There are too many rows or weights for a link; copy the program instead.";
  };
  open.addEventListener("toggle", render);
  design.addEventListener("change", () => {
    render();
    said.textContent = "";
  });
  return h("section", {class: "share card no-print", "aria-label": "Share"}, [
    h("div", {class: "row"}, [
      h("label", {for: what.id}, "Take with you: "),
      what,
      button("Copy as curl", () => copyCode("curl")),
      button("Copy as Python", () => copyCode("Python")),
      button("Copy link", link),
      said,
    ]),
    open,
  ]);
}
