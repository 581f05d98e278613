import {post, remove} from "../api/client.js";
import {announce, h} from "../ui/dom.js";
import {confirmed} from "../ui/confirm.js";
import {addressOf} from "../route.js";
import {focusBeside, pagedList, rowButton} from "./list.js";
import {FINISHED, moment, progressBar, statusBadge} from "./status.js";

/** Experiments: the list, or one of them. */
export async function show(root, route, signal) {
  if (route.parts.length > 0) {
    const {showExperiment} = await import("./experiment.js");
    return showExperiment(root, route, signal);
  }
  const {query} = route;
  query.has("limit") || query.set("limit", "20");
  const list = pagedList({
    view: "experiments",
    path: "/v1/experiments",
    query,
    signal,
    columns: ["experiment", "status", "runs", "created", ""],
    empty: h("p", {}, [
      "No experiments. ",
      h(
        "a",
        {href: addressOf("lab", [], {preset: "costs-and-depths"})},
        "Begin with one in the Lab.",
      ),
    ]),
    row: experimentRow,
    isFinished: ({status}) => FINISHED.includes(status),
  });
  root.append(h("h1", {}, "Experiments"), list.element);
  await list.reload();
}

/** How many of an experiment's runs are over, of how many. */
export function tally({queued, running, succeeded, failed, cancelled, deleted}) {
  const all = queued + running + succeeded + failed + cancelled + deleted;
  return {done: all - queued - running, all};
}

function experimentRow(reload) {
  const cells = Object.fromEntries(
    ["name", "status", "runs", "created", "actions"].map((key) => [key, h("td", {})]),
  );
  const element = h("tr", {}, Object.values(cells));
  let shown;
  const update = (experiment) => {
    const text = JSON.stringify([experiment.status, experiment.counts]);
    if (text === shown) {
      return;
    }
    shown = text;
    const title = experiment.name ?? experiment.id;
    const {done, all} = tally(experiment.counts);
    cells.name.childNodes.length ||
      cells.name.append(
        h("a", {href: addressOf("experiments", [experiment.id])}, title),
        experiment.question ? h("p", {class: "muted"}, experiment.question) : "",
      );
    cells.created.childNodes.length || cells.created.append(moment(experiment.createdAt));
    cells.status.replaceChildren(statusBadge(experiment.status));
    cells.runs.replaceChildren(
      `${done} of ${all} `,
      ...(done < all ? [progressBar(done / all, `Progress of ${title}`)] : []),
    );
    cells.actions.replaceChildren(
      FINISHED.includes(experiment.status)
        ? rowButton("Delete", `Delete ${title}`, async () => {
            if (await confirmed(`Delete the experiment “${title}” with all its jobs?`, "Delete")) {
              await remove(`/v1/experiments/${experiment.id}`);
              announce(`${title} deleted.`);
              focusBeside(element);
              await reload();
            }
          })
        : rowButton("Cancel", `Cancel ${title}`, async () => {
            await post(`/v1/experiments/${experiment.id}/cancel`);
            await reload();
          }),
    );
  };
  return {element, update};
}
