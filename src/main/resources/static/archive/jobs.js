import {post, remove} from "../api/client.js";
import {announce, freshId, h} from "../ui/dom.js";
import {confirmed} from "../ui/confirm.js";
import {addressOf, goTo} from "../route.js";
import {number} from "../charts/format.js";
import {bodyOf} from "../diagnosis/remedy.js";
import {addressOfBody} from "../lab/address.js";
import {layersInShort} from "../run/spec.js";
import {focusBeside, pagedList, rowButton} from "./list.js";
import {FINISHED, moment, progressBar, statusBadge} from "./status.js";

const STATUSES = ["queued", "running", "succeeded", "failed", "cancelled"];
const LIMIT = "20";

/** Training jobs: filter, open, cancel, delete, and two of them side by side. */
export async function show(root, {query}, signal) {
  query.has("limit") || query.set("limit", LIMIT);
  const ticked = new Set();
  const compare = h(
    "button",
    {
      type: "button",
      class: "primary",
      disabled: true,
      onclick: () => goTo("runs", [[...ticked].join(",")]),
    },
    "Compare two side by side",
  );
  const tick = (id, isOn) => {
    isOn ? ticked.add(id) : ticked.delete(id);
    compare.disabled = ticked.size !== 2;
    announce(`${ticked.size} chosen.`);
  };
  const list = pagedList({
    view: "jobs",
    path: "/v1/training-jobs",
    query,
    signal,
    columns: ["", "job", "status", "network", "cost, optimizer", "result", "created", ""],
    empty: h("p", {}, ["No such jobs. ", h("a", {href: "#/lab"}, "Train one in the Lab.")]),
    row: (reload) => jobRow(tick, reload),
    isFinished: ({status}) => FINISHED.includes(status),
  });
  root.append(
    h("h1", {}, "Jobs"),
    h("div", {class: "row no-print"}, [
      statusFilter(query),
      compare,
      h("span", {class: "muted"}, "Tick two to compare."),
    ]),
    list.element,
  );
  await list.reload();
}

function statusFilter(query) {
  const id = freshId("status");
  const select = h(
    "select",
    {id, onchange: () => goTo("jobs", [], select.value ? {status: select.value} : {})},
    [
      h("option", {value: ""}, "any status"),
      STATUSES.map((status) => h("option", {value: status}, status)),
    ],
  );
  select.value = query.get("status") ?? "";
  return h("div", {}, [h("label", {for: id}, "Show "), select]);
}

function jobRow(tick, reload) {
  const cells = Object.fromEntries(
    ["name", "status", "network", "ways", "result", "created", "actions"].map((key) => [
      key,
      h("td", {}),
    ]),
  );
  const box = h("input", {type: "checkbox", onchange: () => tick(box.value, box.checked)});
  const element = h("tr", {}, [h("td", {}, box), Object.values(cells)]);
  let shown;
  const update = (job) => {
    const text = JSON.stringify([job.status, job.progress, job.result]);
    if (text === shown) {
      return;
    }
    const isFirst = shown === undefined;
    shown = text;
    const title = job.name ?? job.id;
    if (isFirst) {
      box.value = job.id;
      box.setAttribute("aria-label", `Compare ${title}`);
      cells.name.append(h("a", {href: addressOf("runs", [job.id])}, title));
      cells.network.append(
        `${job.spec.network.inputs} → ${layersInShort(job.spec.network.layers.map(({units, activation}) => ({units, activation})))}`,
      );
      cells.ways.append(
        `${job.spec.cost.replaceAll("_", " ")}, ${job.spec.optimizer.name} ${number(job.spec.optimizer.learningRate)}`,
      );
      cells.created.append(moment(job.createdAt));
    }
    isFirst && cells.name.append(h("br"), ...labLink(job));
    cells.status.replaceChildren(
      statusBadge(job.status),
      ...(job.status === "running"
        ? [h("br"), progressBar(job.progress.fraction, `Progress of ${title}`)]
        : []),
    );
    cells.result.replaceChildren(...resultOf(job));
    const isFinished = FINISHED.includes(job.status);
    if (isFirst || isFinished) {
      cells.actions.replaceChildren(
        isFinished
          ? deletion(job, title, element, tick, reload)
          : rowButton("Cancel", `Cancel ${title}`, async () => {
              await post(`/v1/training-jobs/${job.id}/cancel`);
              await reload();
            }),
      );
    }
  };
  return {element, update};
}

/** The way back to the form, unless the rows of a job are too many to be given back. */
function labLink({spec}) {
  const body = bodyOf(spec);
  return body
    ? [
        h(
          "a",
          {
            class: "small",
            href: "#/lab",
            onclick: async (event) => {
              event.preventDefault();
              location.hash = await addressOfBody(body);
            },
          },
          "open in the Lab",
        ),
      ]
    : [];
}

function deletion({id}, title, element, tick, reload) {
  return rowButton("Delete", `Delete ${title}`, async () => {
    if (await confirmed(`Delete the job “${title}” with everything recorded of it?`, "Delete")) {
      await remove(`/v1/training-jobs/${id}`);
      tick(id, false);
      announce(`${title} deleted.`);
      focusBeside(element);
      await reload();
    }
  });
}

function resultOf({result, error}) {
  if (!result) {
    return error ? [error.code.replaceAll("_", " ")] : ["–"];
  }
  const {trainingLoss, trainingAccuracy, validationLoss, validationAccuracy, stopReason} = result;
  const accuracy = validationAccuracy ?? trainingAccuracy;
  return [
    `${validationLoss === undefined ? "loss" : "validation loss"} ${number(validationLoss ?? trainingLoss)}`,
    accuracy !== undefined && accuracy !== null ? `, accuracy ${number(100 * accuracy, 3)} %` : "",
    stopReason === "completed" ? "" : ` (${stopReason.replaceAll("_", " ")})`,
  ];
}
