package dev.gradtrace.matrix;

/**
 * Elementary functions with the same bits on every JVM, to within 3 ulp: polynomials in fused
 * multiply-adds instead of {@code Math.exp} and others, whose results differ between versions.
 *
 * <p>NaN passes through; overflow gives infinity, underflow goes gradually to zero.
 */
public final class Elementary {

  /** 1/k!, the coefficients of the Taylor polynomial of the exponential. */
  static final double FACTORIAL_13 = 1.0 / 6227020800.0;

  static final double FACTORIAL_12 = 1.0 / 479001600.0;
  static final double FACTORIAL_11 = 1.0 / 39916800.0;
  static final double FACTORIAL_10 = 1.0 / 3628800.0;
  static final double FACTORIAL_9 = 1.0 / 362880.0;
  static final double FACTORIAL_8 = 1.0 / 40320.0;
  static final double FACTORIAL_7 = 1.0 / 5040.0;
  static final double FACTORIAL_6 = 1.0 / 720.0;
  static final double FACTORIAL_5 = 1.0 / 120.0;
  static final double FACTORIAL_4 = 1.0 / 24.0;
  static final double FACTORIAL_3 = 1.0 / 6.0;

  /** log₁₀ e. */
  public static final double LOG10_E = 0.4342944819032518;

  /** log₁₀ 2. */
  public static final double LOG10_2 = 0.3010299956639812;

  static final double LOG2_E = 1.4426950408889634;

  /** ln 2 split so that n·LN2_HIGH is exact for every exponent n. */
  static final double LN2_HIGH = 0x1.62e42fefap-1;

  static final double LN2_LOW = 0x1.cf79abc9e3b39p-40;

  /** Adding it rounds to the nearest integer, in the low bits of the sum. */
  static final double ROUNDER = 0x1.8p52;

  private static final double EXP_OVERFLOW = 709.79;
  private static final double EXP_UNDERFLOW = -745.2;
  static final long MANTISSA = 0x000F_FFFF_FFFF_FFFFL;
  static final long EXPONENT_OF_ONE = 0x3FF0_0000_0000_0000L;

  /** Larger mantissas are halved, so that their logarithm is small. */
  static final double SQRT_2 = 1.4142135623730951;

  static final double SQRT_HALF = 0.7071067811865476;
  static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  /** Up to this |x| erf has its own polynomial; beyond it is 1 − erfc. */
  static final double ERF_SPLIT = 0.75;

  /**
   * (1+2x)·eˣ²·erfc(x) as a polynomial in t = (x−3)/(x+3), constant term first: the Chebyshev
   * expansion over x ≥ 0 cut at 2·10⁻¹⁷ (form of Shepherd and Laframboise 1981), computed with 60
   * digits.
   */
  static final double[] ERFC = {
    1.2530080582697296,
    -0.13562110612458117,
    -0.0475622943534492,
    0.1296451587027594,
    -0.11927366341538638,
    0.0683080273440099,
    -0.02377051491717134,
    0.0025293918156939696,
    0.0018886903449991718,
    -0.0007798322696543306,
    -0.00010515971958448065,
    0.0001250993424583729,
    4.949196649968345e-06,
    -2.0100542268525612e-05,
    -7.308281468783614e-07,
    3.472370944977168e-06,
    3.5576086684080595e-07,
    -6.166011460398726e-07,
    -1.4047654315428462e-07,
    1.0183620603842736e-07,
    4.1064013667940355e-08,
    -1.3312919661038687e-08,
    -8.217595058711455e-09,
    9.862533510345587e-10,
    8.393734858690877e-10
  };

  /** erf(x)/x as a polynomial in x² for x² ≤ 9/16, in the same way. */
  static final double[] ERF = {
    1.1283791670955126,
    -0.37612638903183715,
    0.11283791670952614,
    -0.026866170644432634,
    0.005223977615468456,
    -0.0008548326191937064,
    0.00012055289695813212,
    -1.49241995108526e-05,
    1.6430732584664375e-06,
    -1.594047158458334e-07,
    1.1473938021612258e-08
  };

  private Elementary() {}

