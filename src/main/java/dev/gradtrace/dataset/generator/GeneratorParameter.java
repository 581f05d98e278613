package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.DecimalNumber;
import dev.gradtrace.validation.Faults;

/**
 * A parameter of a generator.
 *
 * @param type kind of number
 * @param standard default value
 * @param min inclusive lower bound
 * @param max inclusive upper bound
 * @param meaning a noun phrase
 */
public record GeneratorParameter(
    String name, Type type, double standard, double min, double max, String meaning) {

  /** The kinds of numbers. */
  public enum Type {
    INTEGER,
    NUMBER
  }

  static final GeneratorParameter SEED =
      new GeneratorParameter(
          "seed",
          Type.INTEGER,
          0,
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          "the same seed gives the same numbers, to the last bit");

  static GeneratorParameter integer(String name, int standard, int min, int max, String meaning) {
    return new GeneratorParameter(name, Type.INTEGER, standard, min, max, meaning);
  }

  static GeneratorParameter number(
      String name, double standard, double min, double max, String meaning) {
    return new GeneratorParameter(name, Type.NUMBER, standard, min, max, meaning);
  }

  static GeneratorParameter samples(int standard) {
    return integer("samples", standard, 1, 1_000_000, "number of samples");
  }

  static GeneratorParameter noise(double standard, String of) {
    return number("noise", standard, 0, 1e6, "standard deviation of the Gaussian noise " + of);
  }

  boolean allows(double value) {
    return value >= min && value <= max;
  }

  void checkWhole(Number value, Faults faults) {
    double number = value.doubleValue();
    if (type == Type.INTEGER && number != Math.rint(number)) {
      faults.malformed(name, "must be a whole number, was %s", number);
    }
  }

  void checkRange(Number value, Faults faults) {
    faults.unless(
        allows(value.doubleValue()),
        name,
        "must be %s to %s, was %s",
        text(min),
        text(max),
        text(value.doubleValue()));
  }

  /** A value as {@code Integer}, {@code Double}, or {@code Long} for the seed. */
  Number typed(Number value) {
    if (type == Type.NUMBER) {
      return value.doubleValue();
    }
    if (equals(SEED)) {
      return value.longValue();
    }
    return value.intValue();
  }

  /** Decimal text, of whole numbers without a fraction. */
  private static String text(double value) {
    return DecimalNumber.isWhole(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
