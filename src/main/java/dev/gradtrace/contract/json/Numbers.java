package dev.gradtrace.contract.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/** Reads numbers and arrays of them without boxing. */
final class Numbers {

  private static final int INITIAL_LENGTH = 16;

  private static final int DIGITS_OF_LONG = 19;

  private Numbers() {}

  /** A finite number; null if it was refused. */
  static @Nullable Double real(Reading in) {
    double value = finite(in);
    return Double.isNaN(value) ? null : value;
  }

  /** An integer in the range of {@code int}; null if it was refused. */
  static @Nullable Integer integer(Reading in) {
    Long value = whole(in);
    if (value == null || value == value.intValue()) {
      return value == null ? null : value.intValue();
    }
    in.meaningless("is out of range: " + value);
    return null;
  }

  /**
   * An integer in the range of {@code long}; 33.0 and 33e0 are integers, as in JSON Schema. Null if
   * it was refused.
   */
  static @Nullable Long whole(Reading in) {
    if (in.at(JsonToken.VALUE_NUMBER_FLOAT) && !in.parser().isNaN()) {
      BigDecimal number = decimal(in.parser().getString());
      return number == null
          ? in.refuse("an integer")
          : digits(number) > DIGITS_OF_LONG ? outOfRange(in) : whole(in, number.toBigInteger());
    }
    if (!in.at(JsonToken.VALUE_NUMBER_INT)) {
      return in.refuse("an integer");
    }
    try {
      return in.parser().getLongValue();
    } catch (InputCoercionException e) {
      return outOfRange(in);
    }
  }

  private static @Nullable Long whole(Reading in, BigInteger number) {
    return number.bitLength() < Long.SIZE ? Long.valueOf(number.longValue()) : outOfRange(in);
  }

  private static @Nullable Long outOfRange(Reading in) {
    in.meaningless("is out of range: " + in.found());
    return null;
  }

  /** The integer of a decimal text such as 33.0; null if it has a fraction. */
  private static @Nullable BigDecimal decimal(String text) {
    try {
      BigDecimal number = new BigDecimal(text).stripTrailingZeros();
      return number.scale() <= 0 ? number : null;
    } catch (NumberFormatException exponentBeyondAll) {
      return null;
    }
  }

  /** Number of digits of an integer, without expanding its exponent. */
  private static long digits(BigDecimal number) {
    return (long) number.precision() - number.scale();
  }

  /** An array of finite numbers; null if it was refused. */
  static double @Nullable [] reals(Reading in) {
    if (!in.at(JsonToken.START_ARRAY)) {
      return in.refuse("an array of numbers");
    }
    double[] values = new double[INITIAL_LENGTH];
    int length = 0;
    while (in.next() != JsonToken.END_ARRAY) {
      if (length == values.length) {
        values = Arrays.copyOf(values, longer(length));
      }
      values[length++] = finite(in);
    }
    return Arrays.copyOf(values, length);
  }

  /** An array of integers; null if it was refused. */
  static int @Nullable [] integers(Reading in) {
    if (!in.at(JsonToken.START_ARRAY)) {
      return in.refuse("an array of integers");
    }
    int[] values = new int[INITIAL_LENGTH];
    int length = 0;
    while (in.next() != JsonToken.END_ARRAY) {
      if (length == values.length) {
        values = Arrays.copyOf(values, longer(length));
      }
      Integer value = integer(in);
      values[length++] = value == null ? 0 : value;
    }
    return Arrays.copyOf(values, length);
  }

  /** The current number; NaN if it was refused. */
  static double finite(Reading in) {
    if (!in.at(JsonToken.VALUE_NUMBER_FLOAT) && !in.at(JsonToken.VALUE_NUMBER_INT)) {
      in.refuse("a number");
      return Double.NaN;
    }
    double value = in.parser().getDoubleValue();
    if (Double.isInfinite(value) && !in.parser().isNaN()) {
      in.malformed("is too large for a 64-bit floating-point number: " + in.found());
      return Double.NaN;
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      in.refuse("a finite number");
      return Double.NaN;
    }
    return value;
  }

  /** The next capacity of a growing array. */
  static int longer(int length) {
    return length + (length >> 1);
  }
}
