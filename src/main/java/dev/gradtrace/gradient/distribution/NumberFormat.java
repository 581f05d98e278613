package dev.gradtrace.gradient.distribution;

/** Formats of fewer bits in which others train, rounding to nearest, ties to even. */
public enum NumberFormat {
  FLOAT32(-150),
  BFLOAT16(-134),
  FLOAT16(-25);

  private final int zeroUpTo;

  NumberFormat(int zeroUpTo) {
    this.zeroUpTo = zeroUpTo;
  }

  /** The k of the largest 2ᵏ that rounds to 0: half of the smallest number. */
  public int zeroUpTo() {
    return zeroUpTo;
  }
}
