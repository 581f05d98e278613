import {h} from "./dom.js";

/**
 * Asks before something that cannot be undone.
 *
 * @param {string} question
 * @param {string} action what the button that does it says
 * @returns {Promise<boolean>}
 */
export function confirmed(question, action) {
  return new Promise((resolve) => {
    const dialog = h("dialog", {class: "confirm", "aria-label": question}, [
      h("form", {method: "dialog"}, [
        h("p", {}, question),
        h("div", {class: "row"}, [
          h("button", {value: "no", autofocus: true}, "Cancel"),
          h("button", {value: "yes", class: "danger"}, action),
        ]),
      ]),
    ]);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
