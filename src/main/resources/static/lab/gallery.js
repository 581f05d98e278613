import {h} from "../ui/dom.js";
import {addressOf} from "../route.js";
import {LESSONS, modeOf, sourceOf} from "./presets.js";

const MODES = {train: "trained", look: "looked at", experiment: "experiment"};

/** What there is to begin with: the lessons first, then every preset by its question. */
export function gallery(presets, chosen) {
  const known = new Set(presets.map(({name}) => name));
  return h("nav", {class: "gallery", "aria-label": "Presets"}, [
    h(
      "ul",
      {class: "lessons"},
      LESSONS.filter(({preset}) => known.has(preset)).map(({preset, compare, title, text}) =>
        h("li", {}, [
          h(
            "a",
            {
              href: addressOf("lab", [], {preset, ...(compare && {compare})}),
              "aria-current": preset === chosen?.name && "true",
            },
            [h("strong", {}, title), h("span", {}, text)],
          ),
        ]),
      ),
    ),
    h("details", {class: "presets"}, [
      h("summary", {}, `All ${presets.length} presets, by their questions`),
      h(
        "ul",
        {},
        ordered(presets).map((preset) =>
          h("li", {}, [
            h(
              "a",
              {
                href: addressOf("lab", [], {preset: preset.name}),
                "aria-current": preset === chosen && "true",
              },
              preset.question,
            ),
            h(
              "small",
              {class: "muted"},
              ` ${preset.title} · ${MODES[modeOf(preset)]} · ${sourceOf(preset).text}`,
            ),
          ]),
        ),
      ),
    ]),
  ]);
}

/** One neuron first, then a hundred layers, then by name. */
function ordered(presets) {
  const rank = ({name}) => (/^neuron/.test(name) ? 0 : /hundred|depths/.test(name) ? 1 : 2);
  return presets.toSorted(
    (one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name),
  );
}
