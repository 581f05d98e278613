/**
 * How soon the Lab shows the gradient and its forecast of a network of 784, 30 and 10 units while
 * one changes it: after a single change, and while a number is dragged.
 *
 * usage: node drag.mjs ADDRESS CHROMIUM, from a folder with the libraries of Lighthouse
 */

import {chromium, pause} from "./chromium.mjs";

const [address, executablePath] = process.argv.slice(2);
const CHANGES = 30;
const DRAG_MS = 3000;

const BODY = {
  network: {
    inputs: 784,
    layers: [
      {units: 30, activation: "sigmoid"},
      {units: 10, activation: "sigmoid"},
    ],
  },
  cost: "quadratic",
  dataset: {generator: {name: "teacher", samples: 200, inputs: 784, outputs: 10}},
  optimizer: {name: "sgd", learningRate: 0.5},
};

const FITS = "document.querySelector('.validity .good') && /23.860/.test(document.querySelector('.validity').textContent)";

/** In the page: when the field was changed, and when the picture was. */
const WATCH = `
  window.changed = [];
  window.pictured = [];
  document.querySelector("#units").addEventListener("input", () => changed.push(performance.now()));
  new MutationObserver(() => {
    const isWhole = !document.querySelector(".glance-of dl").textContent.includes("…");
    requestAnimationFrame(() => pictured.push({at: performance.now(), isWhole}));
  }).observe(document.querySelector(".glance-of"), {childList: true});
`;

const browser = await chromium(executablePath);
try {
  const page = await browser.newPage();
  await page.setViewport({width: 1440, height: 900});
  await page.goto(`${address}/#/lab`, {waitUntil: "domcontentloaded"});
  await page.waitForSelector(".glance-of svg");
  const spec = await page.evaluate(
    async (body) => (await import("./json/compact.js")).compact({body}),
    BODY,
  );
  await page.goto(`${address}/#/lab?spec=${spec}`);
  await page.waitForFunction(FITS, {timeout: 60_000});
  const label = await page.waitForSelector("::-p-xpath(//label[contains(@class, 'scrub')][. = 'units'])");
  await label.evaluate((element) => {
    element.control.id = "units";
    element.htmlFor = "units";
  });
  await pause(2000);
  await page.evaluate(WATCH);
  const field = await page.$("#units");
  for (let i = 0; i < CHANGES; i += 1) {
    await field.press(i % 2 === 0 ? "ArrowUp" : "ArrowDown");
    await pause(400);
  }
  const {changed, pictured} = await page.evaluate("({changed, pictured})");
  const after = (is) => changed.map((at) => pictured.find((one) => one.at > at && is(one)).at - at);
  console.log("one change to the gradient:", spread(after(() => true)));
  console.log("one change to gradient and forecast:", spread(after(({isWhole}) => isWhole)));

  const box = await label.boundingBox();
  await page.evaluate("changed = []; pictured = []");
  await page.mouse.move(box.x + 2, box.y + 4);
  await page.mouse.down();
  const begun = performance.now();
  for (let x = 0; performance.now() - begun < DRAG_MS; x += 6) {
    await page.mouse.move(box.x + 2 + (x % 240), box.y + 4);
    await pause(16);
  }
  await page.mouse.up();
  const dragged = await page.evaluate("({changed, pictured})");
  const last = dragged.changed.at(-1);
  const times = [dragged.changed[0], ...dragged.pictured.map(({at}) => at).filter((at) => at < last)];
  const gaps = times.slice(1).map((at, i) => at - times[i]);
  console.log(`${dragged.changed.length} changes dragged, ${gaps.length} pictures, apart:`, spread(gaps));
} finally {
  await browser.close();
}

/** Median, ninth of ten, and most, in milliseconds. */
function spread(times) {
  const sorted = times.toSorted((a, b) => a - b).map(Math.round);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
  return `median ${at(0.5)} ms, 90 % within ${at(0.9)}, most ${at(1)}`;
}
