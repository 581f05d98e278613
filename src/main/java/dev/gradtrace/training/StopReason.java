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

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
