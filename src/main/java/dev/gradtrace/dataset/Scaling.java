package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;

/**
 * Scaling of features, or of the targets of a regression: x ↦ (x − shift)·factor, per column.
 *
 * <p>Shift and factor are fitted on the training samples and applied to all others. A feature that
 * is constant in the training samples becomes 0.
 */
public enum Scaling {
  /** The identity. */
  NONE {
    @Override
    public Fitted fit(Samples training) {
      return Fitted.identity(training.length());
    }
  },
  /** Mean 0 and population standard deviation 1. */
  STANDARD {
    @Override
    public Fitted fit(Samples training) {
      ColumnStatistics columns = ColumnStatistics.of(training);
      return Fitted.fromRanges(columns, columns::mean, columns::standardDeviation);
    }
  },
  /** Minimum 0, maximum 1. */
  MIN_MAX {
    @Override
    public Fitted fit(Samples training) {
      ColumnStatistics columns = ColumnStatistics.of(training);
      return Fitted.fromRanges(columns, columns::min, i -> columns.max(i) - columns.min(i));
    }
  };

  /**
   * Checks that targets may be scaled: they must not represent classes.
   *
   * @throws InvalidSpec with a pointer to {@code targetScaling}
   */
  public static void requireNumbers(Dataset dataset) {
    InvalidSpec.unless(
        !dataset.isClassification(),
        "targetScaling",
        "is for numbers to approximate, but the targets stand for classes");
  }

  /** Computes shift and factor of every feature. */
  public abstract Fitted fit(Samples training);

  /** A scaling with known shift and factor per feature. */
  public static final class Fitted {

    private final double[] shift;
    private final double[] factor;

    private Fitted(double[] shift, double[] factor) {
      this.shift = shift;
      this.factor = factor;
    }

    /** A scaling with the given shift and factor per feature. */
    public static Fitted of(double[] shift, double[] factor) {
      InvalidSpec.unless(
          shift.length == factor.length,
          "factor",
          "has %d values, but shift has %d",
          factor.length,
          shift.length);
      return new Fitted(shift.clone(), factor.clone());
    }

    /** The scaling that leaves values unchanged. */
    public static Fitted identity(int features) {
      double[] ones = new double[features];
      Arrays.fill(ones, 1);
      return new Fitted(new double[features], ones);
    }

    private static Fitted fromRanges(
        ColumnStatistics columns, ColumnValue shift, ColumnValue range) {
      double[] shifts = new double[columns.length()];
      double[] factors = new double[columns.length()];
      for (int i = 0; i < shifts.length; i++) {
        shifts[i] = shift.of(i);
        double factor = 1 / range.of(i);
        factors[i] = columns.isConstant(i) || Double.isInfinite(factor) ? 0 : factor;
      }
      return new Fitted(shifts, factors);
    }

    /** The number subtracted from each feature; a copy. */
    public double[] shift() {
      return shift.clone();
    }

    /** The number that multiplies each feature after the shift; 0 for a constant one; a copy. */
    public double[] factor() {
      return factor.clone();
    }

    /** Number of features. */
    public int length() {
      return shift.length;
    }

    /** Whether the scaling leaves values unchanged. */
    public boolean isIdentity() {
      for (int i = 0; i < shift.length; i++) {
        if (shift[i] != 0 || factor[i] != 1) {
          return false;
        }
      }
      return true;
    }

    /** The samples, scaled on reading. */
    public Samples apply(Samples raw) {
      return isIdentity() ? raw : new ScaledSamples(raw, this);
    }

    /** Scales inputs in place, one sample per column. */
    public void apply(Matrix inputs) {
      for (int j = 0; j < inputs.columns(); j++) {
        scaleColumn(inputs, j);
      }
    }

    /** Reverts the scaling in place, one sample per column. */
    public void undo(Matrix scaled) {
      if (isIdentity()) {
        return;
      }
      double[] ranges = ranges();
      for (int j = 0; j < scaled.columns(); j++) {
        for (int i = 0; i < shift.length; i++) {
          scaled.set(i, j, scaled.at(i, j) * ranges[i] + shift[i]);
        }
      }
    }

    /**
     * 1/factor of each feature: scaled values are multiplied by it before the shift is added; 0 for
     * a constant feature.
     */
    public double[] ranges() {
      return Arrays.stream(factor).map(each -> each == 0 ? 0 : 1 / each).toArray();
    }

    void scaleColumn(Matrix inputs, int column) {
      for (int i = 0; i < shift.length; i++) {
        double scaled = factor[i] == 0 ? 0 : (inputs.at(i, column) - shift[i]) * factor[i];
        inputs.set(i, column, scaled);
      }
    }
  }

  @FunctionalInterface
  private interface ColumnValue {
    double of(int column);
  }
}
