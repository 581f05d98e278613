package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of one network and batch size, reused by every pass: inputs and targets of the batch,
 * results of each layer, losses, and the gradient.
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

  /** Buffers for training with batches of up to {@code samples}. */
  public static Workspace of(NetworkSpec spec, int samples) {
    return of(spec, samples, Mode.TRAINING);
  }

  /** Buffers for batches of up to {@code samples} in a mode. */
  public static Workspace of(NetworkSpec spec, int samples, Mode mode) {
    return new Workspace(spec, samples, mode, Parameters.zeros(spec));
  }

  /** Buffers for forward passes in inference mode only. */
  public static Workspace withoutGradient(NetworkSpec spec, int samples) {
    return new Workspace(spec, samples, Mode.INFERENCE, Parameters.of(List.of()));
  }

  /**
   * Upper bound on the bytes of {@link #withoutGradient}, or of a workspace for training without
   * its gradient.
   */
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

  /** m, the number of samples of the current batch. */
  public int samples() {
    return inputs.columns();
  }

  /** Whether batch statistics make the cost of each sample depend on all samples. */
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

  /** The results of layer {@code l} of 1…L. */
  public LayerPass layer(int l) {
    return layers[l - 1];
  }

  /** The output layer. */
  public LayerPass output() {
    return layers[layers.length - 1];
  }

  /** xˡ, the input of Wˡ, n×m: aˡ⁻¹, or the output of the operations behind it. */
  public Matrix x(int l) {
    if (l > 1) {
      return junction(l - 1).to().value();
    }
    return entrance == null ? inputs : entrance.to().value();
  }

  /** The operations between the input and W¹; null for none. */
  @Nullable Junction entrance() {
    return entrance;
  }

  /** Applies the operations before layer 1 to the inputs. */
  void enter(Network network) {
    if (entrance != null) {
      entrance.forward(network);
    }
  }

  /** The operations behind layer {@code l} of 1…L. */
  Junction junction(int l) {
    return junctions[l - 1];
  }

  /** Residual blocks 1, 2, … at indices 0, 1, … */
  BlockPass[] blocks() {
    return blocks;
  }

  /** Draws the dropout masks of a step, which are used until others are drawn. */
  public void drawMasks(long seed, long step) {
    for (Masking mask : masks) {
      mask.draw(seed, step);
    }
  }

  /** Updates moving statistics by the last forward pass, which must have been in training mode. */
  public void updateMovingStatistics(Parameters parameters) {
    for (Normalizing normalization : normalizations) {
      normalization.updateMovingStatistics(parameters);
    }
  }

  /**
   * Sets moving statistics to those of the last forward pass, which must have been in training
   * mode.
   */
  void replaceMovingStatistics(Parameters parameters) {
    for (Normalizing normalization : normalizations) {
      normalization.replaceMovingStatistics(parameters);
    }
  }

  /**
   * The lines that a normalisation mapped to 0 in the last forward pass, because they do not
   * deviate.
   */
  public List<FlatLines> flatLines() {
    return Arrays.stream(normalizations)
        .map(Normalizing::flatLines)
        .filter(lines -> lines.count() > 0)
        .toList();
  }

  /** Keeps {@link #flatLines} at 0 in later passes, or ends that. */
  public void holdFlatLines(boolean hold) {
    for (Normalizing normalization : normalizations) {
      normalization.holdFlatLines(hold);
    }
  }

  /**
   * Sets the weight of each sample's cost for later passes.
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

  /** Multiplies the columns of a gradient by the weights of the samples. */
  void weighColumns(Matrix gradient) {
    if (sampleWeights != null) {
      gradient.scaleColumns(sampleWeights);
    }
  }

  /** The weighted cost of each sample; only the first m are valid. */
  public double[] losses() {
    return losses;
  }

  /** ∂C/∂W, ∂C/∂b, ∂C/∂γ and ∂C/∂β, means over the batch. */
  public Parameters gradient() {
    return gradient;
  }

  /**
   * ∂C/∂Wˡ, the mean over the batch, recomputed from δˡ and xˡ, with its exponent: exact even where
   * {@link #gradient()} underflows or was changed.
   */
  public ScaledMatrix scaledWeightGradient(int l) {
    LayerPass layer = layer(l);
    Matrix mean = Matrix.zeros(layer.delta().rows(), x(l).rows());
    mean.setProduct(1.0 / samples(), layer.delta(), x(l).transposed());
    return new ScaledMatrix(mean, layer.deltaExponent());
  }

  /** Applies the exponents of all gradients, which become 0 where they underflow. */
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

  /** Sets the batch size. */
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
