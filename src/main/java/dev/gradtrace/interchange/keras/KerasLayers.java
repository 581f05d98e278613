package dev.gradtrace.interchange.keras;

import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Layers of a Keras model, one after the other, turned into those of a network. */
final class KerasLayers {

  private static final String L2 = "Regularizers belong to a training job here: see its l2.";

  private static final String REFUSED_REGULARIZERS = "is not supported; only kernels are penalised";

  private final Faults faults = new Faults();
  private final List<LayerSpec> layers = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /** Features of a sample by dimension; null until a layer tells. */
  private @Nullable KerasValue inputShape;

  private boolean isFlat;

  /** Adds a layer, or notes why that cannot be. */
  void add(KerasValue layer) {
    faults.within("", () -> read(layer));
  }

  private void read(KerasValue layer) {
    String className = layer.get("class_name").text();
    KerasValue config = layer.get("config");
    if (layers.isEmpty()) {
      seeInput(layer, config);
    }
    if (className.equals("Dense")) {
      layers.add(dense(config));
    } else if (className.equals("Flatten")) {
      isFlat |= layers.isEmpty();
    } else if (KerasActivations.isLayer(className)) {
      activate(layer);
    } else if (!className.equals("InputLayer")) {
      throw layer
          .get("class_name")
          .unsupported("%s is not supported; %s", className, alternative(className));
    }
  }

  private static String alternative(String className) {
    return switch (className) {
      case "Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise" ->
          "training here has no noise, so that it would train another network";
      case "BatchNormalization", "LayerNormalization" -> "no layer here normalises";
      default -> "a network here is a chain of Dense layers with their activations";
    };
  }

  /** Takes the shape of the input from whichever layer tells it first. */
  private void seeInput(KerasValue layer, KerasValue config) {
    for (KerasValue shape :
        List.of(
            config.get("batch_shape"),
            config.get("batch_input_shape"),
            layer.get("build_config").isNull()
                ? layer.get("build_config")
                : layer.get("build_config").get("input_shape"))) {
      seeShape(shape);
    }
    if (inputShape == null && !config.get("input_dim").isNull()) {
      inputShape =
          new KerasValue(config.pointer(), Arrays.asList(null, config.get("input_dim").value()));
    }
  }

  /** Takes the shape of a batch, if it is one and none is known. */
  void seeShape(KerasValue shape) {
    KerasValue dims = shape.isObject() ? shape.get("items") : shape;
    if (inputShape == null && dims.isList()) {
      inputShape = dims;
    }
  }

  private LayerSpec dense(KerasValue config) {
    Faults found = new Faults();
    Activation activation =
        found.<Activation>part("", () -> KerasActivations.function(config.get("activation")));
    Initializer weights =
        found.<Initializer>part(
            "",
            () ->
                KerasInitializers.of(
                    config.get("kernel_initializer"),
                    Initializer.VarianceScaling.GLOROT_UNIFORM,
                    notes));
    Initializer biases =
        found.<Initializer>part(
            "",
            () ->
                KerasInitializers.of(
                    config.get("bias_initializer"), Initializer.Constant.ZEROS, notes));
    found.within("", () -> refuseOptions(config));
    Integer units = found.<Integer>part("", () -> config.get("units").integer());
    if (units != null) {
      found.unless(units >= 1, config.get("units").pointer(), "must be at least 1, was %d", units);
    }
    found.throwIfAny();
    return new LayerSpec(
        found.need(units),
        found.need(activation),
        found.need(weights),
        found.need(biases),
        config.get("use_bias").flag(true));
  }

  /** Refuses what would make another network of it; penalties belong to training. */
  private void refuseOptions(KerasValue config) {
    if (!config.get("kernel_regularizer").isNull()) {
      notes.add(L2);
    }
    Faults found = new Faults();
    for (String option : List.of("bias_regularizer", "activity_regularizer")) {
      KerasValue given = config.get(option);
      found.unless(given.isNull(), given.pointer(), REFUSED_REGULARIZERS);
    }
    for (String option : List.of("kernel_constraint", "bias_constraint")) {
      KerasValue given = config.get(option);
      found.unless(given.isNull(), given.pointer(), "is not supported");
    }
    KerasValue trainable = config.get("trainable");
    found.unless(
        trainable.flag(true), trainable.pointer(), "must be true: every layer here is trained");
    found.throwIfAny();
  }

  private void activate(KerasValue layer) {
    Activation activation = KerasActivations.layer(layer);
    if (activation == Elementwise.LINEAR) {
      return;
    }
    int last = layers.size() - 1;
    if (last < 0) {
      throw layer.unsupported("comes before the first Dense layer");
    }
    LayerSpec below = layers.get(last);
    if (below.activation() != Elementwise.LINEAR) {
      throw layer.unsupported("follows an activation; a layer here has one");
    }
    layers.set(
        last,
        new LayerSpec(
            below.units(),
            activation,
            below.weightInitializer(),
            below.biasInitializer(),
            below.useBias()));
  }

  /**
   * The network of all layers.
   *
   * @param model where it was given, for what none of its layers can be blamed
   */
  ImportedNetwork network(KerasValue model) {
    Integer inputs = faults.<Integer>part("", () -> inputs(model));
    faults.unless(!layers.isEmpty() || !faults.none(), model.pointer(), "has no Dense layer");
    faults.throwIfAny();
    NetworkSpec network = new NetworkSpec(faults.need(inputs), layers);
    return new ImportedNetwork(network, null, List.copyOf(notes));
  }

  private int inputs(KerasValue model) {
    if (inputShape == null) {
      throw model.unsupported("tells nowhere how many inputs it has; build the model first");
    }
    List<KerasValue> dims = inputShape.elements();
    if (dims.size() > 2 && !isFlat || dims.size() < 2) {
      throw inputShape.unsupported("must be of vectors, or be flattened first");
    }
    long inputs = 1;
    for (KerasValue dim : dims.subList(1, dims.size())) {
      int size = dim.isNull() ? 0 : dim.integer();
      if (size < 1) {
        throw dim.unsupported("must be at least 1");
      }
      inputs = Math.min(Integer.MAX_VALUE, inputs * size);
    }
    return (int) inputs;
  }
}
