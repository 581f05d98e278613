package dev.gradtrace.network;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The weights Wˡ (nˡ×nˡ⁻¹) and biases bˡ (nˡ×1) of a network with the γ, β and moving statistics of
 * its normalisations, or numbers of the same shapes: a gradient, or the state of an optimizer. A
 * layer without biases has zeros, which never change.
 */
public final class Parameters {

  private final List<Layer> layers;

  private Parameters(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /**
   * The parameters of one layer.
   *
   * @param weights nˡ×nˡ⁻¹
   * @param biases nˡ×1
   * @param normalizations parameters of normalisations by place
   */
  public record Layer(
      Matrix weights,
      Matrix biases,
      Map<NormalizationPlace, NormalizationParameters> normalizations) {

    public Layer {
      Map<NormalizationPlace, NormalizationParameters> ordered =
          new EnumMap<>(NormalizationPlace.class);
      ordered.putAll(normalizations);
      normalizations = Collections.unmodifiableMap(ordered);
    }

    /** A layer without normalisations. */
    public Layer(Matrix weights, Matrix biases) {
      this(weights, biases, Map.of());
    }

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
      Map<NormalizationPlace, NormalizationParameters> normalizations =
          new EnumMap<>(NormalizationPlace.class);
      for (NormalizationPlace place : NormalizationPlace.values()) {
        if (spec.normalization(place, l) != null) {
          normalizations.put(place, NormalizationParameters.zeros(spec.width(place, l)));
        }
      }
      layers.add(
          new Layer(
              Matrix.zeros(spec.width(l), spec.width(l - 1)),
              Matrix.zeros(spec.width(l), 1),
              normalizations));
    }
    return new Parameters(layers);
  }

  /** Approximate bytes of {@link #zeros} for a network. */
  public static long bytes(NetworkSpec spec) {
    long bytes = 0;
    for (int l = 1; l <= spec.depth(); l++) {
      bytes += Matrix.bytes(spec.width(l), spec.width(l - 1)) + Matrix.bytes(spec.width(l), 1);
      for (NormalizationPlace place : NormalizationPlace.values()) {
        if (spec.normalization(place, l) != null) {
          bytes += NormalizationParameters.MATRICES * Matrix.bytes(spec.width(place, l), 1);
        }
      }
    }
    return bytes;
  }

  /**
   * Initial parameters drawn from a seed. Each layer has its own random streams, so that two
   * networks whose layer {@code l} has the same shape and initializers get the same values there.
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
      start.layers.get(l - 1).normalizations().values().forEach(NormalizationParameters::start);
    }
    return start;
  }

  /** Parameters from their layers 1…L. */
  public static Parameters of(List<Layer> layers) {
    return new Parameters(layers);
  }

  /** Number of layers L. */
  public int depth() {
    return layers.size();
  }

  /** Weights Wˡ. */
  public Matrix weights(int l) {
    return layers.get(l - 1).weights();
  }

  /** Biases bˡ. */
  public Matrix biases(int l) {
    return layers.get(l - 1).biases();
  }

  /** The parameters of the normalisation at a place of layer {@code l}, which must exist. */
  public NormalizationParameters normalization(NormalizationPlace place, int l) {
    return Objects.requireNonNull(layers.get(l - 1).normalizations().get(place));
  }

  /**
   * The trainable matrices: W¹, b¹, γ and β of layer 1, W², …, without those that a layer does not
   * have. The order is the same for parameters, gradients and optimizer state.
   */
  public List<Matrix> trained(NetworkSpec spec) {
    List<Matrix> trained = new ArrayList<>();
    for (int l = 1; l <= depth(); l++) {
      trained.add(weights(l));
      trained.addAll(trainedBesideWeights(spec, l));
    }
    return trained;
  }

  /** The trainable matrices of layer {@code l} except its weights. */
  public List<Matrix> trainedBesideWeights(NetworkSpec spec, int l) {
    List<Matrix> trained = new ArrayList<>();
    if (spec.layer(l).useBias()) {
      trained.add(biases(l));
    }
    layers
        .get(l - 1)
        .normalizations()
        .forEach(
            (place, numbers) -> {
              Normalization kind = Objects.requireNonNull(spec.normalization(place, l));
              if (kind.scale()) {
                trained.add(numbers.gamma());
              }
              if (kind.center()) {
                trained.add(numbers.beta());
              }
            });
    return trained;
  }

  /** Layers 1…L. */
  public List<Layer> layers() {
    return layers;
  }

  /** All matrices: W¹, b¹, γ, β and moving statistics of layer 1, W², … */
  public Stream<Matrix> matrices() {
    return layers.stream()
        .flatMap(
            layer ->
                Stream.concat(
                    Stream.of(layer.weights(), layer.biases()),
                    layer.normalizations().values().stream()
                        .flatMap(NormalizationParameters::matrices)));
  }

  /** An independent copy. */
  public Parameters copy() {
    return new Parameters(layers.stream().map(Parameters::copy).toList());
  }

  private static Layer copy(Layer layer) {
    Map<NormalizationPlace, NormalizationParameters> normalizations =
        new EnumMap<>(NormalizationPlace.class);
    layer.normalizations().forEach((place, numbers) -> normalizations.put(place, numbers.copy()));
    return new Layer(layer.weights().copy(), layer.biases().copy(), normalizations);
  }

  /** Overwrites these parameters by others of the same shapes. */
  public void set(Parameters source) {
    for (int l = 1; l <= depth(); l++) {
      weights(l).set(source.weights(l));
      biases(l).set(source.biases(l));
      Layer from = source.layers.get(l - 1);
      layers
          .get(l - 1)
          .normalizations()
          .forEach(
              (place, numbers) ->
                  numbers.set(Objects.requireNonNull(from.normalizations().get(place))));
    }
  }
}
