import {patch} from "../api/client.js";
import {addressOf} from "../route.js";
import {announce, fill, freshId, h} from "./dom.js";
import {problemPanel} from "./problem.js";

/** @typedef {{name?: string | null, notes?: string | null, tags?: string[]}} Caption */

/**
 * Tags as links to what else has them.
 *
 * @param {string[] | undefined} tags
 * @param {string} view of the list
 */
export function tagLinks(tags, view) {
  return (tags ?? []).map((tag) => [
    " ",
    h("a", {class: "tag", href: addressOf(view, [], {tag}), "aria-label": `Tag ${tag}`}, tag),
  ]);
}

/**
 * Notes and tags of a thing, and a form to change these and its name.
 *
 * @param {string} path of the thing
 * @param {Caption} given
 * @param {{view: string, renamed: (name: string) => void}} place the view of its list, and who
 *     shows its name
 */
export function captionOf(path, given, {view, renamed}) {
  let caption = given;
  const element = h("div", {class: "caption"});
  const show = () => {
    fill(element, [
      caption.notes && h("p", {class: "notes"}, caption.notes),
      h("p", {class: "row"}, [
        tagLinks(caption.tags, view),
        h(
          "button",
          {type: "button", class: "small no-print", onclick: edit},
          "Edit name and notes",
        ),
      ]),
    ]);
  };
  const edit = () => {
    const form = formOf(caption, {
      cancel: show,
      save: async (changed) => {
        caption = await patch(path, changed);
        renamed(caption.name ?? "");
        show();
        announce("Saved.");
      },
    });
    fill(element, form);
    form.querySelector("input")?.focus();
  };
  show();
  return element;
}

/**
 * @param {Caption} caption
 * @param {{cancel: () => void, save: (changed: Caption) => Promise<void>}} acts
 */
function formOf({name, notes, tags}, {cancel, save}) {
  const called = h("input", {type: "text", maxlength: 200, value: name ?? ""});
  const noted = h("textarea", {rows: 4, maxlength: 4000, value: notes ?? ""});
  const marked = h("textarea", {rows: 3, value: (tags ?? []).join("\n")});
  const trouble = h("div");
  const form = h("form", {class: "caption-form no-print"}, [
    field("Name", called),
    field("Notes", noted),
    field("Tags, one a line", marked),
    h("div", {class: "row"}, [
      h("button", {type: "submit", class: "primary"}, "Save"),
      h("button", {type: "button", onclick: cancel}, "Cancel"),
    ]),
    trouble,
  ]);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const lines = marked.value.split("\n").map((line) => line.trim());
    try {
      await save({
        name: called.value.trim() || null,
        notes: noted.value.trim() || null,
        tags: [...new Set(lines.filter(Boolean))],
      });
    } catch (error) {
      fill(trouble, problemPanel(error));
    }
  });
  return form;
}

/**
 * A control below its label.
 *
 * @param {string} text
 * @param {HTMLInputElement | HTMLTextAreaElement} control
 */
export function field(text, control) {
  control.id = freshId("caption");
  return h("p", {}, [h("label", {for: control.id}, text), h("br"), control]);
}
