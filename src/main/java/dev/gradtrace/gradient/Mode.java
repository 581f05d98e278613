package dev.gradtrace.gradient;

import java.util.Locale;

/** The mode of normalisation and dropout. */
public enum Mode {
  /** With the statistics of the batch, and dropout. */
  TRAINING,
  /** With moving statistics, and without dropout. */
  INFERENCE;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
