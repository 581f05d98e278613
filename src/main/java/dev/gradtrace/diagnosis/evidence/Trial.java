package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a job with one change, beside the job itself.
 *
 * @param here fit of the job
 * @param there fit of the changed job; NaN if it was not tried
 * @param epochs that the changed job was run for
 * @param samples that it was run on
 * @param changed what was recorded of the changed job; null if it was not tried
 * @param untried why it was not tried; null if it was
 */
public record Trial(
    double here,
    double there,
    int epochs,
    int samples,
    @Nullable Evidence changed,
    @Nullable NotTried untried) {

  /** Why something is not tried. */
  public enum NotTried {
    /** It would take more work than a diagnosis may. */
    BUDGET,
    /** There are too few samples to hold some back. */
    NEEDS_DATA,
    /** The run goes on, was cancelled, or left no parameters. */
    RUN_NOT_OVER;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Fits closer to a constant answer than this are noise. */
  private static final double NOISE = 0.05;

  /** Share of what the changed job attains that shows a change to help. */
  private static final double HELP = 0.2;

  /** Of the fit, that is notable. */
  private static final double NOTABLE = 0.08;

  static Trial not(NotTried reason) {
    return new Trial(Double.NaN, Double.NaN, 0, 0, null, reason);
  }

  public boolean isMade() {
    return untried == null;
  }

  /** Share of what the changed job attains that the job itself does not; 0 for none. */
  public double improvement() {
    if (!isMade()) {
      return Double.NaN;
    }
    return !(there > NOISE) ? 0 : Math.max(0, (there - Math.max(0, here)) / there);
  }

  /** Whether the changed job attains much more than the job. */
  public boolean helps() {
    return improvement() >= HELP && there - Math.max(0, here) >= NOTABLE;
  }

  /** Whether the change alone is enough: with it the job attains what can be attained. */
  public boolean suffices() {
    return changed != null && improvement() >= HELP / 2 && !changed.isStruggling();
  }
}
