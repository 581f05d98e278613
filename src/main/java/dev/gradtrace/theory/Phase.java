package dev.gradtrace.theory;

import dev.gradtrace.network.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * The limit of a network whose last hidden layer, or the residual block around it, is repeated for
 * ever (Schoenholz et al. 2017): χ at the fixed point of its signals.
 *
 * @param regime whether gradients vanish, keep their size or explode
 * @param depthScale 1/|ln χ|, the layers (or blocks) over which ‖δ‖² changes by a factor e; NaN
 *     when critical
 * @param correlationDepthScale ξ_c, the layers (or blocks) over which the distance of two samples'
 *     cosine from its fixed point falls by a factor e; NaN if it does not fall exponentially
 */
public record Phase(Regime regime, double depthScale, double correlationDepthScale) {

  /**
   * Distance of χ from 1 up to which it counts as critical; at the edge of chaos χ approaches 1
   * only like 1/l.
   */
  private static final double TOLERANCE = 1e-3;

  /** A network is trainable to a depth of about 6·ξ_c (Schoenholz et al. 2017). */
  private static final int TRAINABLE = 6;

  /** The side of the order-to-chaos transition. */
  public enum Regime {
    /** χ &lt; 1: gradients vanish. */
    ORDERED,
    /** χ = 1: gradients keep their size. */
    CRITICAL,
    /** χ &gt; 1: gradients explode. */
    CHAOTIC;

    static Regime of(double chi) {
      return Math.abs(chi - 1) < TOLERANCE ? CRITICAL : chi < 1 ? ORDERED : CHAOTIC;
    }
  }

  /** 6·ξ_c, the depth to which two inputs can be distinguished; NaN without ξ_c. */
  public double trainableDepth() {
    return TRAINABLE * correlationDepthScale;
  }

  /** The phase of a network; null without a hidden layer, or if the theory has no χ. */
  static @Nullable Phase of(NetworkSpec network, MeanFieldInputs inputs) {
    if (network.depth() < 2) {
      return null;
    }
    RepeatedUnit unit = RepeatedUnit.of(network, inputs);
    double chi = unit.chi();
    if (Double.isNaN(chi)) {
      return null;
    }
    Regime regime = Regime.of(chi);
    return new Phase(
        regime,
        regime == Regime.CRITICAL ? Double.NaN : 1 / Math.abs(Math.log(chi)),
        CorrelationDepth.of(unit, regime));
  }
}
