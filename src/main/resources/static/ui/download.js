import {patientAnswer} from "../api/client.js";
import {h} from "./dom.js";

/**
 * Saves an answer of the service as a file, under the name it comes with if it has one.
 *
 * @param {string} path
 * @param {string} file its name, which may have spaces
 * @param {string} type that is asked for
 * @throws {Error} if it cannot be fetched
 */
export async function save(path, file, type) {
  const headers = {accept: type};
  const response = await patientAnswer(path, {headers}).catch(() => null);
  if (!response?.ok) {
    const status = response ? `: the service answered ${response.status}` : "";
    throw new Error(`${file} could not be fetched${status}.`);
  }
  const address = URL.createObjectURL(await response.blob());
  const given = /filename="(?<name>[^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
  const name = given?.groups?.name ?? file.replaceAll(" ", "-").toLowerCase();
  h("a", {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
