package dev.gradtrace.diagnosis.evidence;

import java.util.Locale;

/** The severity of a finding. */
public enum Severity {
  /** The network learns anyway, or another finding explains it. */
  INFO,
  /** The network learns less than it could. */
  WARNING,
  /** The network cannot learn this way. */
  ERROR;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
