package dev.gradtrace.gradient.distribution;

/**
 * Floating-point formats of fewer bits that are used in training; rounding is to nearest, ties to
 * even.
 */
public enum NumberFormat {
  FLOAT32(-150),
  BFLOAT16(-134),
  FLOAT16(-25);

  private final int zeroUpTo;

  NumberFormat(int zeroUpTo) {
    this.zeroUpTo = zeroUpTo;
  }

  /** The largest k for which 2ᵏ rounds to 0: half the smallest positive number is 2ᵏ. */
  public int zeroUpTo() {
    return zeroUpTo;
  }
}
