package dev.gradtrace.training;

import java.util.Locale;

/** Why a run ended. */
public enum StopReason {
  COMPLETED,
  EARLY_STOPPING,
  DIVERGED,
  CANCELLED,
  TIME_LIMIT,
  /** For a run that is trained elsewhere: nothing was received for a long time. */
  ABANDONED;

  /** Whether the run ended by itself, so that continuing it would change nothing. */
  public boolean isOfTheRun() {
    return switch (this) {
      case COMPLETED, EARLY_STOPPING, DIVERGED -> true;
      case CANCELLED, TIME_LIMIT, ABANDONED -> false;
    };
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
