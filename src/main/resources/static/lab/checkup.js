import {announce, h} from "../ui/dom.js";
import {findings} from "../diagnosis/findings.js";

/** The findings of the rules before training. A remedy to try becomes variant B. */
export function showCheck(element, diagnosis, compareWith) {
  const list = h("div", {});
  element.replaceChildren(
    h("section", {class: "card", "aria-labelledby": "check"}, [
      h("h2", {id: "check", tabindex: "-1"}, "Check before training"),
      h(
        "p",
        {class: "muted"},
        "Rules on the specification and the data, and a short probe run. “Try it” makes the remedy variant B: then look, or run both.",
      ),
      list,
    ]),
  );
  findings(list, diagnosis, {
    onTry: ({title, patch}) => {
      compareWith({kind: "patch", value: patch, title});
      announce(`Variant B: ${title}.`);
    },
  });
}
