package dev.gradtrace.training;

import java.util.Locale;

/** Why a run ended. */
public enum StopReason {
  COMPLETED,
  EARLY_STOPPING,
  DIVERGED,
  CANCELLED,
  TIME_LIMIT,
  /** Of a run that is trained elsewhere, of which nothing was told for long. */
  ABANDONED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
