package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;
import dev.gradtrace.matrix.SignalMoments;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;

/**
 * Every {@link Metric} of every layer, and the flow of the gradient through the network, for one
 * batch. Made once, overwritten by every {@link #measure}; NaN stands for what has no value.
 */
public final class Statistics {

  /** Logarithms are taken this many at a time. */
  private static final int OCTET = 8;

  /** σ′ below this share of its maximum counts as saturated. */
  private static final double SATURATION = 0.05;

  private final double[][] values;
  private final double[] saturationBounds;
  private final boolean[] rectifier;
  private final SignalMoments moments = new SignalMoments();
  private final GradientDiversity diversity = new GradientDiversity();

  /** log₁₀ ‖δˡ‖ at 2l − 2 and log₁₀ ‖∂C/∂aˡ‖ at 2l − 1, without their exponents. */
  private final double[] logs;

  private final double[] deltaLogs;

  private final LineFit line = new LineFit();

  private double costGradientLog10;

  /** Room for the numbers of a network. */
  public Statistics(NetworkSpec spec) {
    int depth = spec.depth();
    values = new double[depth][Metric.values().length];
    saturationBounds = new double[depth];
    rectifier = new boolean[depth];
    deltaLogs = new double[depth];
    logs = new double[(2 * depth + OCTET - 1) / OCTET * OCTET];
    for (int l = 1; l <= depth; l++) {
      saturationBounds[l - 1] =
          SATURATION * spec.layer(l).activation().saturatingSlope().orElse(Double.NaN);
      rectifier[l - 1] = spec.layer(l).activation().isRectifier();
    }
  }

  /** The metric of layer {@code l}; NaN where it has no value. */
  public double get(int l, Metric metric) {
    return values[l - 1][metric.ordinal()];
  }

  /** log₁₀ ‖∂C/∂aᴸ‖_F. */
  public double costGradientLog10() {
    return costGradientLog10;
  }

  /**
   * Slope of the least-squares line through {@code deltaLog10} over the hidden layers; positive
   * when δ shrinks towards the input.
   */
  public double slopePerLayer() {
    return line.slope();
  }

  /** Coefficient of determination of that line. */
  public double r2() {
    return line.r2();
  }

  /** Measures the state after back-propagation and before the update; allocates nothing. */
  public void measure(Network network, Cost cost, Workspace pass) {
    measureSignals(network, cost, pass);
    for (int l = 1; l <= network.depth(); l++) {
      Matrix gradient = pass.gradient().weights(l);
      measureWeights(
          l, pass, gradient.norm(), gradient.sumAbs() / gradient.size(), network.weights(l).norm());
    }
  }

  /** Measures everything but what {@link #measureWeights} is told. */
  public void measureSignals(Network network, Cost cost, Workspace pass) {
    int depth = network.depth();
    cost.completeActivationGradient(network.activation(depth), pass.output(), pass.targets());
    for (int l = 1; l <= depth; l++) {
      LayerPass layer = pass.layer(l);
      measureForward(l, layer);
      logs[2 * l - 2] = layer.deltaNorm();
      logs[2 * l - 1] = layer.activationGradientNorm();
      set(
          l,
          Metric.DELTA_NORM,
          Math.scalb(layer.deltaNorm() / Math.sqrt(pass.samples()), layer.deltaExponent()));
      set(l, Metric.BIAS_GRADIENT_NORM, pass.gradient().biases(l).norm());
      set(l, Metric.UPDATE_RATIO, Double.NaN);
    }
    measureFlow(pass);
  }

  /**
   * Takes over what an update found out about the weights in passing.
   *
   * @param gradientNorm ‖∂C/∂Wˡ‖_F
   * @param gradientMeanAbs mean |∂C/∂Wˡ|
   * @param weightNorm ‖Wˡ‖_F before the update
   */
  public void measureWeights(
      int l, Workspace pass, double gradientNorm, double gradientMeanAbs, double weightNorm) {
    LayerPass layer = pass.layer(l);
    set(l, Metric.WEIGHT_GRADIENT_NORM, gradientNorm);
    set(l, Metric.WEIGHT_GRADIENT_MEAN_ABS, gradientMeanAbs);
    set(l, Metric.WEIGHT_NORM, weightNorm);
    set(
        l,
        Metric.GRADIENT_DIVERSITY,
        diversity.of(layer, pass.a(l - 1), layer.unscaledGradientNorm(gradientNorm)));
  }

  /** Adds what only the update knows: ‖ΔWˡ‖_F/‖Wˡ‖_F. */
  public void setUpdateNorm(int l, double updateNorm) {
    set(l, Metric.UPDATE_RATIO, updateNorm / get(l, Metric.WEIGHT_NORM));
  }

  private void set(int l, Metric metric, double value) {
    values[l - 1][metric.ordinal()] = value;
  }

  private void measureForward(int l, LayerPass layer) {
    double bound = saturationBounds[l - 1];
    moments.measure(layer.z(), layer.a(), layer.slope(), bound);
    set(l, Metric.PREACTIVATION_MEAN, moments.preactivationMean());
    set(l, Metric.PREACTIVATION_STD, moments.preactivationStd());
    set(l, Metric.ACTIVATION_MEAN, moments.activationMean());
    set(l, Metric.ACTIVATION_STD, moments.activationStd());
    set(l, Metric.ACTIVATION_DERIVATIVE_MEAN, moments.slopeMean());
    set(l, Metric.SATURATED_FRACTION, bound > 0 ? moments.saturatedFraction() : Double.NaN);
    set(
        l,
        Metric.DEAD_FRACTION,
        rectifier[l - 1]
            ? layer.slope().countZeroRows() / (double) layer.slope().rows()
            : Double.NaN);
  }

  private void measureFlow(Workspace pass) {
    int depth = pass.depth();
    Pointwise.log(logs, logs.length);
    for (int l = depth; l >= 1; l--) {
      LayerPass layer = pass.layer(l);
      double deltaLog10 = log10(logs[2 * l - 2], layer.deltaExponent());
      double upstreamLog10 = log10(logs[2 * l - 1], layer.activationGradientExponent());
      deltaLogs[l - 1] = deltaLog10;
      set(l, Metric.DELTA_LOG10, deltaLog10);
      set(l, Metric.ACTIVATION_GAIN_LOG10, deltaLog10 - upstreamLog10);
      set(
          l,
          Metric.WEIGHT_GAIN_LOG10,
          l == depth ? Double.NaN : upstreamLog10 - get(l + 1, Metric.DELTA_LOG10));
      costGradientLog10 = l == depth ? upstreamLog10 : costGradientLog10;
    }
    line.fit(deltaLogs, depth - 1);
  }

  private static double log10(double ln, int exponent) {
    return Math.fma(ln, Elementary.LOG10_E, exponent * Elementary.LOG10_2);
  }
}
