package dev.gradtrace.network;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The weights Wˡ (nˡ×nˡ⁻¹) and biases bˡ (nˡ×1) of a network, or something of the same shapes:
 * their gradient, or an optimizer's memory of it. A layer without biases has zeros that never
 * change.
 */
public final class Parameters {

  private final List<Layer> layers;

  private Parameters(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /**
   * Weights and biases of one layer.
   *
   * @param weights nˡ×nˡ⁻¹
   * @param biases nˡ×1
   */
  public record Layer(Matrix weights, Matrix biases) {

    /**
     * A layer from plain numbers.
     *
     * @param weights {@code [unit][input]}, at least one row, all of one length
     * @param biases one for each unit
     */
    public static Layer ofRows(double[][] weights, double[] biases) {
      return new Layer(Matrix.ofRows(weights), Matrix.ofColumns(biases.length, biases));
    }

    /** The weights as {@code [unit][input]}. */
    public double[][] weightRows() {
      return weights.toRows();
    }

    /** The bias of each unit. */
    public double[] biasValues() {
      return biases.toArray();
    }
  }

  /** Zeros of the shapes of a network. */
  public static Parameters zeros(NetworkSpec spec) {
    List<Layer> layers = new ArrayList<>(spec.depth());
    for (int l = 1; l <= spec.depth(); l++) {
      layers.add(
          new Layer(
              Matrix.zeros(spec.width(l), spec.width(l - 1)), Matrix.zeros(spec.width(l), 1)));
    }
    return new Parameters(layers);
  }

  /** Bytes that {@link #zeros} of a network take, about. */
  public static long bytes(NetworkSpec spec) {
    long bytes = 0;
    for (int l = 1; l <= spec.depth(); l++) {
      bytes += Matrix.bytes(spec.width(l), spec.width(l - 1)) + Matrix.bytes(spec.width(l), 1);
    }
    return bytes;
  }

  /**
   * The start of a network under a seed. Each layer draws from streams of its own, so that networks
   * which share a layer's number and shape share its numbers.
   */
  public static Parameters initial(NetworkSpec spec, long seed) {
    Parameters start = zeros(spec);
    for (int l = 1; l <= spec.depth(); l++) {
      LayerSpec layer = spec.layer(l);
      int fanIn = spec.width(l - 1);
      layer
          .weightInitializer()
          .fill(start.weights(l), fanIn, RandomStream.of(seed, Purpose.WEIGHTS, l));
      if (layer.useBias()) {
        layer
            .biasInitializer()
            .fill(start.biases(l), fanIn, RandomStream.of(seed, Purpose.BIASES, l));
      }
    }
    return start;
  }

  /** Parameters from their layers 1…L. */
  public static Parameters of(List<Layer> layers) {
    return new Parameters(layers);
  }

  /** L. */
  public int depth() {
    return layers.size();
  }

  /** Wˡ. */
  public Matrix weights(int l) {
    return layers.get(l - 1).weights();
  }

  /** bˡ. */
  public Matrix biases(int l) {
    return layers.get(l - 1).biases();
  }

  /** Layers 1…L. */
  public List<Layer> layers() {
    return layers;
  }

  /** W¹, b¹, W², b², … */
  public Stream<Matrix> matrices() {
    return layers.stream().flatMap(layer -> Stream.of(layer.weights(), layer.biases()));
  }

  /** An independent copy. */
  public Parameters copy() {
    return new Parameters(
        layers.stream()
            .map(layer -> new Layer(layer.weights().copy(), layer.biases().copy()))
            .toList());
  }

  /** Overwrites these values with others of the same shapes. */
  public void set(Parameters source) {
    for (int l = 1; l <= depth(); l++) {
      weights(l).set(source.weights(l));
      biases(l).set(source.biases(l));
    }
  }
}
