package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a job with one change, compared with the job itself.
 *
 * @param here fit of the job
 * @param there fit of the changed job; NaN if it was not tried
 * @param epochs of the changed job
 * @param samples it was trained on
 * @param changed evidence of the changed job; null if it was not tried
 * @param untried why it was not tried; null if it was
 */
public record Trial(
    double here,
    double there,
    int epochs,
    int samples,
    @Nullable Evidence changed,
    @Nullable NotTried untried) {

  /** Reasons why a change was not tried. */
  public enum NotTried {
    /** It would exceed the budget. */
    BUDGET,
    /** There are too few samples to hold some back. */
    NEEDS_DATA,
    /** The run has not ended, was cancelled, or left no parameters. */
    RUN_NOT_OVER;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Fit up to which the difference from a constant answer is noise. */
  private static final double NOISE = 0.05;

  /** Improvement from which a change helps. */
  private static final double HELP = 0.2;

  /** Difference of fits from which it is significant. */
  private static final double NOTABLE = 0.08;

  static Trial not(NotTried reason) {
    return new Trial(Double.NaN, Double.NaN, 0, 0, null, reason);
  }

  public boolean isMade() {
    return untried == null;
  }

  /**
   * Share of the changed job's fit that the job itself lacks; 0 for none, NaN if it was not tried.
   */
  public double improvement() {
    return improvement(Double.POSITIVE_INFINITY);
  }

  /** The same for as much of the changed job's fit as can be attained. */
  public double improvement(double attainable) {
    return isMade() ? improvement(here, there, attainable) : Double.NaN;
  }

  /** The share of the fit {@code there}, as far as it can be attained, that {@code here} misses. */
  public static double improvement(double here, double there, double attainable) {
    double before = Math.max(0, here);
    double after = Math.min(there, Math.max(before, attainable));
    return after > NOISE ? Math.max(0, (after - before) / after) : 0;
  }

  /** Whether only a part of the job was run, so that all of it may do otherwise. */
  public boolean isOfAPart() {
    return changed != null && changed.isOfAPart();
  }

  /** Whether the changed job is considerably better. */
  public boolean helps() {
    return improvement() >= HELP && there - Math.max(0, here) >= NOTABLE;
  }

  /** Whether the change alone suffices: the job then attains what can be attained. */
  public boolean suffices() {
    return changed != null && improvement() >= HELP / 2 && !changed.isStruggling();
  }
}
