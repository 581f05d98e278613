package dev.gradtrace.interchange.keras;

import dev.gradtrace.network.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the configuration of a Keras model in 64 bits: {@code Sequential} for a chain, functional
 * where there are skips.
 */
final class KerasConfiguration {

  private static final String DTYPE = "float64";
  private static final String INPUT = "input_layer";

  private final NetworkSpec spec;
  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, Integer> names = new LinkedHashMap<>();

  KerasConfiguration(NetworkSpec spec) {
    this.spec = spec;
  }

  /** The output of a layer. */
  record Output(String layer, int units) {}

  private record Layer(
      String className, String name, Map<String, ?> arguments, List<Output> inputs) {}

  /** Adds the input layer. */
  Output input() {
    layers.add(
        new Layer("InputLayer", INPUT, Map.of("batch_shape", batch(spec.inputs())), List.of()));
    return new Output(INPUT, spec.inputs());
  }

  /** Adds a layer with as many outputs as inputs. */
  Output add(String className, Map<String, ?> arguments, Output... inputs) {
    return add(className, inputs[0].units(), arguments, inputs);
  }

  /** Adds a layer under the name that Keras would give it by default. */
  Output add(String className, int units, Map<String, ?> arguments, Output... inputs) {
    String plain = snake(className);
    int before = names.merge(plain, 1, Integer::sum) - 1;
    String name = before == 0 ? plain : plain + "_" + before;
    layers.add(new Layer(className, name, arguments, List.of(inputs)));
    return new Output(name, units);
  }

  /**
   * The default name of a layer: the class name in snake case, by the regular expressions of Keras.
   */
  static String snake(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** The configuration of the model of all layers. */
  Map<String, Object> model(Output output) {
    boolean isFunctional = !spec.blocks().isEmpty();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", "gradtrace");
    config.put(
        "layers", layers.stream().map(isFunctional ? this::connected : this::serialized).toList());
    if (isFunctional) {
      config.put("input_layers", List.of(List.of(INPUT, 0, 0)));
      config.put("output_layers", List.of(List.of(output.layer(), 0, 0)));
      return serialized("keras", "Model", config);
    }
    config.put("build_input_shape", batch(spec.inputs()));
    return serialized("keras", "Sequential", config);
  }

  private Map<String, Object> serialized(Layer layer) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", layer.name());
    config.put("dtype", DTYPE);
    // Sorted by name: the order of Map.of differs from process to process.
    config.putAll(new TreeMap<>(layer.arguments()));
    return serialized("keras.layers", layer.className(), config);
  }

  private Map<String, Object> connected(Layer layer) {
    Map<String, Object> serialized = serialized(layer);
    serialized.put("name", layer.name());
    serialized.put("inbound_nodes", nodes(layer.inputs()));
    return serialized;
  }

  /** The inbound nodes of a layer that is called once, with a tensor or a list of tensors. */
  private static List<Object> nodes(List<Output> inputs) {
    if (inputs.isEmpty()) {
      return List.of();
    }
    List<Object> tensors = new ArrayList<>();
    for (Output input : inputs) {
      Map<String, Object> config = new LinkedHashMap<>();
      config.put("shape", batch(input.units()));
      config.put("dtype", DTYPE);
      config.put("keras_history", List.of(input.layer(), 0, 0));
      Map<String, Object> tensor = new LinkedHashMap<>();
      tensor.put("class_name", "__keras_tensor__");
      tensor.put("config", config);
      tensors.add(tensor);
    }
    List<Object> arguments = tensors.size() == 1 ? tensors : List.of(tensors);
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("args", arguments);
    call.put("kwargs", Map.of());
    return List.of(call);
  }

  private static List<Integer> batch(int features) {
    return Arrays.asList(null, features);
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
