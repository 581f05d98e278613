/** @typedef {number | null | undefined} Value */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * A number for reading: powers of ten where they are shorter; “–” for what is not finite.
 *
 * @param {Value} value
 * @param {number} [digits] significant ones
 */
export function number(value, digits = 4) {
  if (!isNumber(value)) {
    return "–";
  }
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e6) {
    return minus(String(value));
  }
  if (size < 1e-3 || size >= 1e6) {
    const [mantissa, exponent] = value.toExponential(digits - 2).split("e");
    return minus(`${mantissa}·10${raised(Number(exponent))}`);
  }
  return minus(String(Number(value.toPrecision(digits))));
}

/**
 * A base-ten logarithm as the number it is of: −3.2 becomes 6.31·10⁻⁴, whatever the exponent.
 *
 * @param {Value} log10
 */
export function powerOfTen(log10) {
  if (!isNumber(log10)) {
    return "0";
  }
  const exponent = Math.floor(log10 + 1e-9);
  if (Math.abs(log10 - exponent) < 1e-9 && Math.abs(exponent) > 2) {
    return `10${raised(exponent)}`;
  }
  return exponent >= -3 && exponent < 4
    ? number(10 ** log10, 3)
    : `${(10 ** (log10 - exponent)).toFixed(2)}·10${raised(exponent)}`;
}

/**
 * Seconds for reading.
 *
 * @param {Value} seconds
 */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return "–";
  }
  if (seconds < 60) {
    return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * An integer as superscript digits.
 *
 * @param {number} exponent
 */
export function raised(exponent) {
  return String(exponent).replace(/[-0-9]/g, (sign) =>
    sign === "-" ? "⁻" : SUPERSCRIPTS[Number(sign)],
  );
}

/**
 * “1–4, 7” of [1, 2, 3, 4, 7].
 *
 * @param {number[]} numbers in ascending order
 */
export function ranges(numbers) {
  return neighbours(numbers)
    .map(([from, to]) => (from === to ? String(from) : `${from}–${to}`))
    .join(", ");
}

/**
 * Runs of integers that follow each other, each as its first and last.
 *
 * @param {number[]} numbers in ascending order
 */
export function neighbours(numbers) {
  /** @type {[first: number, last: number][]} */
  const runs = [];
  for (const n of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === n - 1) {
      last[1] = n;
    } else {
      runs.push([n, n]);
    }
  }
  return runs;
}

/** @param {string} text */
function minus(text) {
  return text.replace(/^-/, "−");
}

/**
 * @param {Value} value
 * @returns {value is number}
 */
export function isNumber(value) {
  return Number.isFinite(value);
}
