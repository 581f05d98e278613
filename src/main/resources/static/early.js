/**
 * Asks for the modules of the view that is opened first at once, rather than for each once another
 * has asked for it.
 */

/** What each view imports, beyond what the page does: `ModuleGraphTest` has them as they are. */
const MODULES = {
  lab: `
    lab/lab json/pointer lab/actions lab/presets lab/requests job/layers charts/format ui/words
    job/place json/equal lab/variant json/patch lab/address json/compact lab/design lab/link
    lab/tidy lab/faults ui/fold lab/form lab/compare lab/fields lab/scrub lab/named lab/data
    lab/preview lab/fit lab/restored lab/samples charts/canvas charts/palette charts/plane
    ui/scrolling ui/table lab/upload lab/csv lab/reading lab/network lab/import lab/training
    lab/gallery lab/lesson lab/live lab/glance lab/foreseen lab/share program/curl program/json
    program/request program/javascript program/python ui/copying lab/stage play/edges play/losses
    play/plane charts/colour play/responses play/player lab/columns lab/diagram lab/places lab/undo
    lab/validity
  `,
  learn: `
    learn/learn learn/contents learn/view lab/presets learn/ask job/events job/status job/stream
    learn/next json/patch json/pointer lab/address json/compact json/equal lab/design lab/link
    lab/tidy job/layers charts/format ui/words learn/prose ui/formula learn/prediction
    learn/measure learn/places
  `,
  runs: `
    run/run job/spec charts/format job/layers ui/words run/boundary charts/boundarymap
    charts/canvas charts/palette charts/chart ui/scrolling ui/table charts/idle charts/inks
    charts/pointing charts/colour charts/heatmap charts/cellkeys charts/ticks charts/plane job/body
    run/choices run/copyas job/place program/curl program/json program/request program/javascript
    program/python program/recreation ui/copying run/report run/curvature charts/curves
    run/pointers run/diagnosis diagnosis/findings json/equal diagnosis/evidence ui/formula
    diagnosis/rules diagnosis/remedy json/pointer diagnosis/verdict json/patch run/headline
    json/compact run/trials job/status run/distributions charts/ridges run/underflow run/downloads
    ui/download run/flow charts/factors charts/profile charts/waterfall run/moment run/stepper
    run/header ui/caption run/overlay run/layertable run/learning run/metrics run/neuron
    run/recorded job/events job/stream run/selection
  `,
  jobs: `
    archive/jobs charts/format job/body job/layers ui/words job/place job/status json/equal
    lab/address json/compact lab/design json/pointer lab/link lab/presets lab/tidy ui/caption
    ui/confirm ui/table ui/time archive/list ui/scrolling archive/search archive/ticks
  `,
  experiments: `
    archive/experiments job/status json/equal ui/caption ui/confirm ui/table ui/time archive/list
    ui/scrolling archive/search archive/tally
  `,
};

const [view] = location.hash.replace(/^#\/?/, "").split(/[/?]/, 1);
const names = new Map(Object.entries(MODULES)).get(view || "lab") ?? "";
for (const name of names.split(/\s+/).filter(Boolean)) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = `${name}.js`;
  document.head.append(link);
}
