import {goTo} from "../route.js";
import {freshId, h} from "../ui/dom.js";

/** What lists are narrowed to, as addresses have it. */
export const SOUGHT = ["q", "tag"];

/**
 * A box to search a list, and what it is narrowed to by a tag; both stay in the address.
 *
 * @param {string} view
 * @param {URLSearchParams} query
 * @param {string[]} [kept] what else stays
 */
export function searchBox(view, query, kept = []) {
  const box = h("input", {
    type: "search",
    id: freshId("search"),
    maxlength: 200,
    value: query.get("q") ?? "",
  });
  const tag = query.get("tag");
  /** @param {string | null} mark */
  const search = (mark) => {
    /** @type {Record<string, string>} */
    const chosen = {};
    const given = {q: box.value.trim(), tag: mark ?? ""};
    for (const name of kept) {
      Object.assign(given, {[name]: query.get(name) ?? ""});
    }
    for (const [name, value] of Object.entries(given)) {
      if (value) {
        chosen[name] = value;
      }
    }
    goTo(view, [], chosen);
  };
  const form = h("form", {class: "row", role: "search"}, [
    h("label", {for: box.id}, "Search"),
    box,
    h("button", {type: "submit"}, "Find"),
    tag &&
      h("button", {type: "button", class: "tag", onclick: () => search(null)}, [
        `${tag} ×`,
        h("span", {class: "visually-hidden"}, " remove this tag"),
      ]),
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(tag);
  });
  return form;
}
