package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The affine function factor ⊙ v + offset per unit.
 *
 * @param width number of units; 0 if unknown so far
 * @param factor per unit, or one for all; null for 1
 * @param offset per unit, or one for all; null for 0
 */
record Affine(int width, double @Nullable [] factor, double @Nullable [] offset) {

  static Affine identity(int width) {
    return new Affine(width, null, null);
  }

  boolean isIdentity() {
    return factor == null && offset == null;
  }

  double factor(int unit) {
    return factor == null ? 1 : ofUnit(factor, unit);
  }

  double offset(int unit) {
    return offset == null ? 0 : ofUnit(offset, unit);
  }

  /**
   * This function followed by + sign·term; {@code term} has one number for all units or one per
   * unit.
   */
  Affine plus(double[] term, double sign) {
    int units = units(term);
    return new Affine(units, factor, each(units, unit -> offset(unit) + sign * ofUnit(term, unit)));
  }

  /** This function followed by a multiplication by one number for all units or one per unit. */
  Affine times(double... by) {
    int units = units(by);
    return new Affine(
        units,
        each(units, unit -> factor(unit) * ofUnit(by, unit)),
        offset == null ? null : each(units, unit -> offset(unit) * ofUnit(by, unit)));
  }

  /** This function followed by a division by one number for all units or one per unit. */
  Affine over(double[] by) {
    return times(Arrays.stream(by).map(divisor -> 1 / divisor).toArray());
  }

  /** This function followed by another. */
  Affine then(Affine next) {
    Affine scaled = next.factor == null ? this : times(next.factor);
    return next.offset == null ? scaled : scaled.plus(next.offset, 1);
  }

  private static double[] each(int units, IntToDoubleFunction value) {
    double[] values = new double[Math.max(1, units)];
    Arrays.setAll(values, value);
    return values;
  }

  /** The width after combining with {@code given}, which may determine it. */
  private int units(double[] given) {
    InvalidSpec.unless(
        width == 0 || given.length == 1 || given.length == width,
        "",
        "has %d numbers for %d units",
        given.length,
        width);
    return width == 0 && given.length > 1 ? given.length : width;
  }

  private static double ofUnit(double[] given, int unit) {
    return given[given.length == 1 ? 0 : unit];
  }

  /**
   * The function f with this = f ∘ first; null if first has a factor 0, so that f does not exist.
   *
   * @param first of the same width
   */
  @Nullable Affine after(Affine first) {
    if (this == first) {
      return identity(width);
    }
    double[] factors = each(width, unit -> factor(unit) / first.factor(unit));
    double[] terms = each(width, unit -> offset(unit) - factors[unit] * first.offset(unit));
    if (!Arrays.stream(factors).allMatch(Double::isFinite)) {
      return null;
    }
    return new Affine(
        width,
        Arrays.stream(factors).allMatch(by -> by == 1) ? null : factors,
        Arrays.stream(terms).allMatch(term -> term == 0) ? null : terms);
  }
}
