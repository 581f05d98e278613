package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetSummary.Column;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.training.ClassWeights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the training data: scaled inputs, targets for the network's outputs.
 *
 * @param classCounts samples of each class; null in a regression
 * @param least smallest losses that any answer can have
 * @param counted targets weighted by class, as in the loss
 */
public record DataSummary(
    int samples,
    List<Column> features,
    List<Column> targets,
    int @Nullable [] classCounts,
    LeastLoss least,
    CountedTargets counted) {

  /** Statistics with unweighted losses. */
  public static DataSummary of(Dataset data) {
    return of(data, null);
  }

  /**
   * Statistics with losses weighted by class.
   *
   * @param weights null for unweighted losses
   */
  public static DataSummary of(Dataset data, @Nullable ClassWeights weights) {
    Labels labels = data.labels();
    List<Column> targets = Column.of(names(data.outputs()), data.targets());
    return new DataSummary(
        data.samples(),
        Column.of(data.columns().inputs(), data.inputs()),
        targets,
        labels == null ? null : labels.counts(),
        labels == null ? LeastLoss.of(data.targets()) : LeastLoss.OF_CLASSES,
        labels == null || weights == null
            ? CountedTargets.alike(targets)
            : CountedTargets.weighed(labels, weights, data.outputs()));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "y" + i).toList();
  }

  /** The same with unweighted losses. */
  public DataSummary unweighted() {
    return new DataSummary(
        samples, features, targets, classCounts, least, CountedTargets.alike(targets));
  }

  public boolean isClassification() {
    return classCounts != null;
  }

  /** Share of the most frequent class; 0 in a regression. */
  public double majority() {
    return classCounts == null ? 0 : Arrays.stream(classCounts).max().orElse(0) / (double) samples;
  }

  /** Samples of each class; empty in a regression. */
  public int[] counts() {
    return classCounts == null ? new int[0] : classCounts;
  }

  /** The largest range of a target. */
  public double largestSpread() {
    return targets.stream().mapToDouble(column -> column.max() - column.min()).max().orElse(0);
  }

  /** The standard deviation of the target that varies most. */
  public double widestTarget() {
    return targets.stream().mapToDouble(Column::std).max().orElse(0);
  }

  /**
   * How many times as much one target varies as another; 1 for classes, and where every target is 0
   * or 1.
   */
  public double ratioOfTargets() {
    double narrowest =
        targets.stream().mapToDouble(Column::std).filter(std -> std > 0).min().orElse(0);
    return narrowest == 0 || isClassification() || hasBinaryTargets()
        ? 1
        : widestTarget() / narrowest;
  }

  public boolean hasConstantTargets() {
    return targets.stream().allMatch(column -> column.min() == column.max());
  }

  /** Whether every target is 0 or 1, as for classes given as numbers. */
  public boolean hasBinaryTargets() {
    return targets.stream().allMatch(DataSummary::isBinary);
  }

  private static boolean isBinary(Column column) {
    double mean = column.mean();
    double variance = column.std() * column.std();
    return column.min() == 0 && column.max() == 1 && Math.abs(variance - mean * (1 - mean)) <= 1e-9;
  }

  public double smallestTarget() {
    return targets.stream().mapToDouble(Column::min).min().orElseThrow();
  }

  public double largestTarget() {
    return targets.stream().mapToDouble(Column::max).max().orElseThrow();
  }

  /** √(mean² + std²) of the largest feature. */
  public double largestFeature() {
    return features.stream().mapToDouble(DataSummary::size).max().orElse(0);
  }

  /** √(mean² + std²) of a column. */
  public static double size(Column column) {
    return Math.hypot(column.mean(), column.std());
  }

  /**
   * The loss of a correct answer for every sample: the entropy of the targets for a cross-entropy
   * with targets inside (0, 1), else 0.
   */
  public double floorOfLoss(Cost cost) {
    return switch (cost) {
      case QUADRATIC, MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR -> 0;
      case BINARY_CROSS_ENTROPY -> least.binaryEntropy();
      case CATEGORICAL_CROSS_ENTROPY -> least.categoricalEntropy();
    };
  }

  /** The loss of the best constant answer. */
  public double constantLoss(Cost cost) {
    return cost == Cost.MEAN_ABSOLUTE_ERROR && !isClassification()
        ? least.absoluteDeviation()
        : counted.constantLoss(cost);
  }

  /** −p ln p; 0 for p ≤ 0. */
  static double surprise(double p) {
    return p <= 0 ? 0 : -p * Math.log(p);
  }
}
