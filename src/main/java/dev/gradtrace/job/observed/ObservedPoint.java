package dev.gradtrace.job.observed;

import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.TracedStep;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of an observed run's batch at one step.
 *
 * @param sent what the sender sent
 * @param seen the state of the run before this point
 * @param statistics measured at the point
 * @param traced the part of them that is stored
 * @param measured further measurements
 */
public record ObservedPoint(
    ObservedStep sent,
    Seen seen,
    NetworkSpec network,
    Statistics statistics,
    TracedStep traced,
    Measured measured) {

  /**
   * What is measured at some points only.
   *
   * @param distributions null if not measured
   * @param curvature null if not measured
   */
  public record Measured(@Nullable Distributions distributions, @Nullable Curvature curvature) {}

  /** The sender's step number. */
  public long step() {
    return sent.step();
  }

  /** Whether this point replaces the last one. */
  public boolean replaces() {
    return step() == seen.step();
  }

  /** How many points come before this one. */
  public int number() {
    return replaces() ? seen.number() : seen.number() + 1;
  }
}
