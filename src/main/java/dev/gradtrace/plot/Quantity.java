package dev.gradtrace.plot;

import dev.gradtrace.gradient.Metric;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a metric is drawn.
 *
 * @param symbol its name on an axis
 * @param scale scale of the axis
 */
record Quantity(String symbol, Scale scale) {

  /** Ratio of the largest to the smallest loss up to which the scale is linear. */
  private static final double LINEAR_UP_TO = 10;

  enum Scale {
    LINEAR,
    /** For non-negative values that span many decades. */
    LOGARITHMIC,
    /** For values from 0 to 1. */
    FRACTION
  }

  static Quantity of(Metric metric) {
    return switch (metric) {
      case WEIGHT_GRADIENT_NORM -> logarithmic("‖∂C/∂Wˡ‖");
      case WEIGHT_GRADIENT_MEAN_ABS -> logarithmic("mean |∂C/∂Wˡ|");
      case BIAS_GRADIENT_NORM -> logarithmic("‖∂C/∂bˡ‖");
      case DELTA_NORM -> logarithmic("‖Δˡ‖ / √m");
      case PREACTIVATION_MEAN -> linear("mean of zˡ");
      case PREACTIVATION_STD -> linear("deviation of zˡ");
      case ACTIVATION_MEAN -> linear("mean of aˡ");
      case ACTIVATION_STD -> linear("deviation of aˡ");
      case ACTIVATION_DERIVATIVE_MEAN -> linear("mean of σ′(zˡ)");
      case SATURATED_FRACTION -> fraction("saturated fraction");
      case DEAD_FRACTION -> fraction("dead fraction");
      case WEIGHT_NORM -> logarithmic("‖Wˡ‖");
      case UPDATE_RATIO -> logarithmic("‖ΔWˡ‖ / ‖Wˡ‖");
      case GRADIENT_DIVERSITY -> logarithmic("gradient diversity");
      case DELTA_LOG10 -> linear("log₁₀ ‖Δˡ‖");
      case WEIGHT_GAIN_LOG10 -> linear("log₁₀ gain of Wˡ⁺¹");
      case ACTIVATION_GAIN_LOG10 -> linear("log₁₀ gain of σ′(zˡ)");
      case JUNCTION_GAIN_LOG10 -> linear("log₁₀ gain between aˡ and Wˡ⁺¹");
      case NORMALIZATION_GAIN_LOG10 -> linear("log₁₀ gain of the normalisation");
      case SAMPLE_COSINE -> linear("mean cosine of two samples");
      case GRADIENT_VARIANCE -> logarithmic("tr Σ of ∂C/∂Wˡ");
      case GRADIENT_SIGNAL -> linear("‖G‖² of ∂C/∂Wˡ");
    };
  }

  private static Quantity linear(String symbol) {
    return new Quantity(symbol, Scale.LINEAR);
  }

  private static Quantity logarithmic(String symbol) {
    return new Quantity(symbol, Scale.LOGARITHMIC);
  }

  private static Quantity fraction(String symbol) {
    return new Quantity(symbol, Scale.FRACTION);
  }

  /** Position of a value on the axis; NaN if it has none. */
  double place(double value) {
    double place = scale == Scale.LOGARITHMIC ? Math.log10(value) : value;
    return Double.isFinite(place) ? place : Double.NaN;
  }

  /** The ticks of an axis over a range of positions; null for automatic ones. */
  @Nullable Ticks ticks(@Nullable Extent places) {
    return scale == Scale.LOGARITHMIC && places != null ? Ticks.logarithmic(places) : null;
  }

  /** The range of an axis of fractions: from the smallest value to 1. */
  static Extent fractions(Stream<double[]> values) {
    Extent extent = Extent.of(values.flatMapToDouble(Arrays::stream));
    double low = extent == null ? 0 : extent.low();
    double room = Math.max(0.01, (1 - low) / 20);
    return new Extent(Math.max(-room, low - room), 1 + room);
  }

  /** The range of the colour scale. */
  Extent colours(Extent places) {
    return scale == Scale.FRACTION ? new Extent(0, 1) : places.opened();
  }

  /** The quantity of losses, on a logarithmic scale if they differ much. */
  static Quantity ofLosses(DoubleStream losses) {
    Extent extent = Extent.of(losses);
    boolean far = extent != null && extent.low() > 0 && extent.high() > LINEAR_UP_TO * extent.low();
    return new Quantity("loss", far ? Scale.LOGARITHMIC : Scale.LINEAR);
  }
}
