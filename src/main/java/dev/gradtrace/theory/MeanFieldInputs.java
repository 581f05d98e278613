package dev.gradtrace.theory;

import dev.gradtrace.gradient.Mode;
import dev.gradtrace.matrix.Matrix;

/**
 * What a forecast knows of the samples that a network is shown.
 *
 * @param mean of the inputs, over features and samples
 * @param meanSquare mean of their squares
 * @param correlation cosine of two different samples
 * @param statistics how batch normalisation comes to its statistics
 */
public record MeanFieldInputs(
    double mean, double meanSquare, double correlation, BatchStatistics statistics) {

  /**
   * The statistics of batch normalisation.
   *
   * @param mode those of the batch, or moving ones at their start (mean 0, variance 1)
   * @param samples m of the batch; {@link #MANY} for the limit of many
   */
  public record BatchStatistics(Mode mode, int samples) {

    public static final int MANY = Integer.MAX_VALUE;

    /** Of a batch so large that its size does not matter. */
    public static final BatchStatistics OF_MANY = new BatchStatistics(Mode.TRAINING, MANY);
  }

  /** Uncorrelated samples in a batch so large that its size does not matter. */
  public static MeanFieldInputs of(double mean, double meanSquare) {
    return new MeanFieldInputs(mean, meanSquare, 0, BatchStatistics.OF_MANY);
  }

  /**
   * Of a batch.
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

  /** Σ over pairs of xₐ·x_b, beside their mean square: (‖Σⱼ xⱼ‖² − Σⱼ‖xⱼ‖²)/((m − 1)·Σⱼ‖xⱼ‖²). */
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
