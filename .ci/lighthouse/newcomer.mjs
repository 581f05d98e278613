/**
 * The ways of somebody who has never been here, through the real page: how many clicks and seconds
 * it takes from a link to a number that is understood, and from a fault to its cure. What somebody
 * reads and thinks in between is not in it.
 *
 * usage: node newcomer.mjs ADDRESS RUN CHROMIUM, from a folder with the libraries of Lighthouse;
 *        RUN is the id of a run with a fault
 */

import {chromium} from "./chromium.mjs";

const [address, run, executablePath] = process.argv.slice(2);
const LONGEST_MS = 120_000;
const MOST_LETTERS = 160;

/** What is said of the network in the Lab, once it has ended. */
const LEARNT = `(() => {
  const said = document.querySelector(".standing");
  return said?.textContent.includes("Ended") && said;
})()`;

/** The line of the run that tries a cure, once that has ended. */
const CURED = `(() => {
  const line = document.querySelectorAll(".headline-line .verdict-line")[1];
  return line && !line.textContent.includes("so far") && line;
})()`;

const browser = await chromium(executablePath);
try {
  await way("a link to a lesson → a number that is understood", "#/learn/early-layers", [
    sees("the question", "#question"),
    clicks("says what is expected", ".guess label"),
    clicks("runs it", ".prediction button"),
    sees("the number", ".measurement .figure"),
    sees("why", ".why[open] p"),
    sees("its chart", ".measurement .chart canvas"),
  ]);
  await way("the front page → a number that is understood", "", [
    sees("the gradient of a network", ".glance-of svg"),
    clicks("goes to the course", "nav a[href='#/learn']"),
    clicks("takes its first lesson", ".course li a"),
    clicks("says what is expected", ".guess label"),
    clicks("runs it", ".prediction button"),
    sees("the number", ".measurement .figure"),
  ]);
  await way("the front page → a network that has learnt", "", [
    sees("the gradient of a network", ".glance-of svg"),
    clicks("takes one epoch", "::-p-text(One epoch)"),
    sees("what it answers", ".stage-pictures figure canvas"),
    {what: "takes the highest speed", clicks: 1, act: fastest},
    clicks("plays", ".play"),
    {what: "how well it does", clicks: 0, act: (page) => page.waitForFunction(LEARNT)},
  ]);
  await way("a run with a fault → a cure that is proven", `#/runs/${run}`, [
    sees("what is wrong and what helps", ".verdict-line.faulty"),
    clicks("tries that", ".headline-acts button"),
    {what: "what has come of it", clicks: 0, act: (page) => page.waitForFunction(CURED)},
  ]);
} finally {
  await browser.close();
}

/**
 * Goes a way with a browser that has nothing of the page yet, and tells of each step when it was
 * done and what was read there.
 *
 * @param {string} name
 * @param {string} fragment
 * @param {Step[]} steps
 *
 * @typedef {{what: string, clicks: number, act: (page: any) => Promise<any>}} Step
 */
async function way(name, fragment, steps) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(LONGEST_MS);
  await page.setViewport({width: 1280, height: 900});
  console.log(name);
  const begun = performance.now();
  await page.goto(`${address}/${fragment}`, {waitUntil: "domcontentloaded"});
  let clicked = 0;
  for (const {what, clicks: more, act} of steps) {
    const read = await (await act(page))?.evaluate((element) => element.innerText);
    const seconds = ((performance.now() - begun) / 1000).toFixed(2);
    clicked += more;
    const said = read ? `: ${read.replace(/\s+/g, " ").slice(0, MOST_LETTERS)}` : "";
    console.log(`  ${seconds.padStart(6)} s, clicks: ${clicked}  ${what}${said}`);
  }
  await context.close();
}

/** @param {any} page */
async function fastest(page) {
  await page.select(".speed select", "most");
}

/**
 * @param {string} what
 * @param {string} selector
 * @returns {Step}
 */
function sees(what, selector) {
  return {what, clicks: 0, act: (page) => page.waitForSelector(selector, {visible: true})};
}

/**
 * @param {string} what
 * @param {string} selector
 * @returns {Step}
 */
function clicks(what, selector) {
  const act = async (/** @type {any} */ page) => {
    const element = await page.waitForSelector(selector, {visible: true});
    await element.click();
  };
  return {what, clicks: 1, act};
}
