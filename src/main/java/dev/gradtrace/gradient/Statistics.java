package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;
import dev.gradtrace.matrix.SignalMoments;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import java.util.Arrays;

/**
 * Every {@link Metric} of every layer, and the flow of the gradient through the network, for one
 * batch. Reused: every {@link #measure} overwrites the results. NaN stands for undefined values.
 */
public final class Statistics {

  /** Number of logarithms computed at a time. */
  private static final int OCTET = 8;

  /** Logarithms per layer without normalisation or junction: of δ and of ∂C/∂s. */
  private static final int OF_PLAIN_LAYER = 2;

  /** Logarithms per layer in general: also of ∂C/∂u and of ∂C/∂x of the next layer. */
  private static final int OF_ANY_LAYER = 4;

  /** σ′ below this share of its maximum counts as saturated. */
  private static final double SATURATION = 0.05;

  /** Metric by metric, layer by layer. */
  private final double[] values;

  private final int depth;
  private final double[] saturationBounds;
  private final boolean[] rectifier;
  private final SignalMoments moments = new SignalMoments();
  private final GradientDiversity diversity = new GradientDiversity();
  private final SampleCosine cosine = new SampleCosine();
  private final Matrix[] columns;

  /** ‖aⱼ‖² of every layer and sample, and of an input of W that is no layer's a. */
  private final double[][] activationSquares;

  private double[] inputSquares = {};

  /**
   * Logarithms of norms without their exponents, {@link #logsPerLayer} per layer. What fills the
   * last octet is 1 when they are taken: of eight numbers one that is not positive makes all slow.
   */
  private final double[] logs;

  private final int logsPerLayer;
  private final double[] blockInputsLog10;
  private final double[] blockOutputsLog10;

  private final double[] deltaLogs;

  private final LineFit line = new LineFit();
  private final LineFit blockLine = new LineFit();

  private double costGradientLog10;
  private boolean mixesSamples;

  /** Allocates the results for a network. */
  public Statistics(NetworkSpec spec) {
    depth = spec.depth();
    values = new double[Metric.values().length * depth];
    saturationBounds = new double[depth];
    rectifier = new boolean[depth];
    deltaLogs = new double[depth];
    logsPerLayer = spec.isPlain() ? OF_PLAIN_LAYER : OF_ANY_LAYER;
    logs = new double[(logsPerLayer * depth + OCTET - 1) / OCTET * OCTET];
    blockInputsLog10 = new double[spec.blocks().size()];
    blockOutputsLog10 = new double[spec.blocks().size()];
    columns = new Matrix[depth];
    activationSquares = new double[depth][0];
    for (int l = 1; l <= depth; l++) {
      saturationBounds[l - 1] =
          SATURATION * spec.layer(l).activation().saturatingSlope().orElse(Double.NaN);
      rectifier[l - 1] = spec.layer(l).activation().isRectifier();
      columns[l - 1] = Matrix.zeros(spec.width(l), 1);
    }
  }

  /** The metric of layer {@code l}; NaN if undefined. */
  public double get(int l, Metric metric) {
    return values[metric.ordinal() * depth + l - 1];
  }

