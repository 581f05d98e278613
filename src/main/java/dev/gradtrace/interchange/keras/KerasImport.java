package dev.gradtrace.interchange.keras;

import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the architecture of a Keras model, 2 or 3, of Dense layers in a row: what {@code
 * model.to_json()} or {@code model.get_config()} give of a Sequential model, or of a functional one
 * that is a chain.
 *
 * @see <a href="https://keras.io/guides/serialization_and_saving/">Serialization in Keras</a>
 */
public final class KerasImport {

  private KerasImport() {}

  /**
   * Reads a configuration.
   *
   * @param json maps, lists, strings, booleans and nulls; whole numbers are {@code Long}, others
   *     {@code Double}
   * @throws InvalidSpec with everything that is malformed or not supported, by pointers into it
   */
  public static ImportedNetwork read(@Nullable Object json) {
    KerasValue model = new KerasValue("", json);
    KerasValue config = model;
    if (model.isObject() && model.object().containsKey("class_name")) {
      requireModel(model.get("class_name"));
      config = model.get("config");
    }
    KerasLayers layers = new KerasLayers();
    KerasValue list = config.isList() ? config : config.get("layers");
    List<KerasValue> given = list.elements();
    requireChain(given);
    given.forEach(layers::add);
    if (config.isObject()) {
      layers.seeShape(config.get("build_input_shape"));
    }
    return layers.network(list);
  }

  private static void requireModel(KerasValue className) {
    switch (className.text()) {
      case "Sequential", "Functional", "Model" -> {}
      default -> throw className.unsupported("%s is no model of layers in a row", className.text());
    }
  }

  /** Refuses a functional model in which a layer has not the one before as its only input. */
  private static void requireChain(List<KerasValue> layers) {
    for (int i = 1; i < layers.size(); i++) {
      KerasValue inbound = layers.get(i).get("inbound_nodes");
      if (!inbound.isNull() && !sources(inbound).isEmpty()) {
        List<String> expected = List.of(name(layers.get(i - 1)));
        InvalidSpec.unless(
            sources(inbound).equals(expected),
            inbound.pointer(),
            "must be the layer before, so that the layers are a chain");
      }
    }
  }

  private static String name(KerasValue layer) {
    return layer.get("name").text(layer.get("config").get("name").text(""));
  }

  /** The layers whose outputs are named in a value: in both versions as [name, node, tensor…]. */
  private static List<String> sources(KerasValue value) {
    List<String> sources = new ArrayList<>();
    if (value.isObject()) {
      for (Object member : value.object().keySet()) {
        sources.addAll(sources(value.get(String.valueOf(member))));
      }
    } else if (value.isList()) {
      List<KerasValue> elements = value.elements();
      if (elements.size() >= 3 && elements.get(0).isText()) {
        return List.of(elements.get(0).text());
      }
      elements.forEach(element -> sources.addAll(sources(element)));
    }
    return sources;
  }
}
