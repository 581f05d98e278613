package dev.gradtrace.gradient;

import java.util.Locale;

/** How a network with normalisation or dropout is computed. */
public enum Mode {
  /** Statistics of the batch, and dropout. */
  TRAINING,
  /** Moving statistics, and no dropout. */
  INFERENCE;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
