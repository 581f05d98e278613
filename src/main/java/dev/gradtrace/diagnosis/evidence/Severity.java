package dev.gradtrace.diagnosis.evidence;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
  /** Worth knowing; the network learns all the same, or another finding explains it. */
  INFO,
  /** The network learns worse than it could. */
  WARNING,
  /** The network cannot learn this way. */
  ERROR;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
