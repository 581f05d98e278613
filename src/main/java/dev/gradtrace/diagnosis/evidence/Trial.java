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
 * @param judges samples that both fits are of
 * @param changed evidence of the changed job; null if it was not tried
 * @param untried why it was not tried; null if it was
 */
public record Trial(
    double here,
    double there,
    int epochs,
    int samples,
    Judges judges,
    @Nullable Evidence changed,
    @Nullable NotTried untried) {

  /** Samples that judge a job. */
  public enum Judges {
    /** Those it learns from, or all others where it is run on a part of them. */
    ITS_OWN,
    /** Some of its own that were held back. */
    HELD_BACK,
    /** Those it was given to be judged by. */
    VALIDATION
  }

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

  /** Share of the error that a change leaves at most which helps a job that is good without it. */
  private static final double LEFT = 0.25;

  /** Difference of fits from which less error is worth a change. */
  private static final double LITTLE = 0.05;

  /** Share of what is wrong on validation samples of which a change takes some away. */
  private static final double LESS_WRONG = 0.1;

  static Trial not(NotTried reason) {
    return new Trial(Double.NaN, Double.NaN, 0, 0, Judges.ITS_OWN, null, reason);
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

  /**
   * Whether the changed job is considerably better, or leaves a fraction of the error; on
   * validation samples also where it is still worse than a constant answer.
   */
  public boolean helps() {
    if (judges == Judges.VALIDATION) {
      return there - here >= Math.max(NOTABLE, LESS_WRONG * (1 - here));
    }
    double gain = there - Math.max(0, here);
    return improvement() >= HELP && gain >= NOTABLE
        || gain >= LITTLE && 1 - there <= LEFT * (1 - here) && misses(changed);
  }

  /** Whether the job has not attained all that can be, so that less error is not noise learnt. */
  private boolean misses(@Nullable Evidence other) {
    return other != null && here < other.attainable().best();
  }

  /** Whether the change alone suffices: the job then attains what can be attained. */
  public boolean suffices() {
    return changed != null && improvement() >= HELP / 2 && !changed.isStruggling();
  }
}
