package dev.gradtrace.notification;

import java.util.Locale;

/** What a message is about. */
public enum Topic {
  /**
   * An end of any kind; but a failure is told as {@link #FAILED} to those who subscribed to that,
   * too.
   */
  FINISHED,
  /** An end by failure. */
  FAILED,
  /** The diagnosis has found something wrong with a run. */
  FINDING;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Topic of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
