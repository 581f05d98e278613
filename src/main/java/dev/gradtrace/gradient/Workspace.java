package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.List;

/**
 * The buffers of one network and batch size, made once and overwritten by every pass: inputs and
 * targets of the batch, what each layer computed, losses, and the gradient.
 */
public final class Workspace {

  private final Matrix inputs;
  private final Matrix targets;
  private final LayerPass[] layers;
  private final double[] losses;
  private final Parameters gradient;

  private Workspace(NetworkSpec spec, int samples, Parameters gradient) {
    this.inputs = Matrix.zeros(spec.inputs(), samples);
    this.targets = Matrix.zeros(spec.outputs(), samples);
    this.layers = new LayerPass[spec.depth()];
    for (int l = 1; l <= layers.length; l++) {
      layers[l - 1] = new LayerPass(spec.width(l), samples);
    }
    this.losses = new double[samples];
    this.gradient = gradient;
  }

  /** Buffers for batches of up to {@code samples}. */
  public static Workspace of(NetworkSpec spec, int samples) {
    return new Workspace(spec, samples, Parameters.zeros(spec));
  }

  /** Buffers for forward passes only. */
  public static Workspace withoutGradient(NetworkSpec spec, int samples) {
    return new Workspace(spec, samples, Parameters.of(List.of()));
  }

  /** Bytes that {@link #withoutGradient} takes, about. */
  public static long bytes(NetworkSpec spec, long samples) {
    long bytes =
        Matrix.bytes(spec.inputs(), samples)
            + Matrix.bytes(spec.outputs(), samples)
            + samples * Double.BYTES;
    for (int l = 1; l <= spec.depth(); l++) {
      bytes += LayerPass.bytes(spec.width(l), samples);
    }
    return bytes;
  }

  /** L, the number of layers after the input. */
  public int depth() {
    return layers.length;
  }

  /** m, the number of samples of the present batch. */
  public int samples() {
    return inputs.columns();
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

  /** aˡ; layer 0 is the input. */
  public Matrix a(int l) {
    return l == 0 ? inputs : layer(l).a();
  }

  /** The cost of each sample; only the first m count. */
  public double[] losses() {
    return losses;
  }

  /** ∂C/∂W and ∂C/∂b, means over the batch. */
  public Parameters gradient() {
    return gradient;
  }

  /** Works on batches of {@code samples} from now on. */
  public void narrowTo(int samples) {
    inputs.narrowTo(samples);
    targets.narrowTo(samples);
    for (LayerPass layer : layers) {
      layer.narrowTo(samples);
    }
  }
}
