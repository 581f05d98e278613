import {get} from "../api/client.js";
import {h} from "../ui/dom.js";
import {scrolling} from "../ui/scrolling.js";
import {problemPanel} from "../ui/problem.js";
import {addressOf} from "../route.js";

const PAUSE = 2000;

/**
 * One page of a list, kept up to date while something on it is not finished. Rows stay the same elements, so that what
 * is ticked or focused stays so.
 *
 * @param {{view: string, path: string, query: URLSearchParams, columns: string[], empty: Node, signal: AbortSignal,
 *     row: (reload: () => void) => {element: HTMLElement, update: (item) => void}, isFinished: (item) => boolean}} list
 * @returns {{element: HTMLElement, reload: () => Promise<void>}}
 */
export function pagedList({view, path, query, columns, empty, row, isFinished, signal}) {
  const body = h("tbody", {});
  const table = scrolling(
    "List",
    h("table", {class: "archive"}, [
      h("thead", {}, [
        h(
          "tr",
          {},
          columns.map((name) => (name ? h("th", {scope: "col"}, name) : h("td", {}))),
        ),
      ]),
      body,
    ]),
  );
  const pages = h("nav", {class: "row", "aria-label": "Pages"});
  const trouble = h("div", {});
  const element = h("div", {}, [trouble, table, pages]);
  const rows = new Map();
  let timer;

  const reload = async () => {
    clearTimeout(timer);
    try {
      const page = await get(`${path}?${query}`, {signal});
      trouble.replaceChildren();
      render(page);
      if (page.data.some((item) => !isFinished(item))) {
        again();
      }
    } catch (error) {
      if (!signal.aborted) {
        trouble.replaceChildren(problemPanel(error));
        again();
      }
    }
  };
  const again = () => {
    timer = setTimeout(() => (document.hidden ? again() : reload()), PAUSE);
  };
  const render = ({data, next}) => {
    const shown = data.map((item) => {
      const one = rows.get(item.id) ?? row(reload);
      rows.set(item.id, one);
      one.update(item);
      return one.element;
    });
    [...body.children].filter((each) => !shown.includes(each)).forEach((each) => each.remove());
    shown.forEach(
      (each, i) => each === body.children[i] || body.insertBefore(each, body.children[i] ?? null),
    );
    table.hidden = data.length === 0;
    const older = next && new URLSearchParams(next.split("?")[1]);
    const {after, ...rest} = Object.fromEntries(query);
    pages.replaceChildren(
      ...[
        data.length === 0 && empty,
        after && h("a", {href: addressOf(view, [], rest)}, "« Newest"),
        older &&
          h("a", {href: addressOf(view, [], Object.fromEntries(older)), rel: "next"}, "Older »"),
      ].filter(Boolean),
    );
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  return {element, reload};
}

/** Keeps whoever deletes a row by the keyboard in the list. */
export function focusBeside(row) {
  (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("a").focus();
}

/** A button of a row whose failure is said beside it. */
export function rowButton(text, label, act) {
  const button = h(
    "button",
    {
      type: "button",
      class: "small",
      onclick: async () => {
        button.disabled = true;
        try {
          await act();
        } catch (error) {
          button.after(h("span", {class: "fault", role: "alert"}, error.message));
        } finally {
          button.disabled = false;
        }
      },
    },
    text,
  );
  button.setAttribute("aria-label", label);
  return button;
}
