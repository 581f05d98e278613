package dev.gradtrace.training;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * The function that a run minimises: cost + (λ₂/2n)‖w‖² + (λ₁/n)Σ|w|, where n is the number of
 * training samples, and w are the weights without biases.
 *
 * @param l2 λ₂, at least 0
 * @param l1 λ₁, at least 0
 * @param classWeights factors of the cost of samples; null for 1
 */
public record Objective(Cost cost, double l2, double l1, @Nullable ClassWeights classWeights) {

  public Objective {
    Faults faults = new Faults();
    requirePenalty(faults, "l2", l2);
    requirePenalty(faults, "l1", l1);
    faults.throwIfAny();
  }

  /** An objective without λ₁ and class weights. */
  public Objective(Cost cost, double l2) {
    this(cost, l2, 0, null);
  }

  private static void requirePenalty(Faults faults, String name, double lambda) {
    faults.unless(
        Double.isFinite(lambda) && lambda >= 0,
        name,
        "must be finite and at least 0, was %s",
        lambda);
  }

  Objective with(Cost other) {
    return new Objective(other, l2, l1, classWeights);
  }

  Objective withL2(double lambda) {
    return new Objective(cost, lambda, l1, classWeights);
  }

  Objective withL1(double lambda) {
    return new Objective(cost, l2, lambda, classWeights);
  }

  Objective with(@Nullable ClassWeights weights) {
    return new Objective(cost, l2, l1, weights);
  }
}
