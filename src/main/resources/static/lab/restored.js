/**
 * The event that says: the design was changed from outside its fields, so that the form is made
 * anew. It bubbles up to the form.
 */
export const RESTORED = "restored";

/** @param {string[]} notes what the reader should know of it */
export function restored(notes) {
  return new CustomEvent(RESTORED, {bubbles: true, detail: notes});
}
