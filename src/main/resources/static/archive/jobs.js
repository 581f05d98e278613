import {get, messageOf, pathTo, post, remove} from "../api/client.js";
import {isNumber, number} from "../charts/format.js";
import {wholeBodyOf} from "../job/body.js";
import {layersInShort} from "../job/layers.js";
import {isElsewhere, OBSERVED, placeOf, TRAINED} from "../job/place.js";
import {isFinal, progressBar, STATUSES, statusBadge} from "../job/status.js";
import {same} from "../json/equal.js";
import {addressOfBody} from "../lab/address.js";
import {addressOf, goTo} from "../route.js";
import {tagLinks} from "../ui/caption.js";
import {confirmed} from "../ui/confirm.js";
import {announce, fill, freshId, h} from "../ui/dom.js";
import {cell, row} from "../ui/table.js";
import {time} from "../ui/time.js";
import {spaced} from "../ui/words.js";
import {chosenIn, focusBeside, PagedList, rowButton} from "./list.js";
import {SOUGHT, searchBox} from "./search.js";
import {Ticks} from "./ticks.js";

/**
 * @import {Job, JobSummary, NetworkSummary} from "../api/contract.js"
 * @import {Route} from "../route.js"
 * @import {Row} from "./list.js"
 */

/** What an address says that lists only runs that are trained elsewhere. */
const ELSEWHERE = "observed";

/**
 * Training jobs, and runs that are trained elsewhere: search, filter, open, cancel, delete, and some
 * of them side by side.
 *
 * @param {HTMLElement} root
 * @param {Route} route
 * @param {AbortSignal} signal
 */
export async function show(root, {query}, signal) {
  const ticks = new Ticks();
  const isFirst = !query.has("after");
  const none = h("p", {}, ["No such jobs. ", h("a", {href: "#/lab"}, "Train one in the Lab.")]);
  const unseen = h("p", {}, "No such runs.");
  const trained = listOf({path: TRAINED, empty: none}, ticks, query, signal);
  const elsewhere = listOf({path: OBSERVED, empty: unseen}, ticks, query, signal);
  const kept = ["status", "of"];
  root.append(
    h("h1", {}, "Jobs"),
    h("div", {class: "row no-print"}, [
      searchBox("jobs", query, kept),
      statusFilter(query),
      ticks.elements,
    ]),
  );
  if (query.get("of") === ELSEWHERE) {
    root.append(h("h2", {}, "Trained elsewhere"), elsewhere.element);
    await elsewhere.reload();
    return;
  }
  root.append(trained.element);
  if (isFirst) {
    const section = h("section", {}, [h("h2", {}, "Trained elsewhere"), elsewhere.element]);
    section.hidden = true;
    root.append(section);
    await Promise.all([trained.reload(), elsewhere.reload()]);
    section.hidden = elsewhere.isEmpty;
  } else {
    await trained.reload();
  }
}

/**
 * @param {{path: string, empty: Node}} what
 * @param {Ticks} ticks
 * @param {URLSearchParams} query
 * @param {AbortSignal} signal
 */
function listOf({path, empty}, ticks, query, signal) {
  /** @type {PagedList<JobSummary>} */
  const list = new PagedList(
    {
      name: path === OBSERVED ? "runs trained elsewhere" : "jobs",
      view: "jobs",
      path,
      query: chosenIn(query, ["status", ...SOUGHT]),
      further: path === OBSERVED ? {of: ELSEWHERE} : {},
      columns: ["", "job", "status", "network", "cost, optimizer", "result", "created", ""],
      empty,
      makeRow: (reload) => new JobRow(path, ticks, reload),
      isFinished: ({status}) => isFinal(status),
    },
    signal,
  );
  return list;
}

/** @param {URLSearchParams} query */
function statusFilter(query) {
  const options = STATUSES.map((status) => h("option", {value: status}, status));
  const select = h("select", {id: freshId("status")}, [
    h("option", {value: ""}, "any status"),
    options,
  ]);
  select.value = query.get("status") ?? "";
  select.addEventListener("change", () => {
    const chosen = new URLSearchParams(query);
    chosen.delete("after");
    chosen.delete("status");
    if (select.value) {
      chosen.set("status", select.value);
    }
    goTo("jobs", [], chosen);
  });
  return h("div", {}, [h("label", {for: select.id}, "Show "), select]);
}

/** @implements {Row<JobSummary>} */
class JobRow {
  #path;
  #ticks;
  #reload;
  #box = h("input", {type: "checkbox"});
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
   * @param {string} path of the list
   * @param {Ticks} ticks
   * @param {() => Promise<void>} reload
   */
  constructor(path, ticks, reload) {
    this.#path = path;
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
    fill(this.#status, [
      statusBadge(job.status),
      job.status === "running" && !isElsewhere(job) && [h("br"), bar()],
    ]);
    fill(this.#result, resultOf(job));
    if (isFinal(job.status) || isElsewhere(job)) {
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
    const {spec, createdAt} = job;
    const {cost, optimizer, network} = spec;
    this.#box.value = placeOf(job);
    this.#ticks.take(this.#box);
    this.#box.setAttribute("aria-label", `Compare ${titleOf(job)}`);
    const link = h("a", {href: addressOf("runs", [placeOf(job)])}, titleOf(job));
    fill(this.#name, [
      link,
      tagLinks(job.tags, "jobs"),
      !isElsewhere(job) && [h("br"), labLink(job)],
    ]);
    fill(this.#network, networkInShort(network));
    fill(
      this.#means,
      isElsewhere(job)
        ? `${spaced(cost)}, ${optimizer.name}`
        : `${spaced(cost)}, ${optimizer.name} ${number(optimizer.learningRate)}`,
    );
    fill(this.#created, time(createdAt));
  }

  /**
   * @param {string} id
   * @param {string} title
   */
  #deletion(id, title) {
    return rowButton("Delete", `Delete ${title}`, async () => {
      const question = `Delete the job “${title}” with everything recorded of it?`;
      if (await confirmed(question, "Delete")) {
        await remove(pathTo(this.#path, id));
        this.#ticks.drop(this.#box);
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
      await post(`${pathTo(this.#path, id)}/cancel`);
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
      const job = await get(pathTo(TRAINED, id));
      const body = await wholeBodyOf(job);
      const address = body && (await addressOfBody(body, placeOf(job)));
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
