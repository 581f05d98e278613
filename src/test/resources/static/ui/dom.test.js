import {equal} from "../expect.js";
import {fill, freshId, h, nodesIn, svg} from "./dom.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "text is never read as markup": () => {
    equal(h("p", {}, "<b>bold</b>").innerHTML, "&lt;b&gt;bold&lt;/b&gt;");
  },
  "true and false set and leave out an attribute": () => {
    const button = h("button", {disabled: true, hidden: false, title: null});
    equal(button.outerHTML, '<button disabled=""></button>');
  },
  "what a control is goes before its attribute": () => {
    equal(h("input", {value: "x"}).value, "x");
    equal(h("input", {type: "checkbox", checked: true}).checked, true);
  },
  "functions listen": () => {
    let clicks = 0;
    const button = h("button", {
      onclick: () => {
        clicks += 1;
      },
    });
    button.click();
    equal(clicks, 1);
  },
  "records are data": () => {
    equal(h("p", {dataset: {pointer: "/a"}}).outerHTML, '<p data-pointer="/a"></p>');
  },
  "lists of children are one after the other, without what is nothing": () => {
    const list = h("ul", {}, [[h("li", {}, "a"), null], false, undefined, ["b", 0]]);
    equal(list.innerHTML, "<li>a</li>b0");
    equal(nodesIn(["", [1]]), ["", "1"]);
  },
  "filling replaces": () => {
    const element = h("p", {}, "old");
    fill(element, ["new", null]);
    equal(element.textContent, "new");
  },
  "drawings are drawings": () => {
    equal(svg("circle", {r: 1}).namespaceURI, "http://www.w3.org/2000/svg");
  },
  "no id is given twice": () => {
    const ids = [freshId("x"), freshId("x"), freshId("y")];
    equal(new Set(ids).size, 3);
  },
};
