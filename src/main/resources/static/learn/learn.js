import {get} from "../api/client.js";
import {contents} from "./contents.js";
import {LessonView} from "./view.js";

/**
 * @import {Route} from "../route.js"
 * @import {Entry, Lesson} from "./lesson.js"
 */

/**
 * The course: `#/learn` lists its lessons in their order, `#/learn/slug` is one of them.
 *
 * @param {HTMLElement} root
 * @param {Route} route
 * @param {AbortSignal} signal
 */
export async function show(root, {parts: [slug]}, signal) {
  /** @type {Entry[]} */
  const course = await get("/learn/course.json", {signal});
  if (!slug) {
    root.append(contents(course));
    return;
  }
  const at = course.findIndex((entry) => entry.slug === slug);
  if (at < 0) {
    throw new Error(`There is no lesson “${slug}”.`);
  }
  /** @type {Lesson} */
  const lesson = await get(`/learn/lessons/${slug}.json`, {signal});
  root.append(new LessonView(course, at, lesson, signal).element);
}
