package dev.gradtrace.interchange;

/** Converts floating-point numbers of 16 bits to 64 bits, exactly. */
public final class SixteenBits {

  private static final int SIGN = 0x8000;
  private static final int FRACTION_BITS = 10;
  private static final int FRACTION = (1 << FRACTION_BITS) - 1;
  private static final int EXPONENT = 0x1f;

  /** log₂ of the smallest positive binary16. */
  private static final int SUBNORMAL = -24;

  private SixteenBits() {}

  /**
   * IEEE 754 binary16: 1 sign bit, 5 bits of exponent, 10 of fraction.
   *
   * @param bits the number in the lower 16 bits
   */
  public static double binary16(int bits) {
    int exponent = bits >> FRACTION_BITS & EXPONENT;
    int fraction = bits & FRACTION;
    double magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, SUBNORMAL);
          case EXPONENT -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb((double) (FRACTION + 1 | fraction), exponent - 1 + SUBNORMAL);
        };
    return (bits & SIGN) == 0 ? magnitude : -magnitude;
  }

  /**
   * bfloat16: the upper half of a 32-bit float.
   *
   * @param bits the number in the lower 16 bits
   */
  public static double bfloat16(int bits) {
    return Float.intBitsToFloat(bits << Short.SIZE);
  }
}
