import {h} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {number} from "../charts/format.js";
import {sourceOf} from "./presets.js";

/** A preset's question, where it is from, what must come of it and why; `measured` fills in what did. */
export function lesson(preset) {
  const {text, address} = sourceOf(preset);
  const results = preset.expected.map(() => h("td", {class: "number measured"}, ""));
  const column = h("th", {class: "number", hidden: true}, "measured");
  results.forEach((cell) => (cell.hidden = true));
  const element = h("section", {class: "card lesson", "aria-labelledby": "lesson"}, [
    h("p", {class: "muted"}, preset.title),
    h("h1", {id: "lesson", tabindex: "-1"}, preset.question),
    h("details", {}, [
      h("summary", {}, `What is expected (${preset.expected.length}), and where it is from`),
      h("p", {}, address ? h("a", {href: address, rel: "noreferrer"}, text) : text),
      preset.settings && h("p", {}, preset.settings),
      scrolling(
        "Expected values",
        h("table", {}, [
          h("thead", {}, [
            h("tr", {}, [
              h("th", {}, "what"),
              h("th", {class: "number"}, "expected"),
              h("th", {class: "number"}, "±"),
              column,
            ]),
          ]),
          h(
            "tbody",
            {},
            preset.expected.map(({what, value, tolerance}, index) =>
              h("tr", {}, [
                h("td", {}, what),
                h("td", {class: "number"}, number(value)),
                h("td", {class: "number"}, number(tolerance)),
                results[index],
              ]),
            ),
          ),
        ]),
      ),
      preset.explanation && h("p", {}, preset.explanation),
    ]),
  ]);
  const said = h("p", {class: "tally", role: "status"});
  element.append(said);
  return {
    element,
    measured: (values) => {
      column.hidden = false;
      const hits = preset.expected.filter(({value, tolerance}, index) => {
        const isHit = Math.abs(values[index] - value) <= tolerance;
        results[index].hidden = false;
        results[index].replaceChildren(
          h(
            "span",
            {class: isHit ? "good" : "bad"},
            `${number(values[index])} ${isHit ? "✓" : "✗"}`,
          ),
        );
        return isHit;
      }).length;
      said.replaceChildren(
        h(
          "span",
          {class: hits === values.length ? "good" : "bad"},
          `${hits} of ${values.length} expected values measured here, within their tolerances.`,
        ),
      );
    },
  };
}
