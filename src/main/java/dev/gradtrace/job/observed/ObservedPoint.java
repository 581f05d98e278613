package dev.gradtrace.job.observed;

import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.TracedStep;
import org.jspecify.annotations.Nullable;

/**
 * A look at the batch of an observed run.
 *
 * @param sent what its sender told
 * @param seen how far the run had come when the look began
 * @param statistics what was measured
 * @param traced what is kept of the look
 * @param measured what else is
 */
public record ObservedPoint(
    ObservedStep sent,
    Seen seen,
    NetworkSpec network,
    Statistics statistics,
    TracedStep traced,
    Measured measured) {

  /**
   * What is measured of some points alone.
   *
   * @param distributions null for none
   * @param curvature null for none
   */
  public record Measured(@Nullable Distributions distributions, @Nullable Curvature curvature) {}

  /** The sender's number of it. */
  public long step() {
    return sent.step();
  }

  /** Whether it stands in place of the last point. */
  public boolean replaces() {
    return step() == seen.step();
  }

  /** How many points are before it. */
  public int number() {
    return replaces() ? seen.number() : seen.number() + 1;
  }
}
