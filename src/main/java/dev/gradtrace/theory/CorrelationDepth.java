package dev.gradtrace.theory;

/**
 * The depth scale ξ_c, in layers, on which the cosine of two samples converges (Schoenholz et al.
 * 2017). −1/ln χ₁ in the ordered phase, where all samples become alike; −1/ln ∂c′/∂c at the fixed
 * point c* &lt; 1 in the chaotic one and wherever dropout keeps samples apart.
 */
final class CorrelationDepth {

  private static final int BISECTIONS = 48;

  /** Distance of ∂c′/∂c from 1 below which convergence is not exponential. */
  private static final double CRITICAL = 1e-3;

  private CorrelationDepth() {}

  /** ξ_c; NaN where the cosine does not converge exponentially. */
  static double of(RepeatedUnit unit, Phase.Regime regime) {
    if (!unit.carriesCorrelation()) {
      return Double.NaN;
    }
    double slope;
    if (unit.hasDropout() || regime == Phase.Regime.CHAOTIC) {
      slope = unit.pass(fixedPoint(unit)).cosineSlope();
    } else {
      slope = unit.pass(1).productSlope();
    }
    return slope >= 0 && slope < 1 - CRITICAL ? -1 / Math.log(slope) : Double.NaN;
  }

  /** The least c ≥ 0 with c′ = c: c′(c) is a power series with non-negative coefficients. */
  private static double fixedPoint(RepeatedUnit unit) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (unit.pass(middle).cosine() > middle) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
