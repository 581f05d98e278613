package dev.gradtrace.theory;

import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import java.util.Collections;
import java.util.List;

/**
 * Where a network would end if its last hidden layer were repeated for ever (Schoenholz et al.
 * 2017): χ at the fixed point of its preactivations.
 *
 * @param regime whether gradients vanish, keep their size or explode
 * @param depthScale 1/|ln χ|, the layers over which ‖δ‖² changes by a factor e; NaN when critical
 */
public record Phase(Regime regime, double depthScale) {

  /** Layers after which preactivations are taken to be at their fixed point. */
  private static final int FOREVER = 2000;

  /** Of χ; at the edge of chaos it approaches 1 as 1/l does. */
  private static final double TOLERANCE = 1e-3;

  /** Layers before the last by which δ has forgotten where it came from. */
  private static final int RUN_UP = 100;

  /** Of E z², which need not come to rest: squares of its like are still in range. */
  private static final double FAR = 1e100;

  /** The side of the order-to-chaos transition. */
  public enum Regime {
    /** χ &lt; 1: gradients vanish. */
    ORDERED,
    /** χ = 1: gradients keep their size. */
    CRITICAL,
    /** χ &gt; 1: gradients explode. */
    CHAOTIC
  }

  /** The phase of a network that has a hidden layer. */
  static Phase of(NetworkSpec network, double inputMean, double inputMeanSquare) {
    LayerSpec last = network.layer(network.depth() - 1);
    NetworkSpec repeated = new NetworkSpec(last.units(), Collections.nCopies(FOREVER, last));
    List<MeanFieldForecast.Signal> signals =
        MeanFieldForecast.signals(repeated, inputMean, inputMeanSquare);
    int count = 0;
    while (count < FOREVER && isInRange(signals.get(count))) {
      count++;
    }
    if (count < 2) {
      return of(MeanFieldForecast.chi(repeated, signals)[0]);
    }
    double[] chi = MeanFieldForecast.chi(repeated, signals.subList(0, count));
    return of(chi[Math.max(count - 1 - RUN_UP, (count - 1) / 2)]);
  }

  private static boolean isInRange(MeanFieldForecast.Signal signal) {
    double square = signal.mean() * signal.mean() + signal.variance();
    return square > 1 / FAR && square < FAR;
  }

  private static Phase of(double chi) {
    if (Math.abs(chi - 1) < TOLERANCE) {
      return new Phase(Regime.CRITICAL, Double.NaN);
    }
    return new Phase(chi < 1 ? Regime.ORDERED : Regime.CHAOTIC, 1 / Math.abs(Math.log(chi)));
  }
}
