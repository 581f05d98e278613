/**
 * Asks at once for the modules of the view that is opened first, and for what these ask the service
 * for, rather than for each once another has asked for it.
 */

/** What each view imports, beyond what the page does: `ModuleGraphTest` has them as they are. */
const MODULES = {
  lab: `
    lab/lab json/pointer lab/actions lab/presets lab/requests job/layers charts/format ui/words
    job/place json/equal lab/variant json/patch lab/address job/body json/compact lab/design
    lab/link lab/tidy lab/faults ui/fold lab/form lab/compare lab/fields lab/scrub lab/named
    lab/data lab/preview lab/fit lab/restored lab/samples charts/canvas charts/palette charts/plane
    ui/scrolling ui/table lab/upload lab/network lab/import lab/training lab/gallery lab/lesson
    lab/live lab/glance lab/foreseen lab/stage play/edges play/losses play/plane charts/colour
    play/responses play/player lab/columns lab/diagram lab/places lab/undo lab/validity lab/asker
  `,
  learn: `
    learn/learn learn/contents learn/view lab/presets ui/formula ui/mathml learn/ask job/status
    learn/next json/patch json/pointer lab/address job/body job/place json/compact json/equal
    lab/design lab/link lab/tidy job/layers charts/format ui/words learn/prose learn/prediction
    learn/measure learn/places
  `,
  runs: `
    run/run charts/chart ui/scrolling ui/table charts/format charts/idle charts/inks ui/words
    charts/palette charts/markers charts/pointing charts/turns job/spec job/layers run/choices
    run/diagnosis diagnosis/findings json/equal diagnosis/evidence ui/formula ui/mathml
    diagnosis/rules diagnosis/remedy json/pointer diagnosis/verdict job/body job/place json/patch
    run/headline json/compact run/trials job/status run/flow charts/factors charts/heatmap
    charts/canvas charts/cellkeys charts/colour charts/ticks charts/plane charts/profile
    charts/axes charts/waterfall run/moment run/pointers run/stepper run/header ui/caption
    run/kinds run/learning charts/curves run/recorded job/events job/stream run/selection
  `,
  jobs: `
    archive/jobs charts/format job/body job/place job/layers ui/words job/status json/equal
    lab/address json/compact lab/design json/pointer lab/link lab/presets lab/tidy ui/caption
    ui/confirm ui/table ui/time archive/list ui/scrolling archive/search archive/ticks job/spec
  `,
  experiments: `
    archive/experiments job/status json/equal ui/caption ui/confirm ui/table ui/time archive/list
    ui/scrolling archive/search archive/tally
  `,
};

/** What views ask the service for first, with no more than an address. */
const ANSWERS = {
  lab: "v1/catalogue v1/presets?limit=100 v1/datasets?limit=100",
  learn: "learn/course.json",
};

const [view] = location.hash.replace(/^#\/?/, "").split(/[/?]/, 1);
/** @param {Record<string, string>} lists */
const listed = (lists) => new Map(Object.entries(lists)).get(view || "lab")?.match(/\S+/g) ?? [];

/** @param {Partial<HTMLLinkElement>} attributes */
function preload(attributes) {
  document.head.append(Object.assign(document.createElement("link"), attributes));
}

// With a token, answers are other ones.
if (sessionStorage.getItem("gradtrace.token") === null) {
  for (const href of listed(ANSWERS)) {
    preload({rel: "preload", as: "fetch", crossOrigin: "anonymous", href});
  }
}
for (const name of listed(MODULES)) {
  preload({rel: "modulepreload", href: `${name}.js`});
}
