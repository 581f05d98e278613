import {equal} from "../expect.js";
import {mathml} from "./mathml.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a script is above, below or both": () => {
    equal(written("a_1"), "<msub><mi>a</mi><mn>1</mn></msub>");
    equal(written("f'"), "<msup><mi>f</mi><mo>′</mo></msup>");
    equal(
      written("w^2_{kj}"),
      "<msubsup><mi>w</mi><mrow><mi>k</mi><mi>j</mi></mrow><mn>2</mn></msubsup>",
    );
  },
  "an argument is a group or one sign": () => {
    equal(written("\\frac12"), "<mfrac><mn>1</mn><mn>2</mn></mfrac>");
    equal(written("\\frac{2}\\eta"), "<mfrac><mrow><mn>2</mn></mrow><mi>η</mi></mfrac>");
  },
  "what it does not know, it leaves to others": () => {
    equal(mathml("\\oint f", false), null);
    equal(mathml("\\mathbb Q", false), null);
    equal(mathml("\\begin{matrix}a\\end{matrix}", true), null);
  },
  "lessons are written in what it knows, and say what KaTeX makes of them": async () => {
    await import("../vendor/katex/katex.min.js");
    const formulas = await formulasOfLessons();
    equal(formulas.length > 60, true);
    for (const latex of formulas) {
      equal([latex, legible(mathml(latex, true))], [latex, legible(byKatex(latex))]);
    }
  },
};

async function formulasOfLessons() {
  const course = await (await fetch("/learn/course.json")).json();
  const texts = await Promise.all(
    course.map(async (/** @type {{slug: string}} */ {slug}) =>
      (await fetch(`/learn/lessons/${slug}.json`)).json(),
    ),
  );
  return texts.flatMap(formulasIn);
}

/**
 * @param {unknown} value
 * @returns {string[]}
 */
function formulasIn(value) {
  if (typeof value === "string") {
    return value.split("$").filter((_, i) => i % 2 === 1);
  }
  if (value === null || typeof value !== "object") {
    return [];
  }
  return "formula" in value ? [String(value.formula)] : Object.values(value).flatMap(formulasIn);
}

/** @param {string} latex */
function byKatex(latex) {
  const holder = document.createElement("div");
  holder.innerHTML = globalThis.katex.renderToString(latex, {output: "mathml"});
  holder.querySelector("annotation")?.remove();
  return holder;
}

/**
 * The signs without what only sets them apart; letters of all fonts and bars of norms alike.
 *
 * @param {Element | null} element
 */
function legible(element) {
  return element?.textContent
    ?.replace(/[∥∣]/g, (bar) => (bar === "∥" ? "‖" : "|"))
    .normalize("NFKC")
    .replace(/[\s\u2061\u200b]/g, "");
}

/** @param {string} latex */
function written(latex) {
  return mathml(latex, false)
    ?.innerHTML.replace(/ xmlns="[^"]*"/g, "")
    .replace(/ stretchy="false"/g, "");
}
