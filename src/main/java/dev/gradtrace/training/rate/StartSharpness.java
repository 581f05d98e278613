package dev.gradtrace.training.rate;

import dev.gradtrace.dataset.MiniBatches;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.rate.RateSuggestion.Rule;

/**
 * 1/λ_max at the start: a step of this rate along the sharpest direction reaches the minimum of the
 * parabola there. Plain descent diverges above twice this rate.
 */
public final class StartSharpness {

  /** ‖Hv − λv‖/|λ| up to which λ is reported. */
  private static final double FOUND = 1e-3;

  private StartSharpness() {}

  /** Whether the curvature of the cost bounds the learning rate. */
  private static boolean isOfUseTo(Optimizer optimizer) {
    return !Double.isNaN(optimizer.largestStableCurvature(1));
  }

  /**
   * Most multiplications of a measurement.
   *
   * @param samples number of training samples
   */
  public static long multiplications(TrainingSpec spec, long samples) {
    return isOfUseTo(spec.optimizer())
        ? Curvature.multiplications(spec.network(), Math.min(spec.batchSize(), samples))
        : 0;
  }

  /**
   * Bytes of a measurement, besides the network.
   *
   * @param samples number of training samples
   */
  public static long bytes(TrainingSpec spec, long samples) {
    long batch = Math.min(spec.batchSize(), samples);
    return isOfUseTo(spec.optimizer())
        ? Curvature.bytes(spec.network(), batch) + Workspace.bytes(spec.network(), batch)
        : 0;
  }

  /** The result if the measurement would take too long. */
  public static RateSuggestion tooMuchWork() {
    return RateSuggestion.none(
        Rule.SHARPNESS,
        "Finding λ_max of a network and batch as large as these takes more work than is done at"
            + " once.");
  }

  /**
   * Measures λ_max on the first mini-batch of the run.
   *
   * @param data scaled data of the run
   */
  public static RateSuggestion of(TrainingSpec spec, Split data) {
    if (!isOfUseTo(spec.optimizer())) {
      return RateSuggestion.none(
          Rule.SHARPNESS,
          "An adaptive optimizer scales each weight's step by its own past gradients, so that λ_max"
              + " of the cost does not bound its rate.");
    }
    Curvature curvature = atStart(spec, data.forOutputs(spec.network().outputs()));
    double sharpness = curvature.sharpness();
    String of =
        "%.3g, the largest eigenvalue of the Hessian at the start, on the first mini-batch"
            + " (samples: %d)";
    if (Double.isNaN(sharpness)) {
      return RateSuggestion.none(
          Rule.SHARPNESS,
          "The Hessian at the start, on the first mini-batch (samples: %d), is not finite.",
          curvature.samples());
    }
    if (sharpness <= 0) {
      return RateSuggestion.none(
          Rule.SHARPNESS,
          "λ_max is " + of + ": no step of descent is too long there.",
          sharpness,
          curvature.samples());
    }
    if (curvature.residual() > FOUND) {
      return RateSuggestion.none(
          Rule.SHARPNESS,
          "λ_max was not found in %d products with the Hessian.",
          curvature.iterations());
    }
    return RateSuggestion.of(
        Rule.SHARPNESS,
        1 / sharpness,
        "1/λ_max, λ_max = " + of + ". Plain descent is stable there below 2/λ_max = %.3g.",
        sharpness,
        curvature.samples(),
        2 / sharpness);
  }

  private static Curvature atStart(TrainingSpec spec, Split data) {
    NetworkSpec shape = spec.network();
    MiniBatches batches = spec.passes().batches(data.training(), spec.seed());
    Workspace pass = Workspace.of(shape, batches.batchSize());
    batches.startEpoch(1);
    pass.narrowTo(batches.fill(0, pass.inputs(), pass.targets()));
    pass.drawMasks(spec.seed(), 1);
    Network network = new Network(shape, spec.initialParameters());
    double penalty = spec.l2() / data.training().samples();
    return Curvature.of(network, spec.cost(), pass, penalty, spec.seed());
  }
}
