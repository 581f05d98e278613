/**
 * LaTeX as MathML, for the time until KaTeX is there and where it is not wanted: the part of it
 * that lessons are written in.
 */

const LETTERS = new Map([
  ["alpha", "α"],
  ["chi", "χ"],
  ["delta", "δ"],
  ["eta", "η"],
  ["lambda", "λ"],
  ["pi", "π"],
  ["sigma", "σ"],
  ["theta", "θ"],
  ["varphi", "φ"],
  ["Delta", "Δ"],
  ["Sigma", "Σ"],
]);

const SUM = "∑";

const SIGNS = new Map([
  ["|", "‖"],
  ["approx", "≈"],
  ["cdot", "⋅"],
  ["iff", "⟺"],
  ["le", "≤"],
  ["nabla", "∇"],
  ["odot", "⊙"],
  ["partial", "∂"],
  ["Rightarrow", "⇒"],
  ["sim", "∼"],
  ["sum", SUM],
  ["to", "→"],
]);

/** Names that are written upright. */
const FUNCTIONS = ["ln", "log", "tanh"];

/** Of fonts, the letters that are used. */
const FONTS = new Map([
  ["mathbb E", "𝔼"],
  ["mathcal B", "ℬ"],
  ["mathcal N", "𝒩"],
  ["mathsf T", "𝖳"],
]);

const ACCENTS = new Map([
  ["bar", "ˉ"],
  ["tilde", "~"],
]);

/** Widths in em. */
const SPACES = new Map([
  [",", 1 / 6],
  [";", 5 / 18],
  [" ", 1 / 4],
  ["quad", 1],
  ["qquad", 2],
]);

/** How tall delimiters are, in em, that are as tall as they are told to be. */
const SIZES = new Map([
  ["bigl", 1.2],
  ["bigr", 1.2],
  ["Bigl", 1.8],
  ["Bigr", 1.8],
]);

/** What holds a part with nothing, something below, above, and both. */
const BESIDE = [null, "msub", "msup", "msubsup"];
const BESIDE_SUM = [null, "munder", "mover", "munderover"];

const TOKEN = /\\[a-z]+|\\.|\d+(?:\.\d+)?|\s+|./giu;
/** What is as tall as a letter, and stands close. */
const STIFF = "()[]{}|‖/";
const STIFFLY = {stretchy: "false", lspace: "0", rspace: "0"};

/**
 * @param {string} latex
 * @param {boolean} isDisplayed whether it stands by itself
 * @returns {Element | null} null if it is written in words that are not known here
 */
export function mathml(latex, isDisplayed) {
  try {
    const parts = new Reader(latex).row();
    return element("math", parts, isDisplayed ? {display: "block"} : {});
  } catch (error) {
    if (error instanceof RangeError) {
      return null;
    }
    throw error;
  }
}

/** Reads a formula from its beginning to its end. */
class Reader {
  #tokens;
  #at = 0;

  /** The token at which the last row ended. */
  #end = "";

  /** @param {string} latex */
  constructor(latex) {
    this.#tokens = /** @type {string[]} */ (latex.match(TOKEN) ?? []);
  }

