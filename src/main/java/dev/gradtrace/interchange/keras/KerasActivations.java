package dev.gradtrace.interchange.keras;

import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.validation.Faults;
import java.util.Map;
import java.util.TreeMap;

/**
 * Activations by their names in Keras 2 and 3, and layers that are activations.
 *
 * @see <a href="https://keras.io/api/layers/activations/">Layer activations</a>
 */
final class KerasActivations {

  /** Default of the function {@code leaky_relu}; the layer has another. */
  private static final double NEGATIVE_SLOPE = 0.2;

  private static final double NEGATIVE_SLOPE_OF_LAYER = 0.3;

  private static final Map<String, Activation> FUNCTIONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("linear", Elementwise.LINEAR),
              Map.entry("sigmoid", Elementwise.SIGMOID),
              Map.entry("tanh", Elementwise.TANH),
              Map.entry("relu", Elementwise.RELU),
              Map.entry("leaky_relu", new LeakyRelu(NEGATIVE_SLOPE)),
              Map.entry("elu", new Elu(1)),
              Map.entry("selu", Elementwise.SELU),
              Map.entry("gelu", Elementwise.GELU),
              Map.entry("silu", Elementwise.SILU),
              Map.entry("swish", Elementwise.SILU),
              Map.entry("softplus", Elementwise.SOFTPLUS),
              Map.entry("softmax", new Softmax()),
              Map.entry("exponential", Elementwise.EXPONENTIAL)));

  private KerasActivations() {}

  /** The activation of a name or a serialized object; linear if there is none. */
  static Activation function(KerasValue given) {
    if (given.isNull()) {
      return Elementwise.LINEAR;
    }
    if (given.isText()) {
      if (given.text().equals("log_softmax")) {
        throw given.unsupported(
            "log_softmax is no activation here: use softmax, whose training with"
                + " categorical_cross_entropy is the same");
      }
      Activation known = FUNCTIONS.get(given.text());
      if (known == null) {
        throw given.unsupported(
            "%s is not supported; supported are %s",
            given.text(), new Faults.Known(FUNCTIONS.keySet()));
      }
      return known;
    }
    if (given.get("config").isText()) {
      return function(given.get("config"));
    }
    if (!given.get("class_name").isText()
        || given.get("class_name").text().equals("__lambda__")
        || KerasNode.isCustom(given)) {
      throw given.unsupported(
          "is Python code, which is not run here: name an activation of Keras, such as 'gelu'");
    }
    return layer(given);
  }

  /** Whether layers of this class are activations. */
  static boolean isLayer(String className) {
    return switch (className) {
      case "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax" -> true;
      default -> false;
    };
  }

  /** The activation of an activation layer. */
  static Activation layer(KerasValue layer) {
    KerasValue config = layer.get("config");
    return switch (layer.get("class_name").text()) {
      case "Activation" -> function(config.get("activation"));
      case "ReLU" -> relu(config);
      case "LeakyReLU" -> {
        KerasValue slope = config.get("negative_slope");
        yield new LeakyRelu(
            (slope.isNull() ? config.get("alpha") : slope).number(NEGATIVE_SLOPE_OF_LAYER));
      }
      case "ELU" -> new Elu(config.get("alpha").number(1));
      case "Softmax" -> {
        KerasValue axis = config.get("axis");
        if (axis.number(-1) != -1 && axis.number(-1) != 1) {
          throw axis.unsupported("is not the axis of the units");
        }
        yield new Softmax();
      }
      default ->
          throw layer
              .get("class_name")
              .unsupported("%s is not a supported activation", layer.get("class_name").text());
    };
  }

  private static Activation relu(KerasValue config) {
    for (String bound : new String[] {"max_value", "threshold"}) {
      if (!config.get(bound).isNull()
          && (bound.equals("max_value") || config.get(bound).number(0) != 0)) {
        throw config
            .get(bound)
            .unsupported("is not supported: ReLU here is max(0, z), without other bounds");
      }
    }
    double slope = config.get("negative_slope").number(0);
    return slope == 0 ? Elementwise.RELU : new LeakyRelu(slope);
  }
}
