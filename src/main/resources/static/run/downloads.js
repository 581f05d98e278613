import {messageOf, relative} from "../api/client.js";
import {known} from "../api/token.js";
import {h} from "../ui/dom.js";
import {save} from "../ui/download.js";
import {measuresCurvature} from "./kinds.js";

/** @import {Variant} from "./recorded.js" */

/** @typedef {{text: string, type: string, ending: string}} Form of a file */

const JSON_FORM = {text: "JSON", type: "application/json", ending: "json"};
const CSV_FORM = {text: "CSV", type: "text/csv", ending: "csv"};
/** Named by the service. */
const FILE = {type: "application/octet-stream", ending: ""};
const SVG_FORM = {text: "SVG", type: "image/svg+xml", ending: "svg"};

const FILES = [
  {what: "Loss curve", path: "loss-curve", forms: [JSON_FORM, CSV_FORM, SVG_FORM]},
  {
    what: "Gradient trace",
    path: "gradient-trace",
    forms: [JSON_FORM, CSV_FORM, {...SVG_FORM, text: "heat map SVG"}],
  },
  {
    what: "Curvature",
    path: "curvature",
    forms: [JSON_FORM, CSV_FORM, SVG_FORM],
    of: measuresCurvature,
  },
  {what: "Gradient profile", path: "gradient-trace?view=flow", forms: [SVG_FORM]},
];
const EXPORTS = [
  {text: "one page", format: "html"},
  {text: "TensorBoard", format: "tensorboard"},
  {text: "safetensors", format: "safetensors"},
  {text: "ONNX", format: "onnx"},
];

/**
 * Everything that can be taken away, for each variant.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 */
export function downloads(element, variants) {
  const items = variants.map((variant) =>
    h("li", {}, [variants.length > 1 && h("strong", {}, [variant.name, ": "]), linksOf(variant)]),
  );
  element.append(
    h("h2", {}, "Take away"),
    h("ul", {class: "downloads"}, items),
    h("p", {class: "fault", role: "status"}),
  );
}

/** @param {Variant} variant */
function linksOf({run}) {
  const {id} = run.job;
  return [
    FILES.filter(({of}) => !of || of(run.job)).map(({what, path, forms}) => [
      h("span", {class: "muted"}, `${what} `),
      forms.map((form) => fetched(`${run.path}/${path}`, `${what} ${id}.${form.ending}`, form)),
    ]),
    h("span", {class: "muted"}, "Export "),
    EXPORTS.map(({text, format}) =>
      file(`${run.path}/export?format=${format}`, `${format} ${id}`, {...FILE, text}),
    ),
    h("span", {class: "muted"}, "Network "),
    file(`${run.path}/parameters`, `parameters ${id}.json`, {...JSON_FORM, text: "parameters"}),
    fetched(`${run.path}/parameters`, `parameters ${id}.csv`, {...CSV_FORM, text: "as CSV"}),
    file(run.path, `job ${id}.json`, {...JSON_FORM, text: "job"}),
  ];
}

/**
 * A link to a file, however large; one that shows the token of this tab, if there is one, which a
 * plain link cannot.
 *
 * @param {string} path
 * @param {string} name where the service says none
 * @param {Form} form
 */
function file(path, name, {text, type, ending}) {
  const download = ending === "" ? "" : name;
  const link = h("a", {href: relative(path), download}, text);
  return savedBy(link, () => known() !== null, {path, name, type});
}

/**
 * A link that asks for one of the forms of an address, which a plain link cannot.
 *
 * @param {string} path
 * @param {string} name
 * @param {Form} form
 */
function fetched(path, name, {text, type}) {
  const link = h("a", {href: relative(path)}, text);
  return savedBy(link, () => true, {path, name, type});
}

/**
 * @param {HTMLAnchorElement} link
 * @param {() => boolean} isNeeded
 * @param {{path: string, name: string, type: string}} wanted
 */
function savedBy(link, isNeeded, {path, name, type}) {
  link.addEventListener("click", async (event) => {
    if (!isNeeded()) {
      return;
    }
    event.preventDefault();
    const status = link.closest("section")?.querySelector("[role=status]");
    try {
      await save(path, name, type);
      status?.replaceChildren();
    } catch (error) {
      status?.replaceChildren(messageOf(error));
    }
  });
  return link;
}
