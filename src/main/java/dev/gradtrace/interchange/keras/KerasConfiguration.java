package dev.gradtrace.interchange.keras;

import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network as Keras configures it: a {@code Sequential} of {@code Dense} layers in 64 bits. */
final class KerasConfiguration {

  private static final String DTYPE = "float64";

  private KerasConfiguration() {}

  static Map<String, Object> of(Network network) {
    NetworkSpec spec = network.spec();
    List<Integer> inputs = Arrays.asList(null, spec.inputs());
    List<Object> layers = new ArrayList<>();
    layers.add(layer("InputLayer", "input_layer", Map.of("batch_shape", inputs)));
    for (int l = 1; l <= spec.depth(); l++) {
      add(spec, l, layers);
    }
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", "gradtrace");
    config.put("layers", layers);
    config.put("build_input_shape", inputs);
    return serialized("keras", "Sequential", config);
  }

  private static void add(NetworkSpec spec, int l, List<Object> layers) {
    LayerSpec layer = spec.layer(l);
    Activation activation = layer.activation();
    boolean withParameter = activation instanceof LeakyRelu || activation instanceof Elu;
    Map<String, Object> dense = new LinkedHashMap<>();
    dense.put("units", layer.units());
    dense.put("activation", withParameter ? Elementwise.LINEAR.label() : activation.label());
    dense.put("use_bias", layer.useBias());
    layers.add(layer("Dense", KerasWeights.name(l), dense));
    String name = "activation_" + l;
    if (activation instanceof LeakyRelu leaky) {
      layers.add(layer("LeakyReLU", name, Map.of("negative_slope", leaky.negativeSlope())));
    } else if (activation instanceof Elu elu) {
      layers.add(layer("ELU", name, Map.of("alpha", elu.alpha())));
    }
  }

  private static Map<String, Object> layer(
      String className, String name, Map<String, ?> arguments) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name);
    config.put("dtype", DTYPE);
    config.putAll(arguments);
    return serialized("keras.layers", className, config);
  }

  private static Map<String, Object> serialized(
      String module, String className, Map<String, Object> config) {
    Map<String, Object> serialized = new LinkedHashMap<>();
    serialized.put("module", module);
    serialized.put("class_name", className);
    serialized.put("config", config);
    serialized.put("registered_name", null);
    return serialized;
  }
}
