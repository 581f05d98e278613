package dev.gradtrace.training.score;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;
import dev.gradtrace.network.Network;
import dev.gradtrace.validation.Deadline;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Scores of a network by output and class, without sample weights.
 *
 * @param squaredErrors mean of (a − y)² of each output
 * @param counts samples of each class; empty in a regression
 * @param found samples of each class that were classified correctly; empty in a regression
 */
public record AnswerScores(double[] squaredErrors, int[] counts, int[] found) {

  /** Share of the largest class from which accuracy hides the results for other classes. */
  public static final double IMBALANCE = 0.85;

  private static final int TOGETHER = 256;

  /**
   * The scores over all samples.
   *
   * @param data scaled data with targets for the network's outputs
   */
  public static AnswerScores of(Network network, Dataset data) {
    Labels labels = data.labels();
    int samples = data.samples();
    Workspace workspace = Workspace.withoutGradient(network.spec(), Math.min(TOGETHER, samples));
    double[] sums = new double[data.outputs()];
    int[] found = new int[labels == null ? 0 : labels.classes()];
    for (int first = 0; first < samples; first += TOGETHER) {
      Deadline.check();
      workspace.narrowTo(Math.min(TOGETHER, samples - first));
      answer(network, data, first, workspace);
      Matrix answers = workspace.output().a();
      for (int j = 0; j < workspace.samples(); j++) {
        addSquares(answers, workspace.targets(), j, sums);
        if (labels != null && labels.at(first + j) == label(answers, j)) {
          found[labels.at(first + j)]++;
        }
      }
    }
    return new AnswerScores(
        Arrays.stream(sums).map(sum -> sum / samples).toArray(),
        labels == null ? new int[0] : labels.counts(),
        found);
  }

  /** The scores over these samples and others of the same classes. */
  public AnswerScores and(AnswerScores others) {
    double here = Arrays.stream(counts).sum();
    double there = Arrays.stream(others.counts).sum();
    return new AnswerScores(
        IntStream.range(0, squaredErrors.length)
            .mapToDouble(
                i -> (here * squaredErrors[i] + there * others.squaredErrors[i]) / (here + there))
            .toArray(),
        added(counts, others.counts),
        added(found, others.found));
  }

  private static int[] added(int[] some, int[] others) {
    return IntStream.range(0, some.length).map(k -> some[k] + others[k]).toArray();
  }

  private static void answer(Network network, Dataset data, int first, Workspace workspace) {
    for (int j = 0; j < workspace.samples(); j++) {
      data.inputs().copyTo(first + j, workspace.inputs(), j);
      data.targets().copyTo(first + j, workspace.targets(), j);
    }
    ForwardPass.run(network, workspace);
  }

  private static void addSquares(Matrix answers, Matrix targets, int j, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      double error = answers.at(i, j) - targets.at(i, j);
      sums[i] += error * error;
    }
  }

  private static int label(Matrix answers, int j) {
    return answers.rows() == 1 ? answers.at(0, j) > 0.5 ? 1 : 0 : Pointwise.rowOfMax(answers, j);
  }

  /**
   * Mean of (a − y)² over the outputs.
   *
   * @param ranges size of one unit of each output, in the units of the result
   */
  public double meanSquaredError(double[] ranges) {
    return IntStream.range(0, squaredErrors.length)
        .mapToDouble(i -> squaredErrors[i] * ranges[i] * ranges[i])
        .average()
        .orElseThrow();
  }

  /** Whether one class dominates so much that accuracy hides the others. */
  public boolean isImbalanced() {
    int samples = Arrays.stream(counts).sum();
    return classes().count() > 1 && Arrays.stream(counts).max().orElse(0) >= IMBALANCE * samples;
  }

  /** Mean recall of the classes; NaN if an output is not finite. */
  public double balancedAccuracy() {
    return isFinite()
        ? classes().mapToDouble(this::recall).average().orElse(Double.NaN)
        : Double.NaN;
  }

  /**
   * The balanced accuracy rescaled so that a constant answer has 0 and a perfect one 1; NaN if
   * unknown.
   */
  public double aboveConstant() {
    long classes = classes().count();
    return classes < 2 ? Double.NaN : (balancedAccuracy() * classes - 1) / (classes - 1);
  }

  /** The most that {@link #aboveConstant} scatters by chance: a standard error; NaN if unknown. */
  public double errorOfChance() {
    long classes = classes().count();
    return classes < 2
        ? Double.NaN
        : Math.sqrt(classes().mapToDouble(k -> 0.25 / counts[k]).sum()) / (classes - 1);
  }

  /** Recall of the rarest class; NaN in a regression. */
  public double recallOfRarest() {
    return classes()
        .boxed()
        .min((one, other) -> Integer.compare(counts[one], counts[other]))
        .map(this::recall)
        .orElse(Double.NaN);
  }

  /** Indices of classes that have samples. */
  private IntStream classes() {
    return IntStream.range(0, counts.length).filter(k -> counts[k] > 0);
  }

  private double recall(int k) {
    return (double) found[k] / counts[k];
  }

  private boolean isFinite() {
    return Arrays.stream(squaredErrors).allMatch(Double::isFinite);
  }
}
