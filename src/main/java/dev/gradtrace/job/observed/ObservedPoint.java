package dev.gradtrace.job.observed;

import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.trace.TracedStep;

/**
 * A look at the batch of an observed run.
 *
 * @param sent what its sender told
 * @param lastSeen step of the last point when the look began; -1 for none
 * @param traced what is kept of the look
 */
public record ObservedPoint(
    ObservedStep sent, long lastSeen, GradientProbe look, TracedStep traced) {

  /** The sender's number of it. */
  public long step() {
    return sent.step();
  }

  /** Whether it stands in place of the last point. */
  public boolean replaces() {
    return step() == lastSeen;
  }
}