  /** eˣ. */
  public static double exp(double x) {
    return exp(x, 0);
  }

  /** eˣ·2ᵏ, finite wherever the product is, even when eˣ is not. */
  public static double exp(double x, int k) {
    double shift = k * LN2_HIGH;
    if (!(x + shift > EXP_UNDERFLOW) || !(x + shift < EXP_OVERFLOW)) {
      return Double.isNaN(x) ? x : x + shift > 0 ? Double.POSITIVE_INFINITY : 0;
    }
    double n = nearestMultipleOfLn2(x);
    double p = expm1OfRemainder(remainder(x, n));
    return timesPowerOfTwo(1 + p, (int) n + k);
  }

  /** eˣ − 1, accurate near zero. */
  public static double expm1(double x) {
    if (!(Math.abs(x) < 40)) {
      return Double.isNaN(x) ? x : x > 0 ? exp(x) : -1;
    }
    double n = nearestMultipleOfLn2(x);
    double p = expm1OfRemainder(remainder(x, n));
    double scale = powerOfTwo((int) n);
    return Math.fma(scale, p, scale - 1);
  }

  /** The logistic function σ(z) = 1/(1+e⁻ᶻ), accurate in both tails. */
  public static double sigmoid(double z) {
    double e = exp(-Math.abs(z));
    return (z >= 0 ? 1 : e) / (1 + e);
  }

  /** σ(z)·σ(−z), the derivative of σ; symmetric, and accurate where σ rounds to 1. */
  public static double sigmoidSlope(double z) {
    double e = exp(-Math.abs(z));
    double d = 1 + e;
    return e / (d * d);
  }

  /** tanh z. */
  public static double tanh(double z) {
    double t = expm1(-2 * Math.abs(z));
    return Math.copySign(-t / (2 + t), z);
  }

  /** 1 − tanh² z, accurate where tanh rounds to 1. */
  public static double tanhSlope(double z) {
    return 4 * sigmoidSlope(2 * z);
  }

  /** ln(1+eᶻ), without overflow. */
  public static double softplus(double z) {
    return Math.max(z, 0) + log1p(exp(-Math.abs(z)));
  }

  /** z·σ(z). */
  public static double silu(double z) {
    return z == Double.NEGATIVE_INFINITY ? 0 : z * sigmoid(z);
  }

  /** σ(z)(1 + z·σ(−z)). */
  public static double siluSlope(double z) {
    double tail = Double.isInfinite(z) ? 0 : z * sigmoid(-z);
    return sigmoid(z) * (1 + tail);
  }

  /** z·Φ(z), Φ the distribution function of N(0, 1). */
  public static double gelu(double z) {
    return z == Double.NEGATIVE_INFINITY ? 0 : 0.5 * (z * erfc(-z * SQRT_HALF));
  }

  /** Φ(z) + z·φ(z). */
  public static double geluSlope(double z) {
    double density =
        Double.isInfinite(z) ? 0 : z * INVERSE_SQRT_TWO_PI * expOfMinusSquare(z * SQRT_HALF);
    return normalCdf(z) + density;
  }

  /** Φ(z) = erfc(−z/√2)/2. */
  public static double normalCdf(double z) {
    return 0.5 * erfc(-z * SQRT_HALF);
  }

  /** The error function. */
  public static double erf(double x) {
    double magnitude = Math.abs(x);
    if (magnitude <= ERF_SPLIT) {
      return x * polynomial(ERF, x * x);
    }
    return Double.isNaN(x) ? x : Math.copySign(1 - erfc(magnitude), x);
  }

  /** p of erfc(x) = exp(−x²)·p((x−3)/(x+3))/(1+2x), x ≥ 0, constant term first. A copy. */
  public static double[] erfcPolynomial() {
    return ERFC.clone();
  }

