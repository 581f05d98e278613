import {h} from "./dom.js";

const BY_HAND =
  "The browser does not copy by itself. The text is selected: Ctrl+C or ⌘C copies it.";

/** Copies texts and says so; what the browser does not copy is selected to be copied by hand. */
export class Copying {
  said = h("span", {class: "good", role: "status"});

  text = h("textarea", {
    class: "copied",
    readonly: true,
    hidden: true,
    rows: 8,
    spellcheck: "false",
    "aria-label": "The text to copy",
  });

  /**
   * @param {string} name of what is copied, for people
   * @param {string} text
   */
  async copy(name, text) {
    try {
      await navigator.clipboard.writeText(text);
      this.say(`${name} copied.`);
    } catch {
      this.say(BY_HAND);
      this.text.value = text;
      this.text.hidden = false;
      this.text.focus();
      this.text.select();
    }
  }

  /** @param {string} words what there is to say besides */
  say(words) {
    this.said.textContent = words;
    this.text.hidden = true;
  }
}
