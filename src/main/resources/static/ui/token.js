import {h} from "./dom.js";

/**
 * Asks for a token in a dialog.
 *
 * @param {boolean} isWrong whether the last one was not good
 * @returns {Promise<string | null>} null if the dialog was left without one
 */
export function tokenAsked(isWrong) {
  return new Promise((resolve) => {
    const field = h("input", {
      id: "token",
      type: "password",
      required: true,
      autofocus: true,
      autocomplete: "off",
      spellcheck: "false",
      // What RFC 6750 lets a token be made of.
      pattern: "[A-Za-z0-9\\-._~+\\/]+=*",
      title: "Letters, digits and - . _ ~ + / =",
      "aria-describedby": "token-why",
    });
    const form = h("form", {method: "dialog"}, [
      h("p", {id: "token-why", role: isWrong && "alert"}, whyAsked(isWrong)),
      h("p", {}, [h("label", {for: "token"}, "Token "), field]),
      h("div", {class: "row"}, [
        h("button", {value: "no", formnovalidate: true, type: "submit"}, "Without"),
        h("button", {value: "yes", class: "primary"}, "Use it in this tab"),
      ]),
    ]);
    const dialog = h("dialog", {class: "confirm", "aria-label": "A token is asked for"}, form);
    // Enter means the token, not the first button.
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        form.requestSubmit(form.querySelector("[value=yes]"));
      }
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? field.value : null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** @param {boolean} isWrong */
function whyAsked(isWrong) {
  return isWrong
    ? "The service does not take this token, or no longer. Another?"
    : "This service wants to know who asks. Its operator gives out tokens.";
}
