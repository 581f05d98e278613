/**
 * How fast a page is in Chromium, by what the browser itself writes down: its first paint, what was
 * transferred until its first chart was drawn, and how long input waits and takes.
 *
 * usage: node pace.mjs ADDRESS CHROMIUM, from a folder with the libraries of Lighthouse
 */

import {chromium, pause} from "./chromium.mjs";

const [address, executablePath] = process.argv.slice(2);
const CHART = ".chart canvas";
const SETTLED_MS = 3000;

/** Before anything of the page: what the browser notes is kept from then on. */
const WATCH = `
  window.noted = {event: [], longtask: [], paint: []};
  for (const type of Object.keys(noted)) {
    new PerformanceObserver((list) => noted[type].push(...list.getEntries()))
      .observe({type, buffered: true, ...(type === "event" && {durationThreshold: 16})});
  }
`;

/** In the page. */
const READ = `(() => {
  const {event, longtask, paint} = noted;
  const chart = performance.getEntriesByName("first-chart")[0]?.startTime ?? performance.now();
  const fetched = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const before = fetched.filter(({startTime}) => startTime < chart);
  const longest = (all) => Math.round(Math.max(0, ...all));
  const largest = before.toSorted((a, b) => b.transferSize - a.transferSize).slice(0, 5);
  return {
    firstPaint: Math.round(paint.find(({name}) => name === "first-contentful-paint")?.startTime),
    firstChart: Math.round(chart),
    requests: before.length,
    kilobytes: Math.round(before.reduce((sum, {transferSize}) => sum + transferSize, 0) / 1000),
    nodes: document.querySelectorAll("*").length,
    longTasks: longtask.length,
    longestTask: longest(longtask.map(({duration}) => duration)),
    inputs: event.length,
    longestDelay: longest(event.map(({startTime, processingStart}) => processingStart - startTime)),
    longestInput: longest(event.map(({duration}) => duration)),
    largest: largest.map(({name, transferSize}) => \`\${Math.round(transferSize / 1000)} \${name}\`),
  };
})()`;

const browser = await chromium(executablePath);
try {
  const page = await browser.newPage();
  await page.setViewport({width: 1440, height: 900});
  await page.evaluateOnNewDocument(WATCH);
  await page.goto(address);
  await page.waitForSelector(CHART, {timeout: 60_000});
  await settle();
  console.log("loaded:", JSON.stringify(await page.evaluate(READ)));
  await page.evaluate("noted.event = []; noted.longtask = []");
  await use(page);
  await settle();
  console.log("used:", JSON.stringify(await page.evaluate(READ)));
} finally {
  await browser.close();
}

function settle() {
  return new Promise((done) => setTimeout(done, SETTLED_MS));
}

/** What readers do on a run: through the steps and layers with keys and pointer. */
async function use(page) {
  const stepper = await page.$(".stepper input");
  await stepper?.focus();
  await often(10, () => page.keyboard.press("ArrowRight"));
  const heat = await page.$(".heat");
  await heat?.focus();
  await often(5, () => page.keyboard.press("ArrowRight"));
  await often(5, () => page.keyboard.press("ArrowDown"));
  const box = await heat?.boundingBox();
  for (let i = 0; box && i < 20; i += 1) {
    await page.mouse.move(box.x + 80 + 20 * i, box.y + 20 + 5 * i);
    await pause(30);
  }
  await page.click("#theme");
}

async function often(times, act) {
  for (let i = 0; i < times; i += 1) {
    await act();
    await pause(50);
  }
}
