package dev.gradtrace.theory;

import dev.gradtrace.gradient.LineFit;
import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What mean-field theory says of a network before its weights are drawn (Poole et al. 2016;
 * Schoenholz et al. 2017): in wide layers preactivations are Gaussian over the units, and so
 *
 * <pre>
 *   mˡ = nˡ⁻¹ μ E φ(zˡ⁻¹) + β,  vˡ = nˡ⁻¹ s² E φ(zˡ⁻¹)² + b²,  zˡ ~ N(mˡ, vˡ)
 *   χˡ = E‖δˡ‖² / E‖δˡ⁺¹‖²     = nˡ s² E φ′(zˡ)²   for weights of mean 0
 * </pre>
 *
 * with μ, s² the mean and variance of a weight, β, b² of a bias. Layer by layer, at the depth and
 * widths the network has; orthogonal matrices are treated as Gaussian ones of the same variance.
 *
 * @param layers layers 1…L
 * @param slopePerLayer of the least-squares line through the forecast of log₁₀‖δ‖ over the hidden
 *     layers, positive when δ shrinks towards the input; NaN with fewer than two
 * @param finiteWidthSlopePerLayer the same with the first correction in 1/n, by which the mean of a
 *     logarithm lies below the logarithm of the mean (Hanin and Rolnick 2018)
 * @param phase what the last hidden layer would do if it were repeated; null without hidden layers
 */
public record MeanFieldForecast(
    List<Layer> layers,
    double slopePerLayer,
    double finiteWidthSlopePerLayer,
    @Nullable Phase phase) {

  /** A correction of E log‖δ‖ by −¼·Var(‖δ‖²)/(E‖δ‖²)², in decades. */
  private static final double LOG10_E_QUARTER = Elementary.LOG10_E / 4;

  /**
   * A layer.
   *
   * @param preactivationMean m, the mean of z
   * @param preactivationVariance v, the variance of z, called q in the papers
   * @param chi χ, from layer l + 1 to this one; NaN for the output layer
   * @param finiteWidthLoss decades by which the typical gain lies below ½ log₁₀ χ
   */
  public record Layer(
      double preactivationMean, double preactivationVariance, double chi, double finiteWidthLoss) {

    /** Forecast of log₁₀ ‖δˡ‖/‖δˡ⁺¹‖. */
    public double gradientGainLog10() {
      return Math.log10(chi) / 2;
    }
  }

  /**
   * Forecasts a network.
   *
   * @param inputMean mean of the inputs
   * @param inputMeanSquare mean of their squares
   */
  public static MeanFieldForecast of(
      NetworkSpec network, double inputMean, double inputMeanSquare) {
    List<Layer> layers = layers(network, signals(network, inputMean, inputMeanSquare));
    return new MeanFieldForecast(
        layers,
        slope(layers, 0),
        slope(layers, 1),
        network.depth() < 2 ? null : Phase.of(network, inputMean, inputMeanSquare));
  }

  /**
   * Forecasts a network that is shown a batch.
   *
   * @param inputs n⁰×m
   */
  public static MeanFieldForecast of(NetworkSpec network, Matrix inputs) {
    return of(network, inputs.sum() / inputs.size(), inputs.dot(inputs) / inputs.size());
  }

  /** z ~ N(mean, variance) over the units of a layer, and what its activation makes of it. */
  record Signal(double mean, double variance, GaussianMoments moments) {}

  private static List<Layer> layers(NetworkSpec network, List<Signal> signals) {
    double[] chi = chi(network, signals);
    List<Layer> layers = new ArrayList<>(signals.size());
    for (int l = 1; l <= signals.size(); l++) {
      Signal signal = signals.get(l - 1);
      double spread = (3 * signal.moments().slopeKurtosis() - 1) / network.width(l);
      layers.add(new Layer(signal.mean(), signal.variance(), chi[l - 1], LOG10_E_QUARTER * spread));
    }
    return List.copyOf(layers);
  }

  /** The preactivations of layers 1…L. */
  static List<Signal> signals(NetworkSpec network, double inputMean, double inputMeanSquare) {
    List<Signal> signals = new ArrayList<>(network.depth());
    double mean = inputMean;
    double meanSquare = inputMeanSquare;
    for (int l = 1; l <= network.depth(); l++) {
      LayerSpec layer = network.layer(l);
      int fanIn = network.width(l - 1);
      double bias = layer.useBias() ? layer.biasInitializer().mean() : 0;
      double spread =
          layer.useBias() ? layer.biasInitializer().variance(layer.units(), 1, fanIn) : 0;
      double preactivation = fanIn * layer.weightInitializer().mean() * mean + bias;
      double variance = fanIn * weightVariance(network, l) * meanSquare + spread;
      Signal before = l == 1 ? null : signals.get(l - 2);
      GaussianMoments moments =
          before != null
                  && before.mean() == preactivation
                  && before.variance() == variance
                  && layer.equals(network.layer(l - 1))
              ? before.moments()
              : GaussianMoments.of(layer.activation(), layer.units(), preactivation, variance);
      signals.add(new Signal(preactivation, variance, moments));
      mean = moments.mean();
      meanSquare = moments.meanSquare();
    }
    return signals;
  }

  /** χ of every layer, back from the last of the signals, which has none. */
  static double[] chi(NetworkSpec network, List<Signal> signals) {
    double[] chi = new double[signals.size()];
    chi[chi.length - 1] = Double.NaN;
    // (Σδ)² beside ‖δ‖²: what weights of a mean other than 0 pass on. At the output signs are even.
    double sumSquare = 1;
    for (int l = chi.length - 1; l >= 1; l--) {
      GaussianMoments moments = signals.get(l - 1).moments();
      double n = network.width(l);
      double fromMean = Math.pow(network.layer(l + 1).weightInitializer().mean(), 2) * sumSquare;
      double fromSpread = weightVariance(network, l + 1);
      chi[l - 1] = n * moments.slopeMeanSquare() * (fromMean + fromSpread);
      double together = n * (n - 1) * moments.slopeMean() * moments.slopeMean() * fromMean;
      sumSquare = fromMean == 0 ? 1 : 1 + together / chi[l - 1];
    }
    return chi;
  }

  private static double weightVariance(NetworkSpec network, int l) {
    int fanIn = network.width(l - 1);
    return network.layer(l).weightInitializer().variance(network.width(l), fanIn, fanIn);
  }

  /** The slope of log₁₀‖δ‖ over layers 1…L−1. */
  private static double slope(List<Layer> layers, double finiteWidth) {
    int hidden = layers.size() - 1;
    double[] deltaLog10 = new double[hidden];
    double sum = 0;
    for (int l = hidden; l >= 1; l--) {
      Layer layer = layers.get(l - 1);
      sum += layer.gradientGainLog10() - finiteWidth * layer.finiteWidthLoss();
      deltaLog10[l - 1] = sum;
    }
    LineFit line = new LineFit();
    line.fit(deltaLog10, hidden);
    return line.slope();
  }
}
