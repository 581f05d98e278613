import {isAbort, Problem, request} from "../api/client.js";
import {announce, fill, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {Answer} from "./answer.js";
import {linesOf} from "./csv.js";
import {inWordsOfForm, ReadingFields, understood} from "./reading.js";
import {pictureOf} from "./samples.js";

/**
 * @import {Dataset, Preview, Reading} from "../api/contract.js"
 * @import {Kept} from "./upload.js"
 */

const LONGEST_NAME = 200;
const UPLOAD = "/v1/datasets/upload";
/** Samples of a table that are looked at before it is kept. */
const FEW = 24;

/** What comes after the files are chosen: what is to be predicted, and the upload. */
export class Upload {
  #kept;
  #element;
  #asked = new AbortController();

  /**
   * @param {HTMLElement} element what it is shown in
   * @param {Kept} kept
   */
  constructor(element, kept) {
    this.#element = element;
    this.#kept = kept;
  }

  /** @param {File[]} files */
  async take(files) {
    try {
      fill(this.#element, await this.#formOf(files));
      /** @type {HTMLElement | null} */
      const first = this.#element.querySelector("select, button");
      first?.focus();
    } catch (error) {
      fill(this.#element, problemPanel(error));
    }
  }

  /** @param {File[]} files */
  async #formOf(files) {
    switch (files.length) {
      case 1: {
        const [file] = files;
        return this.#tableForm(file, await linesOf(file));
      }
      case 2:
        return this.#pairForm(files);
      default:
        return h("p", {class: "fault"}, "One CSV file, or two IDX files: images and labels.");
    }
  }

  /** @param {File[]} files images and labels, in any order */
  #pairForm(files) {
    const isSwapped = isOfImages(files[1]) && !isOfImages(files[0]);
    const [images, labels] = isSwapped ? files.toReversed() : files;
    const upload = () => {
      const form = new FormData();
      form.append("images", images);
      form.append("labels", labels);
      return this.#send(form, images);
    };
    return h("p", {}, [`Images: ${images.name}, labels: ${labels.name}. `, uploadButton(upload)]);
  }

  /**
   * @param {File} file
   * @param {string[]} lines the first of the file
   */
  #tableForm(file, lines) {
    const sight = h("div", {class: "sight"});
    /** @type {Partial<Reading>} */
    let known = {};
    const look = async () => {
      answer.renew({...known, ...reading.chosen});
      known = (await this.#look(sight, formNow())) ?? known;
      answer.renew({...known, ...reading.chosen});
    };
    const answer = new Answer(lines, file.name, look);
    const reading = new ReadingFields(look);
    const formNow = () => {
      const form = new FormData();
      form.append("file", file);
      reading.appendTo(form);
      answer.appendTo(form);
      return form;
    };
    look();
    return h("div", {class: "fields"}, [
      answer.elements,
      reading.elements,
      sight,
      uploadButton(() => this.#send(formNow(), file)),
    ]);
  }

  /**
   * Shows how a table is understood, or what has to be said first.
   *
   * @param {HTMLElement} sight
   * @param {FormData} form
   * @returns {Promise<Reading | null>} null where nothing is known of it
   */
  async #look(sight, form) {
    this.#asked.abort();
    this.#asked = new AbortController();
    const {signal} = this.#asked;
    try {
      /** @type {Preview} */
      const preview = await request(`${UPLOAD}/preview?limit=${FEW}`, {
        method: "POST",
        form,
        signal,
      });
      fill(sight, seen(preview));
      return preview.reading ?? null;
    } catch (error) {
      if (!isAbort(error)) {
        fill(sight, problemPanel(told(error)));
      }
      return null;
    }
  }

  /**
   * @param {FormData} form
   * @param {File} file which the dataset is called by
   */
  async #send(form, file) {
    form.append("name", stemOf(file.name));
    fill(this.#element, h("p", {role: "status"}, "Uploading …"));
    try {
      /** @type {Dataset} */
      const dataset = await request(UPLOAD, {method: "POST", form});
      const {name, samples, features} = dataset;
      announce(`Dataset ${name}: ${samples} samples, ${features} features.`);
      this.#kept(dataset);
    } catch (error) {
      fill(this.#element, problemPanel(told(error)));
    }
  }
}

/**
 * What is wrong with a table, for those who have a form.
 *
 * @param {unknown} error
 */
function told(error) {
  if (!(error instanceof Problem)) {
    return error;
  }
  const {title, message, status, faults} = error;
  const errors = faults.map(({pointer, detail}) => ({pointer, detail: inWordsOfForm(detail)}));
  return new Problem({title, detail: message, errors}, status);
}

/** @param {Preview} preview of a table */
function seen(preview) {
  const {reading, samples} = preview;
  return [
    reading && h("p", {class: "muted"}, `${understood(reading)} ${samples} samples.`),
    reading &&
      reading.notes.length > 0 &&
      h(
        "ul",
        {},
        reading.notes.map((note) => h("li", {}, inWordsOfForm(note))),
      ),
    pictureOf(preview),
  ];
}

/** @param {File} file */
function isOfImages({name}) {
  return /image|idx3/i.test(name);
}

/** @param {() => Promise<void>} upload */
function uploadButton(upload) {
  return h("button", {type: "button", class: "primary", onclick: upload}, "Upload");
}

/**
 * The name of a file without what only says how it is written.
 *
 * @param {string} name
 */
export function stemOf(name) {
  return name
    .replace(/\.gz$/i, "")
    .replace(/\.(?:csv|tsv|txt|idx)$/i, "")
    .slice(0, LONGEST_NAME);
}
