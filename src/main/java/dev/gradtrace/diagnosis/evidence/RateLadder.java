package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.diagnosis.evidence.RateLadder.Rung;
import org.jspecify.annotations.Nullable;

/**
 * Tries other learning rates in one direction: that of a learning-rate test, then successive powers
 * of ten, until one suffices or they no longer improve. Higher rates at which the same steps would
 * still hardly move the weights are skipped.
 */
public final class RateLadder {

  /** Smallest learning rate that is useful. */
  private static final double LEAST = 1e-9;

  /** Largest learning rate that is tried. */
  public static final double MOST = 1e3;

  private static final int MOST_RUNGS = 12;

  /** Number of rates worse than the best after which the search ends. */
  private static final int PATIENCE = 2;

  /** Decades within which rates count as the same. */
  private static final double CLOSE = 0.5;

  /**
   * The job at another rate.
   *
   * @param suggested whether it comes from a learning-rate test
   */
  public record Rung(double rate, boolean suggested, Trial trial) {}

  private final Evidence job;
  private final double given;
  private @Nullable Rung best;

  private RateLadder(Evidence job) {
    this.job = job;
    this.given = job.learningRate();
  }

  /** The best higher rate; null if none could be tried. */
  public static @Nullable Rung up(Evidence job) {
    double unmoved = Math.log10(Movement.hardlyMovingFactor(job));
    return new RateLadder(job).climb(1, unmoved <= MOST_RUNGS ? (int) unmoved : 0, MOST_RUNGS);
  }

  /**
   * The best lower rate; null if none could be tried.
   *
   * @param rungs most powers of ten to try
   */
  public static @Nullable Rung down(Evidence job, int rungs) {
    return new RateLadder(job).climb(-1, 0, rungs);
  }

  private @Nullable Rung climb(int direction, int leftOut, int rungs) {
    double from = given;
    Double suggested = job.suggestedRate().rate();
    if (suggested != null && direction * Math.log10(suggested / given) > CLOSE) {
      offer(new Rung(suggested, true, at(suggested)));
      from = isUseful() ? suggested : given;
    }
    int worse = 0;
    for (int k = from == given ? 1 + leftOut : 1;
        k <= rungs && worse < PATIENCE && !isEnough();
        k++) {
      double rate = from * Math.pow(10, direction * k);
      if (rate < LEAST || rate > MOST) {
        break;
      }
      boolean useful = isUseful();
      Trial trial = at(rate);
      worse = offer(new Rung(rate, false, trial)) || !useful ? 0 : worse + 1;
      if (!trial.isMade()) {
        break;
      }
    }
    return best;
  }

  private boolean isUseful() {
    return best != null && best.trial().helps();
  }

  private boolean isEnough() {
    return best != null && best.trial().suffices();
  }

  private Trial at(double rate) {
    return job.trials()
        .of(job.change(job.spec().withOptimizer(job.spec().optimizer().withLearningRate(rate))));
  }

  private boolean offer(Rung rung) {
    Rung before = best;
    boolean better =
        before == null
            || !before.trial().isMade()
            || rung.trial().isMade() && rung.trial().there() > before.trial().there();
    if (better) {
      best = rung;
    }
    return better;
  }
}
