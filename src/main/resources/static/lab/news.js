import {Design} from "./design.js";
import {manyField, textField} from "./fields.js";

/** @import {JobBody} from "../api/contract.js" */

const EVENTS = ["finished", "failed", "finding"];

/**
 * Whom the service tells of what is run here, and what of it. That is in no link and in no history
 * of the design: whoever follows a link tells nobody.
 *
 * @param {Design} design
 */
export function newsFields(design) {
  const notify = design.notify ?? {events: ["finished", "failed"]};
  const news = new Design({body: /** @type {JobBody} */ ({notify: structuredClone(notify)})});
  news.onChange(() => {
    const asked = news.body.notify;
    design.notify = asked?.url ? structuredClone(asked) : undefined;
  });
  return [
    textField(news, "/notify/url", {
      label: "address that is told",
      placeholder: "https://example.org/training",
      hint: "http or https; empty: nobody",
    }),
    manyField(news, "/notify/events", {
      label: "told of",
      names: EVENTS,
      hint: "the end, the end as a failure, what the diagnosis finds meanwhile",
    }),
    textField(news, "/notify/secret", {
      label: "secret that messages are signed with",
      placeholder: "whsec_…",
      hint: "empty: that of the service",
    }),
  ];
}
