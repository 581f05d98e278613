package dev.gradtrace.interchange.keras;

import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Faults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layers of a Keras model, one after the other, turned into those of a network. */
final class KerasLayers {

  private static final String REFUSED_REGULARIZERS = "is not supported; only kernels are penalised";

  /** More are no network here, and scaling them would take memory. */
  private static final int MOST_FEATURES = 1_000_000;

  private final Faults faults = new Faults();
  private final List<LayerSpec> layers = new ArrayList<>();
  private final KerasDropped dropped;
  private final @Nullable KerasShape input;

  /** Sizes of what comes out of the layers so far; null if they are not known. */
  private @Nullable List<Integer> sizes;

  private @Nullable KerasScaling scaling;

  /**
   * @param input null if no layer tells it
   */
  KerasLayers(@Nullable KerasShape input, KerasDropped dropped) {
    this.input = input;
    this.dropped = dropped;
    this.sizes = faults.part("", input, KerasShape::sample);
  }

  /** Adds a layer, or notes why that cannot be. */
  void add(KerasValue layer) {
    faults.within("", () -> read(layer));
  }

  private void read(KerasValue layer) {
    String className = layer.get("class_name").text();
    KerasValue config = layer.get("config");
    dropped.layer(config);
    switch (className) {
      case "InputLayer", "Identity" -> {}
      case "Dense" -> layers.add(dense(layer, config));
      case "Flatten" -> sizes = sizes == null ? null : List.of(KerasShape.size(sizes));
      case "Reshape" -> reshape(config.get("target_shape"));
      case "Rescaling" -> scaling(layer).rescale(config, dropped);
      case "Normalization" -> scaling(layer).normalize(config, dropped);
      default -> {
        if (!KerasActivations.isLayer(className)) {
          throw layer
              .get("class_name")
              .unsupported("%s is not supported; %s", className, alternative(className));
        }
        activate(layer);
      }
    }
  }

  private static String alternative(String className) {
    if (className.endsWith("Dropout") || className.startsWith("Gaussian")) {
      return "training here has no noise, so that it would train another network";
    }
    return className.endsWith("Normalization")
        ? "no layer here normalises"
        : "a network here is a chain of Dense layers with their activations";
  }

  private LayerSpec dense(KerasValue layer, KerasValue config) {
    Faults found = new Faults();
    Activation activation =
        found.<Activation>part("", () -> KerasActivations.function(config.get("activation")));
    KerasInitializers.OfLayer weights =
        found.<KerasInitializers.OfLayer>part(
            "",
            () ->
                KerasInitializers.ofWeights(
                    config.get("kernel_initializer"),
                    Initializer.VarianceScaling.GLOROT_UNIFORM,
                    dropped));
    KerasInitializers.OfLayer biases =
        found.<KerasInitializers.OfLayer>part(
            "", () -> KerasInitializers.ofBiases(config.get("bias_initializer"), dropped));
    found.within("", () -> refuseOptions(config));
    Integer units = found.<Integer>part("", () -> config.get("units").integer());
    if (units != null) {
      found.unless(units >= 1, config.get("units").pointer(), "must be at least 1, was %d", units);
    }
    int fanIn = faults.none() ? width(layer) : 1;
    sizes = units == null ? null : List.of(units);
    found.throwIfAny();
    int fanOut = found.need(units);
    return new LayerSpec(
        fanOut,
        found.need(activation),
        found.need(weights).of(fanIn, fanOut),
        found.need(biases).of(fanIn, fanOut),
        config.get("use_bias").flag(true));
  }

  /** Inputs of a layer; 1 where that is refused at the end. */
  private int width(KerasValue layer) {
    if (sizes == null) {
      return 1;
    }
    int last = sizes.get(sizes.size() - 1);
    if (KerasShape.size(sizes) != last) {
      KerasValue place = layers.isEmpty() && input != null ? input.place() : layer;
      faults.unless(false, place.pointer(), "must be of vectors, or be flattened first");
    }
    return last;
  }

  /** Refuses what would make another network of it; penalties belong to training. */
  private void refuseOptions(KerasValue config) {
    dropped.regularizer(config.get("kernel_regularizer"));
    Faults found = new Faults();
    for (String option : List.of("bias_regularizer", "activity_regularizer")) {
      KerasValue given = config.get(option);
      found.unless(given.isNull(), given.pointer(), REFUSED_REGULARIZERS);
    }
    for (String option : List.of("kernel_constraint", "bias_constraint", "lora_rank")) {
      KerasValue given = config.get(option);
      found.unless(given.isNull(), given.pointer(), "is not supported");
    }
    found.throwIfAny();
  }

  private void reshape(KerasValue target) {
    List<KerasValue> given = target.elements();
    int left = -1;
    int size = sizes == null ? 0 : KerasShape.size(sizes);
    List<Integer> result = new ArrayList<>();
    for (KerasValue dim : given) {
      left = dim.integer() == -1 ? result.size() : left;
      result.add(Math.max(1, dim.integer()));
    }
    if (left >= 0) {
      result.set(left, Math.max(1, size / KerasShape.size(result)));
    }
    if (sizes != null && KerasShape.size(result) != size) {
      throw target.unsupported("has not the %d elements of a sample", size);
    }
    sizes = sizes == null || result.isEmpty() ? null : result;
  }

  private KerasScaling scaling(KerasValue layer) {
    if (!layers.isEmpty()) {
      throw layer
          .get("class_name")
          .unsupported("scales after a Dense layer; only inputs are scaled here");
    }
    if (sizes == null || KerasShape.size(sizes) > MOST_FEATURES) {
      throw layer.unsupported("scales inputs of which it is not known how many there are");
    }
    KerasScaling known = scaling == null ? new KerasScaling(sizes) : scaling;
    scaling = known;
    return known;
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
    return new ImportedNetwork(
        network, null, scaling == null ? null : scaling.fitted(), dropped.notes());
  }

  private int inputs(KerasValue model) {
    if (input == null) {
      throw model.unsupported("tells nowhere how many inputs it has; build the model first");
    }
    return faults.none() ? KerasShape.size(input.sample()) : 1;
  }
}
