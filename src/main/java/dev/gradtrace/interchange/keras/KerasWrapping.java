package dev.gradtrace.interchange.keras;

import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Unwraps the configuration of a model from its containers: the attributes of an .h5 file
 * (keras_version, backend, model_config), the modelTopology of TensorFlow.js, text that holds JSON.
 */
final class KerasWrapping {

  private static final int DEEPEST = 8;
  private static final List<String> INSIDE =
      List.of("modelTopology", "model_topology", "model_config", "model", "config");

  private static final String WEIGHTS =
      "The weights of TensorFlow.js are in files beside this one, which are not read: for them send"
          + " the .h5 file that tensorflowjs_converter --input_format=tfjs_layers_model"
          + " --output_format=keras makes of this one.";

  private final Function<String, @Nullable Object> parser;
  private final KerasDropped dropped;

  KerasWrapping(Function<String, @Nullable Object> parser, KerasDropped dropped) {
    this.parser = parser;
    this.dropped = dropped;
  }

  /**
   * The configuration of the model: class and config, the config alone, or the list of layers.
   *
   * @throws InvalidSpec if there is none, or it was written by Keras 1
   */
  KerasValue unwrap(KerasValue given) {
    KerasValue value = given;
    for (int depth = 0; depth < DEEPEST; depth++) {
      if (value.isText()) {
        value = parsed(value);
      } else if (value.isList() || isModel(value)) {
        return value;
      } else {
        value = inside(value);
      }
    }
    throw given.malformed("holds its model too deep inside");
  }

  private KerasValue parsed(KerasValue text) {
    Faults faults = new Faults();
    Object json = faults.part(text.pointer(), () -> parser.apply(text.text()));
    faults.throwIfAny();
    return new KerasValue(text.pointer(), json);
  }

  private static boolean isModel(KerasValue value) {
    return value.isObject() && (value.has("class_name") || value.has("layers"));
  }

  private KerasValue inside(KerasValue wrapping) {
    requireNoGraph(wrapping.get("format"));
    requireKeras2(wrapping.get("keras_version"));
    dropped.compiled(wrapping.get("training_config"));
    dropped.compiled(wrapping.get("trainingConfig"));
    if (wrapping.has("weightsManifest")) {
      dropped.note(WEIGHTS);
    }
    for (String name : INSIDE) {
      if (wrapping.has(name)) {
        return wrapping.get(name);
      }
    }
    throw wrapping.malformed(
        "is no configuration of a Keras model: it has neither layers nor model_config; send what"
            + " model.to_json() gives");
  }

  private static void requireNoGraph(KerasValue format) {
    if (format.isText() && format.text().equals("graph-model")) {
      throw format.unsupported(
          "is a graph of TensorFlow.js without layers: send what model.to_json() gives of the Keras"
              + " model, or convert it to the format layers-model");
    }
  }

  private static void requireKeras2(KerasValue version) {
    if (version.isText() && version.text().startsWith("1.")) {
      throw KerasChain.ofKeras1(version);
    }
  }
}
