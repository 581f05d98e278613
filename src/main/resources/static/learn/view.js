import {isAbort} from "../api/client.js";
import {sourceOf} from "../lab/presets.js";
import {addressOf} from "../route.js";
import {fill, h} from "../ui/dom.js";
import {typeset} from "../ui/formula.js";
import {problemPanel} from "../ui/problem.js";
import {answersTo} from "./ask.js";
import {LEARN, neighbours} from "./contents.js";
import {nextStep} from "./next.js";
import {predictionField} from "./prediction.js";
import {paragraphs, prose} from "./prose.js";

/** @import {Entry, Lesson} from "./lesson.js" */

/** A lesson: question, prediction, run, number, reason, and what to change next. */
export class LessonView {
  #lesson;
  #signal;
  #field;
  #run = h("button", {class: "primary"}, "Run it");
  #result = h("div", {class: "result"});
  #why;

  /**
   * @param {Entry[]} course
   * @param {number} at which of its entries
   * @param {Lesson} lesson
   * @param {AbortSignal} signal
   */
  constructor(course, at, lesson, signal) {
    this.#lesson = lesson;
    this.#signal = signal;
    this.#field = predictionField(lesson.prediction, lesson.measured[0]);
    this.#why = h("details", {class: "why"}, [
      h("summary", {onclick: typeset}, h("h2", {}, "Why")),
      paragraphs(lesson.why),
    ]);
    const {title, question} = course[at];
    this.element = h("article", {class: "lesson-page", "aria-labelledby": "question"}, [
      h("p", {class: "muted"}, [
        h("a", {href: addressOf(LEARN)}, "Learn"),
        ` · Lesson ${at + 1} of ${course.length} · ${title}`,
      ]),
      h("h1", {id: "question"}, question),
      h("p", {}, prose(lesson.setting)),
      this.#form(),
      this.#result,
      this.#why,
      nextStep(lesson),
      sources(lesson),
      neighbours(course, at),
    ]);
  }

  #form() {
    const onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#perform();
    };
    return h("form", {class: "card prediction", onsubmit, "aria-label": "Your prediction"}, [
      this.#field.element,
      h("div", {class: "row"}, this.#run),
    ]);
  }

  async #perform() {
    if (this.#run.getAttribute("aria-busy")) {
      return;
    }
    this.#run.setAttribute("aria-busy", "true");
    this.#run.textContent = "Running …";
    try {
      const [answers, {result}] = await Promise.all([
        answersTo(this.#lesson.requests, this.#signal),
        import("./result.js"),
      ]);
      fill(this.#result, result(this.#lesson, this.#field, answers, this.#signal));
      this.#why.open = true;
      this.#result.querySelector("h2")?.focus();
    } catch (error) {
      if (!(isAbort(error) || this.#signal.aborted)) {
        fill(this.#result, problemPanel(error));
      }
    } finally {
      this.#run.removeAttribute("aria-busy");
      this.#run.textContent = "Run it again";
    }
  }
}

/** @param {Lesson} lesson */
function sources({sources: texts}) {
  const items = texts.map((source) => {
    const {text, address} = sourceOf({source});
    return h("li", {}, address ? h("a", {href: address, rel: "noreferrer"}, text) : text);
  });
  return h("section", {"aria-labelledby": "sources"}, [
    h("h2", {id: "sources"}, "Sources"),
    h("ul", {}, items),
  ]);
}
