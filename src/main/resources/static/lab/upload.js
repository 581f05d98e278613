import {request} from "../api/client.js";
import {announce, forgetFile, freshId, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {headerOf} from "./header.js";

/** A place to drop a CSV file, or the two IDX files of images and labels; `kept` hears of the dataset made of them. */
export function uploadZone(kept) {
  const id = freshId("files");
  const input = h("input", {
    id,
    type: "file",
    multiple: true,
    onclick: forgetFile,
    accept: ".csv,.gz,.tsv,.txt,.idx,.ubyte,.idx1-ubyte,.idx3-ubyte",
    onchange: () => take([...input.files]),
  });
  const next = h("div", {class: "upload-next"});
  const zone = h("div", {class: "drop"}, [
    h("label", {for: id}, "Drop or choose a CSV file, or a pair of IDX files (gzip or not)"),
    input,
    next,
  ]);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragover");
    });
  }
  zone.addEventListener("drop", (event) => take([...event.dataTransfer.files]));

  async function take(files) {
    try {
      const form =
        files.length === 2
          ? pairForm(files)
          : files.length === 1
            ? await tableForm(files[0])
            : null;
      next.replaceChildren(
        form ?? h("p", {class: "fault"}, "One CSV file, or two IDX files: images and labels."),
      );
      next.querySelector("select, button")?.focus();
    } catch (error) {
      next.replaceChildren(problemPanel(error));
    }
  }

  async function send(form, name) {
    form.append("name", name);
    next.replaceChildren(h("p", {role: "status"}, "Uploading …"));
    try {
      const dataset = await request("/v1/datasets", {method: "POST", form});
      announce(
        `Dataset ${dataset.name}: ${dataset.samples} samples, ${dataset.features} features.`,
      );
      kept(dataset);
    } catch (error) {
      next.replaceChildren(problemPanel(error));
    }
  }

  function pairForm(files) {
    const isImages = ({name}) => /image|idx3/i.test(name);
    const [images, labels] = isImages(files[1]) && !isImages(files[0]) ? files.toReversed() : files;
    const form = new FormData();
    form.append("images", images);
    form.append("labels", labels);
    return h("p", {}, [
      `Images: ${images.name}, labels: ${labels.name}. `,
      h(
        "button",
        {type: "button", class: "primary", onclick: () => send(form, stemOf(images.name))},
        "Upload",
      ),
    ]);
  }

  async function tableForm(file) {
    const columns = await headerOf(file);
    const answer = h(
      "select",
      {id: freshId("answer"), onchange: () => (targets.hidden = answer.value !== "numbers")},
      [
        h("option", {value: "auto"}, `the last column (${columns.at(-1)})`),
        columns.map((name, index) => h("option", {value: index}, `the class is ${name}`)),
        h("option", {value: "numbers"}, "numbers (regression): choose columns"),
      ],
    );
    const targets = h("fieldset", {hidden: true}, [
      h("legend", {}, "Targets"),
      columns.map((name, index) =>
        h("label", {}, [h("input", {type: "checkbox", value: index}), ` ${name} `]),
      ),
    ]);
    const upload = () => {
      const form = new FormData();
      form.append("file", file);
      if (answer.value === "numbers") {
        targets
          .querySelectorAll(":checked")
          .forEach(({value}) => form.append("targetColumns", value));
      } else if (answer.value !== "auto") {
        form.append("labelColumn", answer.value);
      }
      return send(form, stemOf(file.name));
    };
    return h("div", {class: "fields"}, [
      h("div", {class: "field"}, [
        h("label", {for: answer.id}, `${file.name}: what is to be predicted?`),
        answer,
      ]),
      targets,
      h("button", {type: "button", class: "primary", onclick: upload}, "Upload"),
    ]);
  }
  return zone;
}

/** The name of a file without what only says how it is written. */
function stemOf(name) {
  return name
    .replace(/\.gz$/i, "")
    .replace(/\.(csv|tsv|txt|idx)$/i, "")
    .slice(0, 200);
}
