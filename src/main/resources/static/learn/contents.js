import {addressOf} from "../route.js";
import {h} from "../ui/dom.js";

/** @import {Entry} from "./lesson.js" */

/** The place of the course in addresses. */
export const LEARN = "learn";

const INTRODUCTION =
  "Each lesson asks a question. You say what you expect, the service runs it while you wait, and " +
  "the number it measures answers. Nothing is shown before you have made up your mind.";

/**
 * The lessons in their order, by their questions.
 *
 * @param {Entry[]} course
 */
export function contents(course) {
  const items = course.map(({slug, title, question}) =>
    h(
      "li",
      {},
      h("a", {href: addressOf(LEARN, [slug])}, [h("strong", {}, question), h("span", {}, title)]),
    ),
  );
  return h("section", {class: "course", "aria-labelledby": "course"}, [
    h("h1", {id: "course"}, "Learn what the gradient does"),
    h("p", {class: "lead"}, INTRODUCTION),
    h("ol", {}, items),
  ]);
}

/**
 * The ways to the lessons before and after one.
 *
 * @param {Entry[]} course
 * @param {number} at
 */
export function neighbours(course, at) {
  const [before, after] = [course[at - 1], course[at + 1]];
  return h("nav", {class: "neighbours", "aria-label": "Lessons"}, [
    before && way("prev", "Before", before),
    after && way("next", "Next", after),
  ]);
}

/**
 * @param {string} rel
 * @param {string} word
 * @param {Entry} entry
 */
function way(rel, word, {slug, question}) {
  return h("a", {rel, class: rel, href: addressOf(LEARN, [slug])}, [
    h("small", {}, word),
    h("span", {}, question),
  ]);
}
