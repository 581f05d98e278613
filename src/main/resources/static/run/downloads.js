import {h} from "../ui/dom.js";
import {relative} from "../api/client.js";

const FILES = [
  [
    "Loss curve",
    "loss-curve",
    [
      ["JSON", "application/json", "json"],
      ["CSV", "text/csv", "csv"],
      ["SVG", "image/svg+xml", "svg"],
    ],
  ],
  [
    "Gradient trace",
    "gradient-trace",
    [
      ["JSON", "application/json", "json"],
      ["CSV", "text/csv", "csv"],
      ["heat map SVG", "image/svg+xml", "svg"],
    ],
  ],
  ["Gradient profile", "gradient-trace?view=flow", [["SVG", "image/svg+xml", "svg"]]],
];
const EXPORTS = [
  ["TensorBoard", "tensorboard"],
  ["safetensors", "safetensors"],
  ["ONNX", "onnx"],
];

/** Everything that can be taken away, for each variant. */
export function downloads(element, variants) {
  element.append(
    h("h2", {}, "Take away"),
    h(
      "ul",
      {class: "downloads"},
      variants.map(({run, name}) =>
        h("li", {}, [
          variants.length > 1 && h("strong", {}, [name, ": "]),
          FILES.map(([what, path, forms]) => [
            h("span", {class: "muted"}, `${what} `),
            forms.map(([form, type, ending]) =>
              fetched(`${run.path}/${path}`, type, `${what} ${run.job.id}.${ending}`, form),
            ),
          ]),
          h("span", {class: "muted"}, "Export "),
          EXPORTS.map(([title, format]) =>
            h("a", {href: relative(`${run.path}/export?format=${format}`), download: ""}, title),
          ),
          h("span", {class: "muted"}, "Network "),
          h(
            "a",
            {href: relative(`${run.path}/parameters`), download: `parameters ${run.job.id}.json`},
            "parameters",
          ),
          h("a", {href: relative(run.path), download: `job ${run.job.id}.json`}, "job"),
        ]),
      ),
    ),
    h("p", {class: "fault", role: "status"}),
  );
}

/** A link that asks for one of the forms of an address, which a plain link cannot. */
function fetched(path, type, file, text) {
  return h(
    "a",
    {
      href: relative(path),
      onclick: async (event) => {
        event.preventDefault();
        const status = event.currentTarget.closest("section").querySelector("[role=status]");
        const response = await fetch(relative(path), {headers: {Accept: type}}).catch(() => null);
        if (!response?.ok) {
          status.textContent = `${file} could not be fetched${response ? `: the service answered ${response.status}` : ""}.`;
          return;
        }
        status.textContent = "";
        const address = URL.createObjectURL(await response.blob());
        h("a", {href: address, download: file.replaceAll(" ", "-").toLowerCase()}).click();
        setTimeout(() => URL.revokeObjectURL(address), 60_000);
      },
    },
    text,
  );
}
