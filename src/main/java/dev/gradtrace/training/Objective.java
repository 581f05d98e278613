package dev.gradtrace.training;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.validation.InvalidSpec;

/**
 * What a run minimises: cost + (λ/2n)‖w‖², n the number of training samples, biases untouched.
 *
 * @param l2 λ, at least 0
 */
public record Objective(Cost cost, double l2) {

  public Objective {
    InvalidSpec.unless(
        Double.isFinite(l2) && l2 >= 0, "l2", "must be finite and at least 0, was %s", l2);
  }
}
