package dev.gradtrace.theory;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.network.Initializer.Orthogonal;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import java.util.stream.IntStream;

/**
 * Fluctuations of the gain of layers: independent entries of W spread the squared singular values,
 * orthogonal matrices keep them equal.
 */
final class JacobianSpread {

  /** Factor of the correction −¼·Var(‖δ‖²)/(E‖δ‖²)² of E log‖δ‖, in decades. */
  private static final double LOG10_E_QUARTER = Elementary.LOG10_E / 4;

  private JacobianSpread() {}

  /**
   * Decades by which the typical gain from layer l + 1 to layer l lies below ½ log₁₀ χ: ‖D·Wᵀδ‖²
   * has the relative variance (3κ − 1)/n with independent entries, minus 2/N with orthogonal ones,
   * where κ = E d⁴/(E d²)² of the entries of D, and N is the longer side of W. NaN with
   * normalisations or blocks, whose fluctuations are not independent.
   */
  static double log10Loss(NetworkSpec network, ForwardMoments forward, int l) {
    if (network.isNormalized() || !network.blocks().isEmpty()) {
      return Double.NaN;
    }
    int units = network.width(l);
    double independent = (3 * kurtosis(network, forward, l) - 1) / units;
    double orthogonal =
        isOrthogonal(network, l + 1) ? 2.0 / Math.max(units, network.width(l + 1)) : 0;
    return LOG10_E_QUARTER * (independent - orthogonal);
  }

  /**
   * Var/mean² of the squared singular values from input to output: Σ (μ₂/μ₁² − 1 − s₁) over the
   * layers, μₖ = E d²ᵏ, s₁ = −1 for independent entries and 0 for orthogonal matrices (Pennington
   * et al. 2017). NaN unless all widths are equal, the entries of W have mean 0, and only
   * activations and dropout lie between the matrices.
   */
  static double fromInputToOutput(NetworkSpec network, ForwardMoments forward) {
    boolean isCovered =
        !network.isNormalized()
            && network.blocks().isEmpty()
            && IntStream.rangeClosed(1, network.depth())
                .allMatch(
                    l ->
                        network.width(l) == network.inputs()
                            && network.layer(l).weightInitializer().mean() == 0
                            && !(network.layer(l).activation() instanceof Softmax));
    return isCovered
        ? IntStream.rangeClosed(1, network.depth())
            .mapToDouble(l -> kurtosis(network, forward, l) - (isOrthogonal(network, l) ? 1 : 0))
            .sum()
        : Double.NaN;
  }

  private static double kurtosis(NetworkSpec network, ForwardMoments forward, int l) {
    return forward.layer(l).moments().slopeKurtosis() / (1 - network.layer(l).dropout());
  }

  private static boolean isOrthogonal(NetworkSpec network, int l) {
    return network.layer(l).weightInitializer() instanceof Orthogonal;
  }
}
