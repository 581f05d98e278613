const LONGEST_LINE = 90;

/**
 * What programs must not have as it is: what cannot be seen or turns the direction of writing,
 * line separators, and what shells (`'`, `!`) and HTML (`</`, `<!`) read.
 */
const ESCAPED =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb'!]|<(?=[/!])/g;

/**
 * JSON that stands in a program of any language as it is, between single quotes of a shell, in a
 * raw string of Python, or as an expression of JavaScript; what is escaped is only ever in strings.
 *
 * @param {unknown} value
 */
export function embedded(value) {
  return pretty(value).replace(ESCAPED, escaped);
}

/**
 * A text between quotes, on one line.
 *
 * @param {string} text
 */
export function quoted(text) {
  return JSON.stringify(text).replace(ESCAPED, escaped);
}

/** @param {string} character of the basic plane */
function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * JSON for reading: short things on one line.
 *
 * @param {unknown} value
 * @param {string} [indent]
 * @returns {string}
 */
export function pretty(value, indent = "") {
  const line = JSON.stringify(value);
  if (value === null || typeof value !== "object" || line.length <= LONGEST_LINE) {
    return line;
  }
  const deeper = `${indent}  `;
  if (!Array.isArray(value)) {
    const members = Object.entries(value).filter(([, each]) => each !== undefined);
    const lines = members.map(([key, each]) => `${JSON.stringify(key)}: ${pretty(each, deeper)}`);
    return `{\n${indented(lines, deeper)}\n${indent}}`;
  }
  if (value.every((each) => typeof each === "number")) {
    return line;
  }
  const lines = value.map((each) => pretty(each, deeper));
  return `[\n${indented(lines, deeper)}\n${indent}]`;
}

/**
 * @param {string[]} lines
 * @param {string} indent
 */
function indented(lines, indent) {
  return lines.map((text) => indent + text).join(",\n");
}
