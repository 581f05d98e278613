/**
 * `vanishing_gradient` or `decadesLostToSlopes` as words.
 *
 * @param {string} name
 */
export function inWords(name) {
  return spaced(name).replace(/(?<=[a-z])[A-Z0-9]/g, (begin) => ` ${begin.toLowerCase()}`);
}

/**
 * `learningRate` as “learning rate”; digits stay where they are.
 *
 * @param {string} name of a member
 */
export function memberInWords(name) {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

/**
 * `binary_cross_entropy` as “binary cross entropy”.
 *
 * @param {string} name
 */
export function spaced(name) {
  return name.replaceAll("_", " ");
}

/**
 * “3 runs”, “1 run”.
 *
 * @param {number} count
 * @param {string} noun in the singular
 */
export function counted(count, noun) {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

/**
 * As much of a text as there is room for.
 *
 * @param {string} text
 * @param {number} most letters
 */
export function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

/** Letters from right to left, and characters that change the direction. */
const TURNING = /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFEFC]/;

/**
 * Somebody's words between others, whose direction they leave as it is.
 *
 * @param {string} text
 */
export function isolated(text) {
  return TURNING.test(text) ? `\u2068${text}\u2069` : text;
}
