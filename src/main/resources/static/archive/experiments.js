import {pathTo, post, remove} from "../api/client.js";
import {isFinal, progressBar, statusBadge} from "../job/status.js";
import {same} from "../json/equal.js";
import {addressOf} from "../route.js";
import {tagLinks} from "../ui/caption.js";
import {confirmed} from "../ui/confirm.js";
import {announce, fill, h} from "../ui/dom.js";
import {cell, row} from "../ui/table.js";
import {time} from "../ui/time.js";
import {chosenIn, focusBeside, PagedList, rowButton} from "./list.js";
import {SOUGHT, searchBox} from "./search.js";
import {tally} from "./tally.js";

/**
 * @import {ExperimentSummary} from "../api/contract.js"
 * @import {Route} from "../route.js"
 * @import {Row} from "./list.js"
 */

const PATH = "/v1/experiments";

/**
 * Experiments: the list, or one of them.
 *
 * @param {HTMLElement} root
 * @param {Route} route
 * @param {AbortSignal} signal
 */
export async function show(root, route, signal) {
  if (route.parts.length > 0) {
    const {showExperiment} = await import("./experiment.js");
    await showExperiment(root, route, signal);
    return;
  }
  const {query} = route;
  const beginning = addressOf("lab", [], {preset: "costs-and-depths"});
  /** @type {PagedList<ExperimentSummary>} */
  const list = new PagedList(
    {
      name: "experiments",
      view: "experiments",
      path: PATH,
      query: chosenIn(query, SOUGHT),
      columns: ["experiment", "status", "runs", "created", ""],
      empty: h("p", {}, [
        "No experiments. ",
        h("a", {href: beginning}, "Begin with one in the Lab."),
      ]),
      makeRow: (reload) => new ExperimentRow(reload),
      isFinished: ({status}) => isFinal(status),
    },
    signal,
  );
  root.append(
    h("h1", {}, "Experiments"),
    h("div", {class: "row no-print"}, searchBox("experiments", query)),
    list.element,
  );
  await list.reload();
}

/** @implements {Row<ExperimentSummary>} */
class ExperimentRow {
  #reload;
  #name = cell();
  #status = cell();
  #runs = cell();
  #created = cell();
  #actions = cell();

  /** @type {ExperimentSummary | undefined} */
  #shown;

  element = row([this.#name, this.#status, this.#runs, this.#created, this.#actions]);

  /** @param {() => Promise<void>} reload */
  constructor(reload) {
    this.#reload = reload;
  }

  /** @param {ExperimentSummary} experiment */
  update(experiment) {
    const {id, status, counts, createdAt, question} = experiment;
    if (this.#shown?.status === status && same(this.#shown.counts, counts)) {
      return;
    }
    const title = experiment.name ?? id;
    if (!this.#shown) {
      fill(this.#name, [
        h("a", {href: addressOf("experiments", [id])}, title),
        tagLinks(experiment.tags, "experiments"),
        question && h("p", {class: "muted"}, question),
      ]);
      fill(this.#created, time(createdAt));
    }
    this.#shown = experiment;
    const {done, all} = tally(counts);
    fill(this.#status, statusBadge(status));
    fill(this.#runs, [
      `${done} of ${all} `,
      done < all && progressBar(done / all, `Progress of ${title}`),
    ]);
    fill(
      this.#actions,
      isFinal(status) ? this.#deletion(id, title) : this.#cancellation(id, title),
    );
  }

  /**
   * @param {string} id
   * @param {string} title
   */
  #deletion(id, title) {
    return rowButton("Delete", `Delete ${title}`, async () => {
      if (await confirmed(`Delete the experiment “${title}” with all its jobs?`, "Delete")) {
        await remove(pathTo(PATH, id));
        announce(`${title} deleted.`);
        focusBeside(this.element);
        await this.#reload();
      }
    });
  }

  /**
   * @param {string} id
   * @param {string} title
   */
  #cancellation(id, title) {
    return rowButton("Cancel", `Cancel ${title}`, async () => {
      await post(`${pathTo(PATH, id)}/cancel`);
      await this.#reload();
    });
  }
}