  /** 1 − erf(x), accurate in the right tail. */
  public static double erfc(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Math.abs(x) <= ERF_SPLIT / 2) {
      return 1 - erf(x);
    }
    if (x < 0) {
      return 2 - erfc(-x);
    }
    if (x > 28) {
      return 0;
    }
    double t = (x - 3) / (x + 3);
    return expOfMinusSquare(x) * polynomial(ERFC, t) / Math.fma(2, x, 1);
  }

  /** ln x. */
  public static double log(double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return x == 0 ? Double.NEGATIVE_INFINITY : x < 0 ? Double.NaN : x;
    }
    int shift = x < Double.MIN_NORMAL ? 54 : 0;
    double normal = x * (shift == 0 ? 1 : 0x1p54);
    int exponent = Math.getExponent(normal);
    double mantissa =
        Double.longBitsToDouble((Double.doubleToRawLongBits(normal) & MANTISSA) | EXPONENT_OF_ONE);
    if (mantissa > SQRT_2) {
      mantissa *= 0.5;
      exponent++;
    }
    double f = mantissa - 1;
    double s = f / (2 + f);
    double y = s * s;
    double r = 1.0 / 23;
    r = Math.fma(r, y, 1.0 / 21);
    r = Math.fma(r, y, 1.0 / 19);
    r = Math.fma(r, y, 1.0 / 17);
    r = Math.fma(r, y, 1.0 / 15);
    r = Math.fma(r, y, 1.0 / 13);
    r = Math.fma(r, y, 1.0 / 11);
    r = Math.fma(r, y, 1.0 / 9);
    r = Math.fma(r, y, 1.0 / 7);
    r = Math.fma(r, y, 1.0 / 5);
    r = Math.fma(r, y, 1.0 / 3);
    // ln(1+f) = f − s·(f − 2s²·r): the rounding of s only touches the small second term.
    double tail = s * (f - 2 * y * r);
    double n = exponent - shift;
    return n == 0 ? f - tail : Math.fma(n, LN2_HIGH, f - Math.fma(-n, LN2_LOW, tail));
  }

  /** ln(1+x), accurate near zero. */
  public static double log1p(double x) {
    double u = 1 + x;
    if (u == Double.POSITIVE_INFINITY || !(x > -1)) {
      return log(u);
    }
    return log(u) + (x - (u - 1)) / u;
  }

  private static double nearestMultipleOfLn2(double x) {
    return Math.fma(x, LOG2_E, ROUNDER) - ROUNDER;
  }

  private static double remainder(double x, double n) {
    return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
  }

  /** eʳ − 1 for |r| ≤ ln 2 / 2: its Taylor polynomial of degree 13, with an error below 10⁻¹⁷. */
  private static double expm1OfRemainder(double r) {
    double q = FACTORIAL_13;
    q = Math.fma(q, r, FACTORIAL_12);
    q = Math.fma(q, r, FACTORIAL_11);
    q = Math.fma(q, r, FACTORIAL_10);
    q = Math.fma(q, r, FACTORIAL_9);
    q = Math.fma(q, r, FACTORIAL_8);
    q = Math.fma(q, r, FACTORIAL_7);
    q = Math.fma(q, r, FACTORIAL_6);
    q = Math.fma(q, r, FACTORIAL_5);
    q = Math.fma(q, r, FACTORIAL_4);
    q = Math.fma(q, r, FACTORIAL_3);
    q = Math.fma(q, r, 0.5);
    return Math.fma(q * r, r, r);
  }

  /** e⁻ˣ², with the rounding error of x² corrected. */
  private static double expOfMinusSquare(double x) {
    double square = x * x;
    if (square > -EXP_UNDERFLOW) {
      return 0;
    }
    double error = Math.fma(x, x, -square);
    return exp(-square) * (1 - error);
  }

  /** y·2ⁿ for 0.7 < y < 1.5, rounded once even where the result is subnormal. */
  private static double timesPowerOfTwo(double y, int n) {
    if (n >= -1021 && n <= 1023) {
      return y * powerOfTwo(n);
    }
    return Math.scalb(y, n);
  }

  private static double powerOfTwo(int n) {
    return Double.longBitsToDouble((n + 1023L) << 52);
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = coefficients[coefficients.length - 1];
    for (int i = coefficients.length - 2; i >= 0; i--) {
      value = Math.fma(value, x, coefficients[i]);
    }
    return value;
  }
}
