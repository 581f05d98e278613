package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of one network and batch size, made once and overwritten by every pass: inputs and
 * targets of the batch, what each layer computed, losses, and the gradient.
 */
public final class Workspace {

  private final Matrix inputs;
  private final Matrix targets;
  private final @Nullable Junction entrance;
  private final LayerPass[] layers;
  private final Junction[] junctions;
  private final BlockPass[] blocks;
  private final Masking[] masks;
  private final Normalizing[] normalizations;
  private final double[] losses;
  private double @Nullable [] sampleWeights;
  private final boolean mixesSamples;
  private final Parameters gradient;

  private Workspace(NetworkSpec spec, int samples, Mode mode, Parameters gradient) {
    this.inputs = Matrix.zeros(spec.inputs(), samples);
    this.targets = Matrix.zeros(spec.outputs(), samples);
    mixesSamples = mode == Mode.TRAINING && spec.mixesSamples();
    Wiring wiring = new Wiring(spec, samples, mode, inputs);
    this.entrance = wiring.entrance();
    this.layers = wiring.layers();
    this.junctions = wiring.junctions();
    this.blocks = wiring.blocks();
    this.masks = wiring.masks();
    this.normalizations = wiring.normalizations();
    this.losses = new double[samples];
    this.gradient = gradient;
  }

  /** Buffers for batches of up to {@code samples} in training. */
  public static Workspace of(NetworkSpec spec, int samples) {
    return of(spec, samples, Mode.TRAINING);
  }

  /** Buffers for batches of up to {@code samples}. */
  public static Workspace of(NetworkSpec spec, int samples, Mode mode) {
    return new Workspace(spec, samples, mode, Parameters.zeros(spec));
  }

  /** Buffers for forward passes at inference only. */
  public static Workspace withoutGradient(NetworkSpec spec, int samples) {
    return new Workspace(spec, samples, Mode.INFERENCE, Parameters.of(List.of()));
  }

  /** Bytes that {@link #withoutGradient} takes, about; in training no more than this. */
  public static long bytes(NetworkSpec spec, long samples) {
    long bytes =
        Matrix.bytes(spec.inputs(), samples)
            + Matrix.bytes(spec.outputs(), samples)
            + samples * Double.BYTES;
    for (int l = 1; l <= spec.depth(); l++) {
      bytes += LayerPass.bytes(spec, l, samples);
    }
    return bytes + Wiring.bytes(spec, samples);
  }

  /** L, the number of layers after the input. */
  public int depth() {
    return layers.length;
  }

  /** m, the number of samples of the present batch. */
  public int samples() {
    return inputs.columns();
  }

  /** Whether batch statistics make every sample's cost depend on every sample. */
  boolean mixesSamples() {
    return mixesSamples;
  }

  /** a⁰ = x, n⁰×m; to be filled before a pass. */
  public Matrix inputs() {
    return inputs;
  }

  /** y, nᴸ×m; to be filled before a pass. */
  public Matrix targets() {
    return targets;
  }

  /** What layer {@code l} of 1…L computed. */
  public LayerPass layer(int l) {
    return layers[l - 1];
  }

  /** The output layer. */
  public LayerPass output() {
    return layers[layers.length - 1];
  }

  /** xˡ, which Wˡ multiplies, n×m: aˡ⁻¹, or what lies between makes of it. */
  public Matrix x(int l) {
    if (l > 1) {
      return junction(l - 1).to().value();
    }
    return entrance == null ? inputs : entrance.to().value();
  }

  /** What lies between the input and W¹; null for nothing. */
  @Nullable Junction entrance() {
    return entrance;
  }

  /** Takes the inputs through what lies before layer 1. */
  void enter(Network network) {
    if (entrance != null) {
      entrance.forward(network);
    }
  }

  /** What lies behind layer {@code l} of 1…L. */
  Junction junction(int l) {
    return junctions[l - 1];
  }

  /** Residual blocks 1, 2, … at 0, 1, … */
  BlockPass[] blocks() {
    return blocks;
  }

  /** Draws the masks of dropout of a step, which hold until others are drawn. */
  public void drawMasks(long seed, long step) {
    for (Masking mask : masks) {
      mask.draw(seed, step);
    }
  }

  /** Lets the moving statistics take those of the last forward pass, one in training. */
  public void updateMovingStatistics(Parameters parameters) {
    for (Normalizing normalization : normalizations) {
      normalization.updateMovingStatistics(parameters);
    }
  }

  /** Puts the statistics of the last forward pass, one in training, in place of the moving ones. */
  void replaceMovingStatistics(Parameters parameters) {
    for (Normalizing normalization : normalizations) {
      normalization.replaceMovingStatistics(parameters);
    }
  }

  /** Lines that a normalisation turned into 0 in the last forward pass, for want of deviation. */
  public List<FlatLines> flatLines() {
    return Arrays.stream(normalizations)
        .map(Normalizing::flatLines)
        .filter(lines -> lines.count() > 0)
        .toList();
  }

  /** Keeps {@link #flatLines} at 0 in the passes that follow, or no longer does. */
  public void holdFlatLines(boolean hold) {
    for (Normalizing normalization : normalizations) {
      normalization.holdFlatLines(hold);
    }
  }

  /**
   * Multiplies the cost of every sample by a weight of its own in passes to come.
   *
   * @param weights in the order of the batch, not copied; only the first m count; null for 1 each
   */
  public void weigh(double @Nullable [] weights) {
    sampleWeights = weights;
  }

  /** The weight of a sample's cost. */
  double sampleWeight(int j) {
    return sampleWeights == null ? 1 : sampleWeights[j];
  }

  /** Gives a gradient of the costs of the samples, one per column, their weights. */
  void weighColumns(Matrix gradient) {
    if (sampleWeights != null) {
      gradient.scaleColumns(sampleWeights);
    }
  }

  /** The cost of each sample, weighted; only the first m count. */
  public double[] losses() {
    return losses;
  }

  /** ∂C/∂W, ∂C/∂b, ∂C/∂γ and ∂C/∂β, means over the batch. */
  public Parameters gradient() {
    return gradient;
  }

  /**
   * ∂C/∂Wˡ, the mean over the batch, computed again from δˡ and xˡ, with its exponent: exact where
   * {@link #gradient()} underflows, and whatever has become of that.
   */
  public ScaledMatrix scaledWeightGradient(int l) {
    LayerPass layer = layer(l);
    Matrix mean = Matrix.zeros(layer.delta().rows(), x(l).rows());
    mean.setProduct(1.0 / samples(), layer.delta(), x(l).transposed());
    return new ScaledMatrix(mean, layer.deltaExponent());
  }

  /** Puts the exponents of all gradients into them: 0 where they underflow. */
  void settle() {
    if (entrance != null) {
      entrance.settle();
    }
    for (LayerPass layer : layers) {
      layer.settle();
    }
    for (Junction junction : junctions) {
      junction.settle();
    }
  }

  /** Works on batches of {@code samples} from now on. */
  public void narrowTo(int samples) {
    inputs.narrowTo(samples);
    targets.narrowTo(samples);
    if (entrance != null) {
      entrance.narrowTo(samples);
    }
    for (LayerPass layer : layers) {
      layer.narrowTo(samples);
    }
    for (Junction junction : junctions) {
      junction.narrowTo(samples);
    }
  }
}
