import {answer} from "../api/client.js";
import {h} from "./dom.js";

/**
 * Saves an answer of the service as a file.
 *
 * @param {string} path
 * @param {string} file its name, which may have spaces
 * @param {string} type that is asked for
 * @throws {Error} if it cannot be fetched
 */
export async function save(path, file, type) {
  const headers = {accept: type};
  const response = await answer(path, {headers}).catch(() => null);
  if (!response?.ok) {
    const status = response ? `: the service answered ${response.status}` : "";
    throw new Error(`${file} could not be fetched${status}.`);
  }
  const address = URL.createObjectURL(await response.blob());
  h("a", {href: address, download: file.replaceAll(" ", "-").toLowerCase()}).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
