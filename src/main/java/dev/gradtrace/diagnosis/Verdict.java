package dev.gradtrace.diagnosis;

import java.util.Locale;

/** The overall result of a diagnosis. */
public enum Verdict {
  /**
   * The run attains what can be attained, and longer training would not change that; both were
   * measured.
   */
  HEALTHY,
  /** A fault was found. */
  FAULTY,
  /** The run was neither shown to be healthy, nor was a cause shown. */
  UNDECIDED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
