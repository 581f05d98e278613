package dev.gradtrace.theory;

import dev.gradtrace.gradient.Mode;
import dev.gradtrace.matrix.Matrix;

/**
 * The statistics of samples that a forecast needs.
 *
 * @param mean of the inputs, over features and samples
 * @param meanSquare mean of their squares
 * @param correlation cosine of two different samples
 * @param statistics source of the statistics of batch norm
 */
public record MeanFieldInputs(
    double mean, double meanSquare, double correlation, BatchStatistics statistics) {

  /**
   * The source of the statistics of batch norm.
   *
   * @param mode the batch, or moving statistics at their initial values (mean 0, variance 1)
   * @param samples batch size m; {@link #MANY} for the limit of large batches
   */
  public record BatchStatistics(Mode mode, int samples) {

    public static final int MANY = Integer.MAX_VALUE;

    /** Statistics of a batch in the limit of large batches. */
    public static final BatchStatistics OF_MANY = new BatchStatistics(Mode.TRAINING, MANY);
  }

  /** Uncorrelated samples in the limit of large batches. */
  public static MeanFieldInputs of(double mean, double meanSquare) {
    return new MeanFieldInputs(mean, meanSquare, 0, BatchStatistics.OF_MANY);
  }

  /**
   * The statistics of a batch.
   *
   * @param inputs n⁰×m
   */
  public static MeanFieldInputs of(Matrix inputs, Mode mode) {
    return new MeanFieldInputs(
        inputs.sum() / inputs.size(),
        inputs.dot(inputs) / inputs.size(),
        correlation(inputs),
        new BatchStatistics(mode, inputs.columns()));
  }

  /**
   * Mean of xₐ·x_b over pairs relative to the mean square: (‖Σⱼ xⱼ‖² − Σⱼ‖xⱼ‖²)/((m − 1)·Σⱼ‖xⱼ‖²).
   */
  private static double correlation(Matrix inputs) {
    int samples = inputs.columns();
    double squares = inputs.dot(inputs);
    if (samples < 2 || squares == 0) {
      return 0;
    }
    Matrix sum = Matrix.zeros(inputs.rows(), 1);
    sum.setRowSums(1, inputs);
    double cosine = (sum.dot(sum) - squares) / ((samples - 1) * squares);
    return Math.max(-1, Math.min(1, cosine));
  }

  MeanFieldMoments signal() {
    return new MeanFieldMoments(mean, meanSquare, correlation * meanSquare);
  }
}
