package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.Arrays;

/**
 * Computes the gradient of one batch without training. Returns plain arrays, in which samples and
 * units are rows.
 */
public final class GradientProbe {

  /** Number of copies of a Jacobian during its decomposition. */
  private static final int COPIES_FOR_SPECTRA = 4;

  private final Network network;
  private final Cost cost;
  private final Workspace pass;
  private final Statistics statistics;
  private final double loss;

  private GradientProbe(Network network, Cost cost, Workspace pass, long seed) {
    this.network = network;
    this.cost = cost;
    this.pass = pass;
    this.statistics = new Statistics(network.spec());
    pass.drawMasks(seed, 1);
    ForwardPass.run(network, pass);
    this.loss = Loss.of(network, cost, pass);
    BackPropagation.run(network, cost, pass);
    statistics.measure(network, cost, pass);
  }

  /**
   * Computes the gradient of a batch of m samples in training mode, with the dropout masks of step
   * 1 under seed 0.
   *
   * @param inputs n⁰×m
   * @param targets nᴸ×m
   */
  public static GradientProbe of(Network network, Cost cost, Matrix inputs, Matrix targets) {
    return of(network, cost, inputs, targets, Mode.TRAINING, 0);
  }

  /**
   * Computes the gradient of a batch of m samples.
   *
   * @param inputs n⁰×m
   * @param targets nᴸ×m
   * @param seed seed of the dropout masks, which are those of step 1
   */
  public static GradientProbe of(
      Network network, Cost cost, Matrix inputs, Matrix targets, Mode mode, long seed) {
    Workspace pass = Workspace.of(network.spec(), inputs.columns(), mode);
    pass.inputs().set(inputs);
    pass.targets().set(targets);
    return new GradientProbe(network, cost, pass, seed);
  }

  /**
   * Computes the gradient of the batch in a workspace. All results but the statistics are valid
   * until the next pass over the workspace.
   *
   * @param seed seed of the dropout masks, which are those of step 1
   */
  public static GradientProbe in(Workspace pass, Network network, Cost cost, long seed) {
    return new GradientProbe(network, cost, pass, seed);
  }

  /** Approximate bytes of a probe, besides the network and its gradient. */
  public static long bytesOfBatch(NetworkSpec spec, long samples) {
    return Matrix.bytes(spec.inputs(), samples)
        + Matrix.bytes(spec.outputs(), samples)
        + Workspace.bytes(spec, samples);
  }

  /** Approximate bytes for the computation of singular values. */
  public static long bytesOfSpectra(NetworkSpec spec, long samples) {
    long largest = 0;
    for (int l = 1; l <= spec.depth(); l++) {
      largest = Math.max(largest, Matrix.bytes(spec.width(l), spec.width(l - 1)));
      largest = Math.max(largest, Matrix.bytes(spec.outputs(), spec.width(l - 1)));
    }
    return COPIES_FOR_SPECTRA * largest + samples * Matrix.bytes(spec.outputs(), spec.inputs());
  }

  /** Number of samples m. */
  public int samples() {
    return pass.samples();
  }

  /** Mean cost of the samples. */
  public double loss() {
    return loss;
  }

  /** The cost of each sample. */
  public double[] lossPerSample() {
    return Arrays.copyOf(pass.losses(), pass.samples());
  }

  /** All metrics of all layers, and the flow of the gradient. */
  public Statistics statistics() {
    return statistics;
  }

  /** aᴸ: {@code [sample][output]}. */
  public double[][] outputs() {
    return activations(network.depth());
  }

  /** zˡ: {@code [sample][unit]}. */
  public double[][] preactivations(int l) {
    return pass.layer(l).z().toSamples();
  }

  /** aˡ: {@code [sample][unit]}. */
  public double[][] activations(int l) {
    return pass.layer(l).a().toSamples();
  }

  /** δˡ of every sample, without 1/m: {@code [sample][unit]}; 0 where it underflows. */
  public double[][] deltas(int l) {
    double[][] deltas = pass.layer(l).delta().toSamples();
    int exponent = pass.layer(l).deltaExponent();
    for (double[] delta : deltas) {
      Arrays.setAll(delta, i -> Math.scalb(delta[i], exponent));
    }
    return deltas;
  }

  /** ∂C/∂Wˡ, ∂C/∂bˡ, ∂C/∂γ and ∂C/∂β, means over the batch. */
  public Parameters.Layer gradient(int l) {
    return pass.gradient().layers().get(l - 1);
  }

  /** ∂C/∂Wˡ, the mean over the batch: {@code [unit][input]}. */
  public double[][] weightGradient(int l) {
    return pass.gradient().weights(l).toRows();
  }

  /** ∂C/∂bˡ, the mean over the batch. */
  public double[] biasGradient(int l) {
    return pass.gradient().biases(l).toArray();
  }

  /** δˡ of the batch with its exponent, exact at any depth. */
  public ScaledMatrix delta(int l) {
    LayerPass layer = pass.layer(l);
    return new ScaledMatrix(layer.delta(), layer.deltaExponent());
  }

  /** ∂C/∂Wˡ, the mean over the batch, with its exponent: exact even where it underflows. */
  public ScaledMatrix scaledWeightGradient(int l) {
    return pass.scaledWeightGradient(l);
  }

  /** The network. */
  public Network network() {
    return network;
  }

  /** The cost. */
  public Cost cost() {
    return cost;
  }

  /** The workspace with all intermediate results. */
  public Workspace pass() {
    return pass;
  }

  /** The singular values of the batch-mean Jacobian diag(σ′)·Wˡ, largest first. */
  public double[] singularValues(int l) {
    return LayerJacobian.singularValues(network, pass, l);
  }

  /** The singular values of ∂aᴸ/∂x, means over the samples. */
  public InputOutputJacobian inputOutputJacobian() {
    InputOutputJacobian jacobian = InputOutputJacobian.of(network, pass);
    BackPropagation.run(network, cost, pass);
    return jacobian;
  }
}
