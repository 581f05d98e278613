import {equal} from "../expect.js";
import {duration, neighbours, number, powerOfTen, raised, ranges} from "./format.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "four significant digits, without trailing zeros": () => {
    equal(number(2.997_92), "2.998");
    equal(number(0.5), "0.5");
    equal(number(1234.5), "1235");
  },
  "integers are written out up to a million": () => {
    equal(number(999_999), "999999");
    equal(number(1_000_000), "1.00·10⁶");
  },
  "small and large numbers are powers of ten": () => {
    equal(number(0.000_123_4), "1.23·10⁻⁴");
    equal(number(6.022_14e23), "6.02·10²³");
  },
  "a thousandth is still a decimal": () => {
    equal(number(0.001), "0.001");
    equal(number(0.000_999), "9.99·10⁻⁴");
  },
  "minus is a minus, not a hyphen": () => {
    equal(number(-2), "−2");
    equal(number(-1.5e-7), "−1.50·10⁻⁷");
  },
  "what is not finite is a dash": () => {
    equal([number(null), number(undefined), number(Number.NaN)], ["–", "–", "–"]);
  },
  "fewer digits are rounded": () => {
    equal(number(0.123_456, 2), "0.12");
  },
  "a logarithm is written as what it is of": () => {
    equal(powerOfTen(0), "1");
    equal(powerOfTen(-3.2), "6.31·10⁻⁴");
    equal(powerOfTen(-69.827), "1.49·10⁻⁷⁰");
  },
  "a whole logarithm is a bare power": () => {
    equal(powerOfTen(-300), "10⁻³⁰⁰");
    equal(powerOfTen(5), "10⁵");
  },
  "no logarithm is zero": () => {
    equal(powerOfTen(null), "0");
  },
  "durations are told in the units people use": () => {
    equal(duration(0.25), "0.3 s");
    equal(duration(42.4), "42 s");
    equal(duration(192), "3 min 12 s");
    equal(duration(7500), "2 h 5 min");
    equal(duration(null), "–");
  },
  "exponents are raised digit by digit": () => {
    equal(raised(-1_234_567_890), "⁻¹²³⁴⁵⁶⁷⁸⁹⁰");
  },
  "neighbours are told as a range": () => {
    equal(ranges([1, 2, 3, 4, 7]), "1–4, 7");
    equal(ranges([5]), "5");
    equal(ranges([]), "");
  },
  "runs of neighbours are found": () => {
    equal(neighbours([0, 1, 3, 5, 6]), [
      [0, 1],
      [3, 3],
      [5, 6],
    ]);
  },
};