  /**
   * What comes before one of some tokens, which is passed.
   *
   * @param {string[]} ends
   */
  row(...ends) {
    const parts = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (ends.includes(token)) {
        this.#end = token;
        return parts;
      }
      parts.push(this.#scripted(this.#atom(token)));
      if (FUNCTIONS.includes(token.slice(1)) && !/^[({]?$/.test(this.#peek() ?? "")) {
        parts.push(space(1 / 6));
      }
    }
    return parts;
  }

  /** The next token that is not white. */
  #next() {
    while (/^\s+$/.test(this.#tokens[this.#at] ?? "")) {
      this.#at += 1;
    }
    this.#at += 1;
    return this.#tokens[this.#at - 1];
  }

  #peek() {
    const token = this.#next();
    this.#at -= 1;
    return token;
  }

  /**
   * @param {string} token
   * @returns {Element}
   */
  #atom(token) {
    if (/^[a-z]$/i.test(token)) {
      return element("mi", token);
    }
    if (/^\d/.test(token)) {
      return element("mn", token);
    }
    if (token === "{") {
      return element("mrow", this.row("}"));
    }
    return token.startsWith("\\")
      ? this.#command(token.slice(1))
      : operator(token === "-" ? "−" : token);
  }

  /**
   * @param {string} name
   * @returns {Element}
   */
  #command(name) {
    const width = SPACES.get(name);
    const size = SIZES.get(name);
    const letter = LETTERS.get(name);
    const accent = ACCENTS.get(name);
    if (letter) {
      return element("mi", letter, /^[A-Z]/.test(name) ? {mathvariant: "normal"} : {});
    }
    if (accent) {
      return element("mover", [this.#argument(), operator(accent)], {accent: "true"});
    }
    if (width !== undefined) {
      return space(width);
    }
    if (size !== undefined) {
      return this.#delimiter(size);
    }
    if (FUNCTIONS.includes(name)) {
      return element("mi", name);
    }
    const sign = SIGNS.get(name);
    return sign ? operator(sign) : this.#structure(name);
  }

  /**
   * What has arguments.
   *
   * @param {string} name
   * @returns {Element}
   */
  #structure(name) {
    switch (name) {
      case "frac":
        return element("mfrac", [this.#argument(), this.#argument()]);
      case "tfrac":
        return element("mstyle", this.#structure("frac"), {displaystyle: "false", scriptlevel: 1});
      case "sqrt":
        return element("msqrt", this.#argument());
      case "text":
        return element("mtext", this.#words());
      case "operatorname":
        return element("mrow", [element("mi", this.#words()), space(1 / 6)]);
      case "begin":
        return this.#cases();
      default:
        return this.#ofFont(name);
    }
  }

  /** @param {number} size */
  #delimiter(size) {
    const token = this.#next() ?? "";
    const tall = {minsize: `${size}em`, maxsize: `${size}em`, stretchy: "true"};
    return operator(SIGNS.get(token.slice(1)) ?? token, tall);
  }

  /** @param {string} font */
  #ofFont(font) {
    const letter = FONTS.get(`${font} ${this.#next()}`);
    if (!letter) {
      throw new RangeError(font);
    }
    return element("mi", letter);
  }

  /** A group, or one sign: of a number, its first digit. */
  #argument() {
    const token = this.#next() ?? "";
    if (/^\d./.test(token)) {
      this.#at -= 1;
      this.#tokens[this.#at] = token.slice(1);
      return element("mn", token[0]);
    }
    return this.#atom(token);
  }

  /** A group as it is written. */
  #words() {
    const from = this.#at + 1;
    const to = this.#tokens.indexOf("}", from);
    this.#at = to + 1;
    return this.#tokens.slice(from, to).join("");
  }

  /** Rows behind a brace. */
  #cases() {
    if (this.#words() !== "cases") {
      throw new RangeError("begin");
    }
    const rows = [];
    do {
      const cells = [];
      do {
        cells.push(element("mtd", this.row("&", "\\\\", "\\end")));
      } while (this.#end === "&");
      rows.push(element("mtr", cells));
    } while (this.#end !== "\\end");
    this.#words();
    const table = element("mtable", rows, {columnalign: "left"});
    return element("mrow", [operator("{", {stretchy: "true"}), table]);
  }

  /**
   * A part with what stands above and below it, to its right.
   *
   * @param {Element} part
   */
  #scripted(part) {
    /** @type {Element[]} */
    const above = [];
    /** @type {Element[]} */
    const below = [];
    for (let token = this.#peek(); /^[\^_']$/.test(token ?? ""); token = this.#peek()) {
      this.#next();
      const script = token === "'" ? operator("′") : this.#argument();
      (token === "_" ? below : above).push(script);
    }
    return scripted(part, below, above);
  }
}

/**
 * @param {Element} part
 * @param {Element[]} below
 * @param {Element[]} above
 */
function scripted(part, below, above) {
  const scripts = [below, above].flatMap((some) =>
    some.length > 1 ? element("mrow", some) : some,
  );
  const names = part.textContent === SUM ? BESIDE_SUM : BESIDE;
  const name = names[(below.length > 0 ? 1 : 0) + (above.length > 0 ? 2 : 0)];
  return name ? element(name, [part, ...scripts]) : part;
}

/**
 * @param {string} sign
 * @param {object} [attributes]
 */
function operator(sign, attributes) {
  return element("mo", sign, {...(STIFF.includes(sign) && STIFFLY), ...attributes});
}

/** @param {number} width in em */
function space(width) {
  return element("mspace", "", {width: `${width.toFixed(3)}em`});
}

/**
 * @param {string} name
 * @param {string | Element | Element[]} content
 * @param {object} [attributes]
 */
function element(name, content, attributes = {}) {
  const made = document.createElementNS("http://www.w3.org/1998/Math/MathML", name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, String(value));
  }
  made.append(...[content].flat());
  return made;
}
