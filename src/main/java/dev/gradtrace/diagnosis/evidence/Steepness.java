package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.MiniBatches;
import dev.gradtrace.gradient.HessianProduct;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.gradient.curvature.CurvatureSearch;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.validation.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The largest eigenvalue λ of the Hessian relative to the learning rate η.
 *
 * @param curvature λ, and the number of samples
 * @param rateTimesSharpness η·λ
 * @param stableBelow η·λ up to which the optimizer is stable on a quadratic cost
 */
public record Steepness(Curvature curvature, double rateTimesSharpness, double stableBelow) {

  /** Number of products assumed for finding λ to some digits. */
  private static final long PRODUCTS = 60;

  /** ‖Hv − λv‖/|λ| above which λ is not reported. */
  private static final double CRUDE = 0.05;

  private static final int LEAST_SAMPLES = 8;

  /** Most samples; with more, λ hardly changes. */
  private static final int MOST_SAMPLES = 512;

  /** Whether descent diverges along the steepest direction. */
  public boolean isBeyondStable() {
    return rateTimesSharpness > stableBelow;
  }

  /**
   * Measures a network on as many training samples as the effort allows.
   *
   * @return null for adaptive optimizers, and if λ was not found or is not positive
   */
  static @Nullable Steepness of(
      TrainingSpec spec, Parameters parameters, Dataset training, Effort effort) {
    double rate = spec.optimizer().learningRate();
    double stable = rate * spec.optimizer().largestStableCurvature(rate);
    long ofSample = HessianProduct.multiplications(spec.network(), 1);
    long affordable = effort.ofTrial() / (PRODUCTS * ofSample);
    if (Double.isNaN(stable) || affordable < LEAST_SAMPLES) {
      return null;
    }
    Dataset some = training.thinnedTo((int) Math.min(affordable, MOST_SAMPLES));
    effort.spend(PRODUCTS * ofSample * some.samples());
    Curvature found = measure(spec, parameters, some, spec.l2() / training.samples());
    return found.sharpness() > 0 && found.residual() <= CRUDE
        ? new Steepness(found, rate * found.sharpness(), stable)
        : null;
  }

  private static Curvature measure(
      TrainingSpec spec, Parameters parameters, Dataset some, double penalty) {
    Workspace pass = Workspace.of(spec.network(), some.samples());
    new MiniBatches(some, some.samples(), false, 0).fill(0, pass.inputs(), pass.targets());
    pass.drawMasks(spec.seed(), 1);
    CurvatureSearch search =
        new CurvatureSearch(
            new Network(spec.network(), parameters), spec.cost(), pass, penalty, spec.seed());
    boolean goesOn = true;
    for (long k = 0; goesOn && k < PRODUCTS; k++) {
      Deadline.check();
      goesOn = search.advance();
    }
    return search.found();
  }
}
