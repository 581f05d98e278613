package dev.gradtrace.diagnosis;

import java.util.Locale;

/** What a diagnosis comes to. */
public enum Verdict {
  /** The run reaches what can be attained, and going on would not change that; both measured. */
  HEALTHY,
  /** Something is wrong. */
  FAULTY,
  /** The run has not been shown to be healthy, and no cause has been shown. */
  UNDECIDED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
