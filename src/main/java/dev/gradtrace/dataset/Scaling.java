package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;

/**
 * How features, or the targets of a regression, are brought to a common size: x ↦ (x −
 * shift)·factor, value by value.
 *
 * <p>Fitted on the training part only; what the fit found is applied to everything the network
 * sees. A feature that is constant in the training part becomes 0.
 */
public enum Scaling {
  /** Features as they are. */
  NONE {
    @Override
    public Fitted fit(Samples training) {
      return Fitted.identity(training.length());
    }
  },
  /** Mean 0 and (population) standard deviation 1. */
  STANDARD {
    @Override
    public Fitted fit(Samples training) {
      ColumnStatistics columns = ColumnStatistics.of(training);
      return Fitted.fromRanges(columns, columns::mean, columns::standardDeviation);
    }
  },
  /** Smallest value 0, largest 1. */
  MIN_MAX {
    @Override
    public Fitted fit(Samples training) {
      ColumnStatistics columns = ColumnStatistics.of(training);
      return Fitted.fromRanges(columns, columns::min, i -> columns.max(i) - columns.min(i));
    }
  };

  /**
   * Refuses to scale targets that stand for classes.
   *
   * @throws InvalidSpec with a pointer to {@code targetScaling}
   */
  public static void requireNumbers(Dataset dataset) {
    InvalidSpec.unless(
        !dataset.isClassification(),
        "targetScaling",
        "is for numbers to approximate, but the targets stand for classes");
  }

  /** Finds shift and factor of every feature. */
  public abstract Fitted fit(Samples training);

  /** A scaling whose shift and factor per feature are known. */
  public static final class Fitted {

    private final double[] shift;
    private final double[] factor;

    private Fitted(double[] shift, double[] factor) {
      this.shift = shift;
      this.factor = factor;
    }

    /** The scaling with the given shift and factor per feature, as an earlier fit told them. */
    public static Fitted of(double[] shift, double[] factor) {
      InvalidSpec.unless(
          shift.length == factor.length,
          "factor",
          "has %d values, but shift has %d",
          factor.length,
          shift.length);
      return new Fitted(shift.clone(), factor.clone());
    }

    /** The scaling that changes nothing. */
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

    /** What is subtracted from each feature. */
    public double[] shift() {
      return shift.clone();
    }

    /** What each feature is multiplied with after the shift; 0 for a constant one. */
    public double[] factor() {
      return factor.clone();
    }

    /** Number of features. */
    public int length() {
      return shift.length;
    }

    /** Whether inputs stay as they are. */
    public boolean isIdentity() {
      for (int i = 0; i < shift.length; i++) {
        if (shift[i] != 0 || factor[i] != 1) {
          return false;
        }
      }
      return true;
    }

    /** The samples, scaled when they are read. */
    public Samples apply(Samples raw) {
      return isIdentity() ? raw : new ScaledSamples(raw, this);
    }

    /** Scales raw inputs, one per column, in place. */
    public void apply(Matrix inputs) {
      for (int j = 0; j < inputs.columns(); j++) {
        scaleColumn(inputs, j);
      }
    }

    /**
     * Brings scaled values, one sample per column, back to what they were scaled from, in place.
     */
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
     * What each scaled value is multiplied with, before the shift is added, to undo the scaling; 0
     * for one that was constant.
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
