package dev.gradtrace.theory;

import dev.gradtrace.gradient.LineFit;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.theory.ForecastCondition.Effect;
import dev.gradtrace.theory.MeanFieldInputs.BatchStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The mean-field forecast for a network with random initial weights (Poole et al. 2016; Schoenholz
 * et al. 2017): in wide layers preactivations are Gaussian over the units, and so
 *
 * <pre>
 *   mˡ = nˡ⁻¹ μ E φ(zˡ⁻¹) + β,  vˡ = nˡ⁻¹ s² E φ(zˡ⁻¹)² + b²,  zˡ ~ N(mˡ, vˡ)
 *   χˡ = E‖δˡ‖² / E‖δˡ⁺¹‖²     = nˡ s² E φ′(zˡ)²   for weights of mean 0
 * </pre>
 *
 * with μ, s² the mean and variance of a weight, β, b² of a bias. It is computed layer by layer for
 * the actual depth and widths. A normalisation divides z by √(variance + ε) and δ with it (Yang et
 * al. 2019), over a residual block ‖∂C/∂x‖² is multiplied by 1 + α²E‖Jᵀg‖²/‖g‖² (Yang and
 * Schoenholz 2017), dropout multiplies E x² and χ by 1/(1 − rate) (Schoenholz et al. 2017).
 *
 * @param layers layers 1…L
 * @param slopes of the least-squares lines through the forecasts
 * @param jacobianSpread variance over mean² of the squared singular values from input to output;
 *     NaN if unknown
 * @param phase phase of the last hidden layer if it were repeated for ever; null without hidden
 *     layers, or if the theory has no χ for it
 * @param conditions where the theory gives no number or a caveat, and why
 */
public record MeanFieldForecast(
    List<Layer> layers,
    Slopes slopes,
    double jacobianSpread,
    @Nullable Phase phase,
    List<ForecastCondition> conditions) {

  /**
   * The forecast for a layer.
   *
   * @param preactivationMean m, the mean of the input of σ
   * @param preactivationVariance v, its variance, called q in the papers
   * @param chi χ, squared gain of the gradient from layer l + 1 to this one; NaN where the
   *     conditions say so
   * @param correlation the cosine of two samples' activations
   */
  public record Layer(
      double preactivationMean, double preactivationVariance, double chi, double correlation) {

    /** Forecast of log₁₀ ‖δˡ‖/‖δˡ⁺¹‖. */
    public double gradientGainLog10() {
      return Math.log10(chi) / 2;
    }
  }

  /**
   * Slopes, in decades, positive when the gradient shrinks towards the input; NaN with fewer than
   * two numbers, or where the conditions say so.
   *
   * @param perLayer of log₁₀‖δ‖ over the hidden layers
   * @param perLayerFiniteWidth the same with the first correction in 1/n, by which the mean of a
   *     logarithm lies below the logarithm of the mean (Hanin and Rolnick 2018); NaN where there
   *     are normalisations or blocks
   * @param perBlock of log₁₀‖∂C/∂x‖ over the residual blocks, x what enters them
   */
  public record Slopes(double perLayer, double perLayerFiniteWidth, double perBlock) {}

  /** Approximate cost of a layer in multiplications, mostly for the means over two samples. */
  private static final long MULTIPLICATIONS_PER_LAYER = 5_000_000;

  /** Approximate cost of a forecast in multiplications. */
  public static long multiplications(NetworkSpec network) {
    return network.depth() * MULTIPLICATIONS_PER_LAYER;
  }

  /** Forecasts a network for samples with these statistics. */
  public static MeanFieldForecast of(NetworkSpec network, MeanFieldInputs inputs) {
    ForwardMoments forward = ForwardMoments.of(network, inputs);
    GradientGains gains = GradientGains.of(network, forward);
    List<ForecastCondition> conditions =
        ForecastConditions.of(network, forward, inputs.statistics());
    return new MeanFieldForecast(
        layers(forward, gains, conditions),
        slopes(network, forward, gains, conditions),
        JacobianSpread.fromInputToOutput(network, forward),
        Phase.of(network, inputs),
        conditions);
  }

  /**
   * The slope per layer alone, for inputs of mean 0 and variance 1. Unless batch statistics mix
   * samples, it assumes equal samples, which saves the integration over pairs.
   */
  public static double slopePerLayer(NetworkSpec network) {
    MeanFieldInputs inputs =
        new MeanFieldInputs(0, 1, network.mixesSamples() ? 0 : 1, BatchStatistics.OF_MANY);
    ForwardMoments forward = ForwardMoments.of(network, inputs);
    return slopes(
            network,
            forward,
            GradientGains.of(network, forward),
            ForecastConditions.of(network, forward, inputs.statistics()))
        .perLayer();
  }

  private static List<Layer> layers(
      ForwardMoments forward, GradientGains gains, List<ForecastCondition> conditions) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l <= forward.layers().size(); l++) {
      int number = l;
      LayerMoments layer = forward.layer(l);
      boolean isKnown =
          conditions.stream()
              .filter(condition -> condition.effect() != Effect.RESERVE)
              .noneMatch(condition -> condition.layers().contains(number));
      layers.add(
          new Layer(
              layer.u().mean(),
              layer.u().variance(),
              isKnown ? gains.chi()[l - 1] : Double.NaN,
              layer.a().cosine()));
    }
    return List.copyOf(layers);
  }

  private static Slopes slopes(
      NetworkSpec network,
      ForwardMoments forward,
      GradientGains gains,
      List<ForecastCondition> conditions) {
    if (conditions.stream().anyMatch(condition -> condition.effect() == Effect.NO_WAY_PAST)) {
      return new Slopes(Double.NaN, Double.NaN, Double.NaN);
    }
    int hidden = network.depth() - 1;
    double[] narrow = gains.deltaLog10().clone();
    double loss = 0;
    for (int l = hidden; l >= 1; l--) {
      loss += JacobianSpread.log10Loss(network, forward, l);
      narrow[l - 1] -= loss;
    }
    return new Slopes(
        slope(gains.deltaLog10(), hidden),
        slope(narrow, hidden),
        slope(gains.blockInputLog10(), network.blocks().size()));
  }

  private static double slope(double[] log10, int count) {
    LineFit line = new LineFit();
    line.fit(log10, count);
    return IntStream.range(0, count).allMatch(i -> Double.isFinite(log10[i]))
        ? line.slope()
        : Double.NaN;
  }
}
