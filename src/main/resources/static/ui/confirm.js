import {h} from "./dom.js";

/** Asks before something that cannot be undone. @returns {Promise<boolean>} */
export function confirmed(question, action) {
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      {
        class: "confirm",
        "aria-label": question,
        onclose: () => {
          dialog.remove();
          resolve(dialog.returnValue === "yes");
        },
      },
      [
        h("form", {method: "dialog"}, [
          h("p", {}, question),
          h("div", {class: "row"}, [
            h("button", {value: "no", autofocus: true}, "Cancel"),
            h("button", {value: "yes", class: "danger"}, action),
          ]),
        ]),
      ],
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
