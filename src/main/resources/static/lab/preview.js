import {get, isAbort, messageOf, pathTo, post} from "../api/client.js";
import {fill, h} from "../ui/dom.js";
import {counted} from "../ui/words.js";
import {fitOf} from "./fit.js";
import {restored} from "./restored.js";
import {pictureOf} from "./samples.js";

/**
 * @import {Data, Dataset, Preview, Rows, Shape} from "../api/contract.js"
 * @import {Design} from "./design.js"
 */

const PAUSE_MS = 300;
const MOST_SAMPLES = 600;
/** Rows of stored data that are asked for at once, and how many if they are wide. */
const PAGE = 100;
const FEW = 24;
/** Class names are said of up to so many classes. */
const MOST_NAMES = 10;

/**
 * Shows the first samples of the chosen data as they change, and offers what would make the network
 * fit them.
 *
 * @param {HTMLElement} element
 * @param {Design} design
 * @param {AbortSignal} signal
 */
export function followPreview(element, design, signal) {
  const preview = new DataPreview(element, design);
  let timer = 0;
  design.onChange((pointer) => {
    if (pointer.startsWith("/dataset")) {
      clearTimeout(timer);
      timer = setTimeout(() => preview.renew(), PAUSE_MS);
    } else if (pointer.startsWith("/network") || pointer === "/cost") {
      preview.offerFit();
    }
  });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    preview.stop();
  });
  preview.renew();
}

class DataPreview {
  #element;
  #design;
  #asked = new AbortController();
  #offer = h("p", {class: "offer"});

  /** @type {Preview | undefined} */
  #sight;

  /**
   * @param {HTMLElement} element
   * @param {Design} design
   */
  constructor(element, design) {
    this.#element = element;
    this.#design = design;
  }

  stop() {
    this.#asked.abort();
  }

  async renew() {
    this.#asked.abort();
    this.#asked = new AbortController();
    const {dataset} = this.#design.body;
    try {
      const sight = dataset && (await sightOf(dataset, this.#asked.signal));
      this.#sight = sight;
      fill(this.#element, sight && [said(describe(sight)), pictureOf(sight), this.#offer]);
      this.offerFit();
    } catch (error) {
      if (!isAbort(error)) {
        this.#sight = undefined;
        fill(this.#element, said(`No preview: ${messageOf(error)}`));
      }
    }
  }

  offerFit() {
    const fit = this.#sight && fitOf(this.#design.body, this.#sight);
    const accept = () => {
      fit?.change(this.#design);
      this.#element.dispatchEvent(restored([]));
    };
    fill(
      this.#offer,
      fit && [
        `The network does not fit: ${fit.reason}. `,
        h("button", {type: "button", onclick: accept}, `Make it ${fit.words}`),
      ],
    );
  }
}

/** @param {string} text */
function said(text) {
  return h("p", {class: "muted"}, text);
}

/**
 * The shape and the first samples.
 *
 * @param {Data} data
 * @param {AbortSignal} signal
 * @returns {Promise<Preview>}
 */
export function sightOf(data, signal) {
  return data.id === undefined
    ? post(`/v1/datasets/preview?limit=${MOST_SAMPLES}`, data, {signal})
    : storedSight(data.id, signal);
}

/**
 * Stored data are read a page at a time.
 *
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {Promise<Preview>}
 */
async function storedSight(id, signal) {
  const path = pathTo("/v1/datasets", id);
  /** @type {Dataset} */
  const about = await get(path, {signal});
  const isWide = about.features > 2;
  const limit = isWide ? FEW : PAGE;
  const offsets = [0, PAGE, 2 * PAGE].slice(0, isWide ? 1 : 3);
  /** @type {Rows[]} */
  const pages = await Promise.all(
    offsets
      .filter((offset) => offset < about.samples)
      .map((offset) => get(`${path}/rows?limit=${limit}&offset=${offset}`, {signal})),
  );
  return {
    ...about,
    inputs: pages.flatMap(({inputs}) => inputs),
    targets: joined(pages.map(({targets}) => targets)),
    labels: joined(pages.map(({labels}) => labels)),
  };
}

/**
 * @template T
 * @param {(T[] | undefined)[]} parts either all there or none
 */
function joined(parts) {
  return parts[0] && parts.flatMap((part) => part ?? []);
}

/** @param {Shape} shape */
function describe({samples, features, outputs, classes = 0, classNames = [], task}) {
  const names = classes <= MOST_NAMES ? ` (${classNames.join(", ")})` : "";
  const answers =
    task === "classification" ? `${classes} classes${names}` : counted(outputs, "target");
  const rows = samples === 1 ? "1 sample" : `${samples.toLocaleString("en")} samples`;
  return `${rows}, ${counted(features, "feature")}, ${answers}`;
}
