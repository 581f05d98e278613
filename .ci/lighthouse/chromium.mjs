import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";

/**
 * Chromium, opened by the library of the folder that a script runs in.
 *
 * @param {string} executablePath
 */
export async function chromium(executablePath) {
  const library = createRequire(`${process.cwd()}/`).resolve("puppeteer-core");
  const {default: puppeteer} = await import(pathToFileURL(library).href);
  return puppeteer.launch({
    executablePath,
    args: ["--headless=new", "--disable-dev-shm-usage", "--no-sandbox"],
  });
}

/** @param {number} milliseconds */
export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
