package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.DatasetSummary.Column;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.training.ClassWeights;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Weighted statistics of targets, from which losses of constant answers follow: samples of a class
 * with weight w count w times.
 *
 * @param means weighted mean of each target
 * @param variances weighted variance of each target
 * @param weight mean weight of a sample; a loss is divided by the number of samples, not by the sum
 *     of weights
 */
record CountedTargets(double[] means, double[] variances, double weight) {

  /** Unweighted statistics. */
  static CountedTargets alike(List<Column> targets) {
    return new CountedTargets(
        targets.stream().mapToDouble(Column::mean).toArray(),
        targets.stream().mapToDouble(column -> column.std() * column.std()).toArray(),
        1);
  }

  /**
   * Statistics weighted by class.
   *
   * @param outputs number of outputs: one per class, or one for two classes
   */
  static CountedTargets weighed(Labels labels, ClassWeights weights, int outputs) {
    double[] shares = weights.of(labels);
    int[] counts = labels.counts();
    Arrays.setAll(shares, k -> shares[k] * counts[k]);
    double sum = Arrays.stream(shares).sum();
    double[] means = outputs == 1 ? new double[] {shares[1]} : shares.clone();
    Arrays.setAll(means, i -> means[i] / sum);
    return new CountedTargets(
        means, Arrays.stream(means).map(p -> p * (1 - p)).toArray(), sum / labels.size());
  }

  /**
   * The loss of the best constant answer; for the absolute error, only for targets that are 0 or 1.
   */
  double constantLoss(Cost cost) {
    return weight
        * switch (cost) {
          case QUADRATIC -> Arrays.stream(variances).sum() / 2;
          case MEAN_SQUARED_ERROR -> Arrays.stream(variances).sum() / variances.length;
          case MEAN_ABSOLUTE_ERROR -> sum(p -> Math.min(p, 1 - p)) / means.length;
          case BINARY_CROSS_ENTROPY ->
              sum(p -> DataSummary.surprise(p) + DataSummary.surprise(1 - p));
          case CATEGORICAL_CROSS_ENTROPY -> sum(DataSummary::surprise);
        };
  }

  private double sum(DoubleUnaryOperator term) {
    return Arrays.stream(means).map(term).sum();
  }
}
