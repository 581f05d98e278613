package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.TrainingSpec;

/**
 * How much better a network is than the best constant answer: 0 for no better, 1 for perfect, NaN
 * for unknown. Comparable across tasks, scales and costs; for a squared error it is R².
 *
 * @param ofLoss 1 − loss/constant loss, both minus the smallest loss that targets inside (0, 1)
 *     allow; 1 − the square of that ratio for an absolute error
 * @param ofAccuracy the same for the error rate; NaN in a regression
 */
public record Fit(double ofLoss, double ofAccuracy) {

  /** Loss that counts as 0 where the targets have no spread. */
  private static final double NO_LOSS = 1e-12;

  public static Fit of(LossHistory history, DataSummary data, TrainingSpec spec) {
    if (history.length() == 0) {
      return history.isBroken()
          ? new Fit(Double.NEGATIVE_INFINITY, Double.NaN)
          : new Fit(Double.NaN, Double.NaN);
    }
    double wrong = 1 - history.last().trainingAccuracy();
    double constantlyWrong = 1 - data.majority();
    double ofAccuracy = constantlyWrong == 0 ? Double.NaN : 1 - wrong / constantlyWrong;
    if (history.isBroken()) {
      return new Fit(Double.NEGATIVE_INFINITY, ofAccuracy);
    }
    double floor = data.floorOfLoss(spec.cost());
    double constant = data.constantLoss(spec.cost()) - floor;
    boolean spread = constant > 0 && !data.hasConstantTargets();
    double scale = spread ? constant : history.initialLoss() - floor;
    double loss = history.settledLoss() - floor;
    double ofLoss =
        !spread && scale <= NO_LOSS ? 1 : 1 - Math.pow(loss / scale, degree(spec.cost()));
    return new Fit(measuresTheTask(spec) ? ofLoss : Double.NaN, ofAccuracy);
  }

  /** The share of the loss of a constant answer that a fit leaves. */
  public static double lossOf(double fit, Cost cost) {
    return Math.pow(1 - fit, 1 / degree(cost));
  }

  /** Power that makes a ratio of losses one of squares. */
  private static double degree(Cost cost) {
    return cost == Cost.MEAN_ABSOLUTE_ERROR ? 2 : 1;
  }

  /**
   * Whether the loss measures the task: without softmax over at least two outputs, −Σ y ln a is
   * smallest if all outputs are 1, for any input.
   */
  public static boolean measuresTheTask(TrainingSpec spec) {
    NetworkSpec network = spec.network();
    return spec.cost() != Cost.CATEGORICAL_CROSS_ENTROPY
        || network.outputs() > 1 && network.layer(network.depth()).activation() instanceof Softmax;
  }

  /** The same without its accuracy, where the loss is known. */
  Fit byLoss() {
    return Double.isNaN(ofLoss) ? this : new Fit(ofLoss, Double.NaN);
  }

  /** The larger of the two; NaN if both are. */
  public double best() {
    return Double.isNaN(ofLoss)
        ? ofAccuracy
        : Double.isNaN(ofAccuracy) ? ofLoss : Math.max(ofLoss, ofAccuracy);
  }
}
