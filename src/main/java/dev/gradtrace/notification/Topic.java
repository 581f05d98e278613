package dev.gradtrace.notification;

import java.util.Locale;

/** What news are about. */
public enum Topic {
  /** The end, however it came; a failure only if {@link #FAILED} is not subscribed to. */
  FINISHED,
  /** The end as a failure. */
  FAILED,
  /** Something seems wrong with a run. */
  FINDING;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Topic of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
