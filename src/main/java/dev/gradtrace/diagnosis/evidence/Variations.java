package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.DatasetSummary.Column;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of a job. */
public final class Variations {

  public static final Activation LEAKY = new LeakyRelu(0.1);

  private static final int MIN_UNITS = 32;
  private static final int MAX_UNITS = 256;

  private Variations() {}

  /** The same job with η multiplied by a factor. */
  public static TrainingSpec rateTimes(double factor, TrainingSpec spec) {
    return spec.withOptimizer(
        spec.optimizer().withLearningRate(spec.optimizer().learningRate() * factor));
  }

  /** The same job with another batch size. */
  public static TrainingSpec batch(int samples, TrainingSpec spec) {
    Passes passes = spec.passes();
    return spec.withPasses(
        new Passes(
            samples,
            passes.epochs(),
            passes.shuffle(),
            passes.dropLastBatch(),
            passes.earlyStopping()));
  }

  /** The same network with changed hidden layers. */
  public static NetworkSpec hidden(NetworkSpec network, UnaryOperator<LayerSpec> change) {
    List<LayerSpec> layers = new ArrayList<>(network.layers());
    layers.subList(0, layers.size() - 1).replaceAll(change);
    return network.withLayers(layers);
  }

  /** The same network with batch norm before σ in every hidden layer without normalisation. */
  public static NetworkSpec batchNormalized(NetworkSpec network) {
    return hidden(
        network,
        layer ->
            layer.normalization() == null
                ? layer.withNormalization(Normalization.BatchNorm.DEFAULT)
                : layer);
  }

  /** The same network with another output activation. */
  public static NetworkSpec output(NetworkSpec network, Activation activation) {
    List<LayerSpec> layers = new ArrayList<>(network.layers());
    LayerSpec last = layers.get(layers.size() - 1);
    layers.set(layers.size() - 1, last.withActivation(activation));
    return network.withLayers(layers);
  }

  /** The same network with the usual initializers for its activations. */
  public static NetworkSpec wellStarted(NetworkSpec network) {
    return network.withLayers(network.layers().stream().map(Variations::wellStarted).toList());
  }

  public static LayerSpec wellStarted(LayerSpec layer) {
    return layer.startedFrom(initializerFor(layer.activation()), Initializer.Constant.ZEROS);
  }

  /**
   * The usual initializer: He et al. 2015 for rectifiers, Klambauer et al. 2017 for SELU, else
   * Glorot and Bengio 2010.
   */
  public static Initializer initializerFor(Activation activation) {
    if (activation == Elementwise.SELU) {
      return VarianceScaling.LECUN_NORMAL;
    }
    boolean bounded =
        activation.saturatingSlope().isPresent()
            || activation == Elementwise.LINEAR
            || activation instanceof Softmax;
    return bounded ? VarianceScaling.GLOROT_UNIFORM : VarianceScaling.HE_NORMAL;
  }

  /** The same network with activations that do not amplify, and the usual initializers. */
  public static NetworkSpec tamed(NetworkSpec network) {
    return wellStarted(
        hidden(
            network,
            layer ->
                layer.activation() == Elementwise.EXPONENTIAL
                    ? layer.withActivation(Elementwise.RELU)
                    : layer));
  }

  /** The same network with at most two hidden layers, or more if a block would be cut. */
  public static NetworkSpec shallower(NetworkSpec network) {
    int hidden = Math.min(2, network.depth() - 1);
    while (network.blockOf(hidden) > 0 && network.blockUpTo(hidden) == null) {
      hidden++;
    }
    return network.firstLayers(hidden);
  }

  /** The same network with wider hidden layers, at least two. */
  public static NetworkSpec larger(NetworkSpec network, int factor) {
    List<LayerSpec> layers = new ArrayList<>();
    int skipped = network.inputs();
    for (int l = 1; l < network.depth(); l++) {
      LayerSpec layer = network.layer(l);
      if (network.blockFrom(l) != null) {
        skipped = l == 1 ? network.inputs() : layers.get(l - 2).units();
      }
      boolean isJoined = network.blockUpTo(l) != null;
      layers.add(layer.withUnits(isJoined ? skipped : larger(layer.units(), factor)));
    }
    while (layers.size() < 2) {
      layers.add(
          layers.isEmpty()
              ? wellStarted(LayerSpec.of(MIN_UNITS, Elementwise.RELU))
              : layers.get(0));
    }
    layers.add(network.layer(network.depth()));
    return network.withLayers(layers);
  }

  private static int larger(int units, int factor) {
    return Math.max(units, Math.min(MAX_UNITS, Math.max(MIN_UNITS, factor * units)));
  }

  /** Two hidden layers of ReLU with the usual initializers, between the same inputs and outputs. */
  public static NetworkSpec rectifiers(NetworkSpec network, int units) {
    LayerSpec output = network.layer(network.depth());
    NetworkSpec plain =
        network(network.inputs(), new int[] {units, units}, output.units(), output.activation());
    return new NetworkSpec(
        network.inputs(),
        plain.layers(),
        List.of(),
        network.inputNormalization(),
        network.inputDropout());
  }

  /** A network of ReLU layers with the usual initializers. */
  public static NetworkSpec network(int inputs, int[] hidden, int outputs, Activation output) {
    List<LayerSpec> layers = new ArrayList<>();
    for (int units : hidden) {
      layers.add(wellStarted(LayerSpec.of(units, Elementwise.RELU)));
    }
    layers.add(LayerSpec.of(outputs, output));
    return new NetworkSpec(inputs, layers);
  }

  /** The same regression with targets of mean 0 and variance 1; a classification is unchanged. */
  public static Dataset withStandardTargets(Dataset data) {
    DatasetRows rows = data.rows(0, data.samples());
    double[][] targets = rows.targets();
    if (data.isClassification() || targets == null) {
      return data;
    }
    List<Column> columns = DataSummary.of(data).targets();
    double[][] scaled = new double[targets.length][];
    for (int j = 0; j < targets.length; j++) {
      scaled[j] = new double[targets[j].length];
      for (int i = 0; i < scaled[j].length; i++) {
        Column column = columns.get(i);
        double std = column.std() > 0 ? column.std() : 1;
        scaled[j][i] = (targets[j][i] - column.mean()) / std;
      }
    }
    return Dataset.ofTargets(rows.inputs(), scaled);
  }
}
