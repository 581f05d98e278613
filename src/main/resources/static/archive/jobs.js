import {get, messageOf, pathTo, post, remove} from "../api/client.js";
import {isNumber, number} from "../charts/format.js";
import {bodyOf} from "../job/body.js";
import {layersInShort} from "../job/layers.js";
import {isFinal, progressBar, STATUSES, statusBadge} from "../job/status.js";
import {same} from "../json/equal.js";
import {addressOfBody} from "../lab/address.js";
import {addressOf, goTo} from "../route.js";
import {confirmed} from "../ui/confirm.js";
import {announce, fill, freshId, h} from "../ui/dom.js";
import {cell, row} from "../ui/table.js";
import {time} from "../ui/time.js";
import {spaced} from "../ui/words.js";
import {chosenIn, focusBeside, PagedList, rowButton} from "./list.js";
import {Ticks} from "./ticks.js";

/**
 * @import {Job, JobSummary, NetworkSummary} from "../api/contract.js"
 * @import {Route} from "../route.js"
 * @import {Row} from "./list.js"
 */

const PATH = "/v1/training-jobs";

/**
 * Training jobs: filter, open, cancel, delete, and two of them side by side.
 *
 * @param {HTMLElement} root
 * @param {Route} route
 * @param {AbortSignal} signal
 */
export async function show(root, {query}, signal) {
  const ticks = new Ticks();
  /** @type {PagedList<JobSummary>} */
  const list = new PagedList(
    {
      view: "jobs",
      path: PATH,
      query: chosenIn(query, ["status"]),
      columns: ["", "job", "status", "network", "cost, optimizer", "result", "created", ""],
      empty: h("p", {}, ["No such jobs. ", h("a", {href: "#/lab"}, "Train one in the Lab.")]),
      makeRow: (reload) => new JobRow(ticks, reload),
      isFinished: ({status}) => isFinal(status),
    },
    signal,
  );
  root.append(
    h("h1", {}, "Jobs"),
    h("div", {class: "row no-print"}, [
      statusFilter(query.get("status") ?? ""),
      ticks.button,
      h("span", {class: "muted"}, "Tick two to compare."),
    ]),
    list.element,
  );
  await list.reload();
}

/** @param {string} chosen */
function statusFilter(chosen) {
  const options = STATUSES.map((status) => h("option", {value: status}, status));
  const select = h("select", {id: freshId("status")}, [
    h("option", {value: ""}, "any status"),
    options,
  ]);
  select.value = chosen;
  select.addEventListener("change", () => {
    goTo("jobs", [], select.value ? {status: select.value} : {});
  });
  return h("div", {}, [h("label", {for: select.id}, "Show "), select]);
}

/** @implements {Row<JobSummary>} */
class JobRow {
  #ticks;
  #reload;
  #box = h("input", {type: "checkbox", onchange: () => this.#tick()});
  #name = cell();
  #status = cell();
  #network = cell();
  #means = cell();
  #result = cell();
  #created = cell();
  #actions = cell();

  /** @type {JobSummary | undefined} */
  #shown;

  element = row([
    cell(this.#box),
    this.#name,
    this.#status,
    this.#network,
    this.#means,
    this.#result,
    this.#created,
    this.#actions,
  ]);

  /**
   * @param {Ticks} ticks
   * @param {() => Promise<void>} reload
   */
  constructor(ticks, reload) {
    this.#ticks = ticks;
    this.#reload = reload;
  }

  /** @param {JobSummary} job */
  update(job) {
    if (this.#shown && same(standingOf(job), standingOf(this.#shown))) {
      return;
    }
    const isFirst = !this.#shown;
    this.#shown = job;
    if (isFirst) {
      this.#begin(job);
    }
    const title = titleOf(job);
    const bar = () => progressBar(job.progress.fraction, `Progress of ${title}`);
    fill(this.#status, [statusBadge(job.status), job.status === "running" && [h("br"), bar()]]);
    fill(this.#result, resultOf(job));
    if (isFinal(job.status)) {
      fill(this.#actions, this.#deletion(job.id, title));
    } else if (isFirst) {
      fill(this.#actions, this.#cancellation(job.id, title));
    }
  }

  /**
   * Says what does not change.
   *
   * @param {JobSummary} job
   */
  #begin(job) {
    const {id, spec, createdAt} = job;
    const {cost, optimizer, network} = spec;
    this.#box.value = id;
    this.#box.setAttribute("aria-label", `Compare ${titleOf(job)}`);
    const link = h("a", {href: addressOf("runs", [id])}, titleOf(job));
    fill(this.#name, [link, h("br"), labLink(job)]);
    fill(this.#network, networkInShort(network));
    fill(this.#means, `${spaced(cost)}, ${optimizer.name} ${number(optimizer.learningRate)}`);
    fill(this.#created, time(createdAt));
  }

  #tick() {
    if (this.#box.checked) {
      this.#ticks.add(this.#box.value);
    } else {
      this.#ticks.remove(this.#box.value);
    }
  }

  /**
   * @param {string} id
   * @param {string} title
   */
  #deletion(id, title) {
    return rowButton("Delete", `Delete ${title}`, async () => {
      const question = `Delete the job “${title}” with everything recorded of it?`;
      if (await confirmed(question, "Delete")) {
        await remove(pathTo(PATH, id));
        this.#ticks.remove(id);
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

/** @param {JobSummary} job */
function titleOf({name, id}) {
  return name ?? id;
}

/**
 * What changes of a job.
 *
 * @param {JobSummary} job
 */
function standingOf({status, progress, result}) {
  return {status, progress, result};
}

/** @param {NetworkSummary} network */
function networkInShort({inputs, layers, layersOmitted}) {
  const told =
    layersOmitted > 0
      ? [layersInShort(layers.slice(0, -1)), "…", layersInShort(layers.slice(-1))].join(", ")
      : layersInShort(layers);
  return `${inputs} → ${told}`;
}

/**
 * The way back to the form, unless the rows of a job are too many to be given back.
 *
 * @param {JobSummary} job
 */
function labLink({id}) {
  const link = h("a", {class: "small", href: "#/lab"}, "open in the Lab");
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      /** @type {Job} */
      const {spec} = await get(pathTo(PATH, id));
      const body = bodyOf(spec);
      const address = body && (await addressOfBody(body));
      if (address) {
        location.hash = address;
      } else {
        const why = body ? "too long for an address" : "its rows are too many for the form";
        link.replaceWith(h("span", {class: "muted"}, why));
      }
    } catch (error) {
      link.after(h("span", {class: "fault", role: "alert"}, messageOf(error)));
    }
  });
  return link;
}

/** @param {JobSummary} job */
function resultOf({result, error}) {
  if (!result) {
    return error ? spaced(error.code) : "–";
  }
  const {trainingLoss, trainingAccuracy, validationLoss, validationAccuracy, stopReason} = result;
  const accuracy = validationAccuracy ?? trainingAccuracy;
  const loss = validationLoss === undefined ? "loss" : "validation loss";
  return [
    `${loss} ${number(validationLoss ?? trainingLoss)}`,
    isNumber(accuracy) && `, accuracy ${number(100 * accuracy, 3)} %`,
    stopReason !== "completed" && ` (${spaced(stopReason)})`,
  ];
}
