import {addressOf} from "../route.js";
import {h} from "../ui/dom.js";
import {fold} from "../ui/fold.js";
import {LESSONS, modeOf, sourceOf} from "./presets.js";

/**
 * @import {Preset} from "../api/contract.js"
 * @import {Lesson} from "./presets.js"
 */

const MODES = {train: "trained", look: "looked at", experiment: "experiment"};

/**
 * What there is to begin with: the lessons first, then every preset by its question.
 *
 * @param {Preset[]} presets
 * @param {Preset | undefined} chosen
 */
export function gallery(presets, chosen) {
  const lessons = LESSONS.filter(({preset}) => presets.some(({name}) => name === preset));
  const cards = lessons.map((lesson) => lessonItem(lesson, lesson.preset === chosen?.name));
  const items = () => ordered(presets).map((preset) => presetItem(preset, preset === chosen));
  return h("nav", {class: "gallery", "aria-label": "Presets"}, [
    h("ul", {class: "lessons"}, [courseItem(), cards]),
    fold(`All ${presets.length} presets, by their questions`, {class: "presets"}, () =>
      h("ul", {}, items()),
    ),
  ]);
}

function courseItem() {
  const link = h("a", {href: addressOf("learn")}, [
    h("strong", {}, "Learn: fifteen questions"),
    h("span", {}, "A course: say what you expect, run it, and read the number that answers."),
  ]);
  return h("li", {}, link);
}

/**
 * @param {Lesson} lesson
 * @param {boolean} isChosen
 */
function lessonItem({preset, compare, title, text}, isChosen) {
  const href = addressOf("lab", [], {preset, ...(compare && {compare})});
  const link = h("a", {href, "aria-current": isChosen && "true"}, [
    h("strong", {}, title),
    h("span", {}, text),
  ]);
  return h("li", {}, link);
}

/**
 * @param {Preset} preset
 * @param {boolean} isChosen
 */
function presetItem(preset, isChosen) {
  const href = addressOf("lab", [], {preset: preset.name});
  const about = [preset.title, MODES[modeOf(preset)], sourceOf(preset).text];
  return h("li", {}, [
    h("a", {href, "aria-current": isChosen && "true"}, preset.question),
    h("small", {class: "muted"}, ` ${about.join(" · ")}`),
  ]);
}

/**
 * One neuron first, then a hundred layers, then by name.
 *
 * @param {Preset[]} presets
 */
function ordered(presets) {
  return presets.toSorted(
    (one, other) => rankOf(one) - rankOf(other) || one.name.localeCompare(other.name),
  );
}

/** @param {Preset} preset */
function rankOf({name}) {
  if (name.startsWith("neuron")) {
    return 0;
  }
  return /hundred|depths/.test(name) ? 1 : 2;
}