  /** Copies every metric of every layer, metric by metric, each layer by layer. */
  public void copyTo(double[] target) {
    System.arraycopy(values, 0, target, 0, values.length);
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

  /** log₁₀ ‖∂C/∂x‖_F at the input of residual block {@code k} of 1, 2, … */
  public double blockInputGradientLog10(int k) {
    return blockInputsLog10[k - 1];
  }

  /** log₁₀ ‖∂C/∂y‖_F at the output of residual block {@code k}. */
  public double blockOutputGradientLog10(int k) {
    return blockOutputsLog10[k - 1];
  }

  /**
   * Slope of the least-squares line through the log₁₀ of the blocks' input gradients; positive when
   * the gradient shrinks towards the input, NaN for fewer than two blocks.
   */
  public double slopePerBlock() {
    return blockLine.slope();
  }

  /** Whether batch statistics make the cost of each sample depend on all samples. */
  public boolean mixesSamples() {
    return mixesSamples;
  }

  /** Number of residual blocks. */
  public int blocks() {
    return blockInputsLog10.length;
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

  /** Measures all that {@link #measureWeights} does not set. */
  public void measureSignals(Network network, Cost cost, Workspace pass) {
    mixesSamples = pass.mixesSamples();
    cost.completeActivationGradient(network.activation(depth), pass);
    for (int l = 1; l <= depth; l++) {
      LayerPass layer = pass.layer(l);
      measureForward(l, layer);
      set(
          l,
          Metric.DELTA_NORM,
          Signal.times(layer.deltaNorm() / Math.sqrt(pass.samples()), layer.deltaExponent()));
      set(l, Metric.BIAS_GRADIENT_NORM, pass.gradient().biases(l).norm());
      set(l, Metric.UPDATE_RATIO, Double.NaN);
    }
    measureFlow(pass);
    measureBlocks(pass);
  }

  /**
   * Sets the metrics of the weights, which the update computes in passing.
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
    diversity.measure(
        layer, pass.x(l), inputSquares(l, pass), layer.unscaledGradientNorm(gradientNorm));
    set(l, Metric.GRADIENT_DIVERSITY, diversity.ratio());
    set(l, Metric.GRADIENT_VARIANCE, diversity.variance());
    set(l, Metric.GRADIENT_SIGNAL, diversity.signal());
  }

  /** ‖xⱼ‖² of every sample; reuses those of aˡ⁻¹ if xˡ is the same. */
  private double[] inputSquares(int l, Workspace pass) {
    Matrix x = pass.x(l);
    if (l > 1 && x == pass.layer(l - 1).a()) {
      return activationSquares[l - 2];
    }
    inputSquares = room(inputSquares, x.columns());
    x.copySquaresOfColumns(inputSquares);
    return inputSquares;
  }

  private static double[] room(double[] values, int needed) {
    return values.length < needed ? new double[needed] : values;
  }

  /** Sets the update ratio from ‖ΔWˡ‖_F; the weight norm must be set. */
  public void setUpdateNorm(int l, double updateNorm) {
    set(l, Metric.UPDATE_RATIO, updateNorm / get(l, Metric.WEIGHT_NORM));
  }

  /** Sets the update ratio ‖ΔWˡ‖_F/‖Wˡ‖_F. */
  public void setUpdateRatio(int l, double ratio) {
    set(l, Metric.UPDATE_RATIO, ratio);
  }

  private void set(int l, Metric metric, double value) {
    values[metric.ordinal() * depth + l - 1] = value;
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
    double[] squares = room(activationSquares[l - 1], layer.a().columns());
    activationSquares[l - 1] = squares;
    layer.a().copySquaresOfColumns(squares);
    set(l, Metric.SAMPLE_COSINE, cosine.of(layer.a(), squares, columns[l - 1]));
    set(
        l,
        Metric.DEAD_FRACTION,
        rectifier[l - 1]
            ? layer.slope().countZeroRows(columns[l - 1]) / (double) layer.slope().rows()
            : Double.NaN);
  }

  private void measureFlow(Workspace pass) {
    for (int l = 1; l <= depth; l++) {
      LayerPass layer = pass.layer(l);
      int at = logsPerLayer * (l - 1);
      logs[at] = layer.deltaNorm();
      logs[at + 1] = layer.activationGradientNorm();
      if (logsPerLayer == OF_ANY_LAYER) {
        logs[at + 2] = layer.uSignal().norm();
        logs[at + 3] = l < depth ? pass.junction(l).to().measuredNorm() : 1;
      }
    }
    Arrays.fill(logs, logsPerLayer * depth, logs.length, 1);
    Pointwise.log(logs, logs.length);
    for (int l = depth; l >= 1; l--) {
      LayerPass layer = pass.layer(l);
      int at = logsPerLayer * (l - 1);
      double delta = log10(logs[at], layer.deltaExponent());
      double upstream = log10(logs[at + 1], layer.activationGradientExponent());
      boolean normalized = layer.normalizing() != null;
      double beforeNormalization =
          normalized ? log10(logs[at + 2], layer.uSignal().exponent()) : delta;
      boolean isolated = l == depth || pass.junction(l).isEmpty();
      double arriving = isolated ? upstream : log10(logs[at + 3], pass.junction(l).to().exponent());
      deltaLogs[l - 1] = delta;
      set(l, Metric.DELTA_LOG10, delta);
      set(
          l,
          Metric.NORMALIZATION_GAIN_LOG10,
          normalized ? delta - beforeNormalization : Double.NaN);
      set(l, Metric.ACTIVATION_GAIN_LOG10, beforeNormalization - upstream);
      if (l == depth) {
        set(l, Metric.JUNCTION_GAIN_LOG10, Double.NaN);
        set(l, Metric.WEIGHT_GAIN_LOG10, Double.NaN);
        costGradientLog10 = upstream;
      } else {
        set(l, Metric.JUNCTION_GAIN_LOG10, isolated ? 0 : upstream - arriving);
        set(l, Metric.WEIGHT_GAIN_LOG10, arriving - get(l + 1, Metric.DELTA_LOG10));
      }
    }
    line.fit(deltaLogs, depth - 1);
  }

  private void measureBlocks(Workspace pass) {
    BlockPass[] blocks = pass.blocks();
    for (int k = 0; k < blocks.length; k++) {
      blockInputsLog10[k] = log10(blocks[k].input());
      blockOutputsLog10[k] = log10(blocks[k].output());
    }
    blockLine.fit(blockInputsLog10, blocks.length);
  }

  private static double log10(Signal signal) {
    return log10(Elementary.log(signal.measuredNorm()), signal.exponent());
  }

  private static double log10(double ln, int exponent) {
    return Math.fma(ln, Elementary.LOG10_E, exponent * Elementary.LOG10_2);
  }
}
