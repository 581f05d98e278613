import {get, messageOf} from "../api/client.js";
import {isElsewhere, placeOf} from "../job/place.js";
import {curlOf} from "../program/curl.js";
import {javascriptOf} from "../program/javascript.js";
import {pythonOf} from "../program/python.js";
import {recreationOf} from "../program/recreation.js";
import {addressOf} from "../route.js";
import {Copying} from "../ui/copying.js";
import {h} from "../ui/dom.js";
import {reportOf} from "./report.js";

/**
 * @import {Diagnosis, Measure} from "../api/contract.js"
 * @import {Recorded, Variant} from "./recorded.js"
 */

/** @typedef {{step: number, slope: Measure}} Moment */

const PROGRAMS = [
  {name: "curl", write: curlOf},
  {name: "Python", write: pythonOf},
  {name: "JavaScript", write: javascriptOf},
];

/**
 * Each variant as a report, and as programs that make such a run anew; nothing makes anew what was
 * trained elsewhere.
 *
 * @param {HTMLElement} element
 * @param {Variant[]} variants
 */
export function copyAs(element, variants) {
  const copying = new Copying();
  const items = variants.map(({run, name}) => {
    const programs = isElsewhere(run.job) ? [] : PROGRAMS;
    /** @param {string} form */
    const label = (form) => `Copy as ${form}${variants.length > 1 ? `: ${name}` : ""}`;
    return h("li", {}, [
      variants.length > 1 && h("strong", {}, [name, ": "]),
      h("span", {class: "muted"}, "Copy as "),
      button("Markdown", label("Markdown"), () => copyReport(run, copying)),
      programs.map((language) =>
        button(language.name, label(language.name), () => {
          const {request, remarks} = recreationOf(run.job, linkTo(run));
          return copying.copy(language.name, language.write([request], remarks));
        }),
      ),
    ]);
  });
  element.append(h("ul", {class: "downloads copy-as no-print"}, items), copying.said, copying.text);
}

/**
 * @param {string} text
 * @param {string} label
 * @param {() => Promise<void>} onclick
 */
function button(text, label, onclick) {
  return h("button", {type: "button", class: "small", "aria-label": label, onclick}, text);
}

/**
 * @param {Recorded} run
 * @param {Copying} copying
 */
async function copyReport(run, copying) {
  copying.say("Writing the report…");
  try {
    /** @type {Diagnosis} */
    const diagnosis = await get(`${run.path}/diagnosis`);
    const report = reportOf(run.job, {diagnosis, moment: lastOf(run), link: linkTo(run)});
    await copying.copy("Markdown", report);
  } catch (error) {
    copying.say(messageOf(error));
  }
}

/**
 * @param {Recorded} run
 * @returns {Moment | null} of the last recorded step
 */
function lastOf({trace}) {
  const step = trace?.step.at(-1);
  return trace && step !== undefined
    ? {step, slope: trace.flow.slopePerLayer.at(-1) ?? null}
    : null;
}

/** @param {Recorded} run */
function linkTo({job}) {
  return new URL(addressOf("runs", [placeOf(job)]), document.baseURI).href;
}
