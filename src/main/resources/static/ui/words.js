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
