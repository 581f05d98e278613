import {forgetFile, freshId, h} from "../ui/dom.js";

/**
 * @import {Dataset} from "../api/contract.js"
 * @import {Upload} from "./uploading.js"
 */

/** @typedef {(dataset: Dataset) => void} Kept hears of the dataset that was made of files */

const ACCEPTED = ".csv,.gz,.tsv,.txt,.idx,.ubyte,.idx1-ubyte,.idx3-ubyte";
const INVITATION = "Drop or choose a CSV file, or a pair of IDX files (gzip or not)";

/**
 * A place to drop a CSV file, or the two IDX files of images and labels.
 *
 * @param {Kept} kept
 */
export function uploadZone(kept) {
  const next = h("div", {class: "upload-next"});
  /** @type {Upload | undefined} */
  let upload;
  const take = async (/** @type {Iterable<File>} */ given) => {
    const files = [...given];
    const {Upload} = await import("./uploading.js");
    upload ??= new Upload(next, kept);
    await upload.take(files);
  };
  const id = freshId("files");
  const attributes = {id, type: "file", multiple: true, accept: ACCEPTED, onclick: forgetFile};
  const input = h("input", attributes);
  input.addEventListener("change", () => take(input.files ?? []));
  const zone = h("div", {class: "drop"}, [h("label", {for: id}, INVITATION), input, next]);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragover");
    });
  }
  zone.addEventListener("drop", (event) => take(event.dataTransfer?.files ?? []));
  return zone;
}
