package dev.gradtrace.interchange.keras;

import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;

/** The layers of a model one after the other, those of models inside it among them. */
final class KerasChain {

  private final List<KerasValue> layers = new ArrayList<>();
  private final KerasDropped dropped;

  private KerasChain(KerasDropped dropped) {
    this.dropped = dropped;
  }

  /**
   * @param model its class and config, its config, or its list of layers
   * @throws InvalidSpec if they are no chain
   */
  static List<KerasValue> of(KerasValue model, KerasDropped dropped) {
    KerasChain chain = new KerasChain(dropped);
    chain.add(model);
    return chain.layers;
  }

  /** What stands in a model for its layers and what is said of all of them. */
  static KerasValue config(KerasValue model) {
    return model.isObject() && model.has("class_name") ? model.get("config") : model;
  }

  static KerasValue list(KerasValue model) {
    KerasValue config = config(model);
    return config.isList() ? config : config.get("layers");
  }

  private void add(KerasValue model) {
    if (model.isObject() && model.has("class_name")) {
      requireModel(model.get("class_name"));
      dropped.compiled(model.get("compile_config"));
    }
    List<KerasValue> given = list(model).elements();
    given.forEach(KerasChain::requireKeras2);
    if (config(model).isObject() && !given.isEmpty()) {
      requireEnds(config(model), name(given.get(given.size() - 1)));
    }
    requireChain(given);
    for (KerasValue layer : given) {
      if (layer.get("class_name").isText() && isModel(layer.get("class_name").text())) {
        add(layer);
      } else {
        layers.add(layer);
      }
    }
  }

  private static boolean isModel(String className) {
    return switch (className) {
      case "Sequential", "Functional", "Model" -> true;
      default -> false;
    };
  }

  private static void requireModel(KerasValue className) {
    if (className.text().equals("Graph")) {
      throw ofKeras1(className);
    }
    if (!isModel(className.text())) {
      throw className.unsupported("%s is no model of layers in a row", className.text());
    }
  }

  static InvalidSpec ofKeras1(KerasValue where) {
    return where.unsupported(
        "is of Keras 1: load it with model_from_json() of Keras 2.0 to 2.3, and send what"
            + " model.to_json() gives there");
  }

  private static void requireKeras2(KerasValue layer) {
    KerasValue config = layer.get("config");
    if (config.isObject() && config.has("output_dim") && !config.has("units")) {
      KerasValue className = layer.get("class_name");
      if (className.isText() && className.text().equals("Dense")) {
        throw ofKeras1(config.get("output_dim"));
      }
    }
  }

  /** Refuses a functional model in which a layer has not the one before as its only input. */
  private static void requireChain(List<KerasValue> layers) {
    for (int i = 1; i < layers.size(); i++) {
      KerasValue inbound = layers.get(i).get("inbound_nodes");
      if (!inbound.isNull() && !sources(inbound).isEmpty()) {
        InvalidSpec.unless(
            sources(inbound).equals(List.of(name(layers.get(i - 1)))),
            inbound.pointer(),
            "must be the layer before, so that the layers are a chain");
      }
    }
  }

  /** Refuses a functional model that has not the first layer as its input, the last as output. */
  private static void requireEnds(KerasValue config, String last) {
    KerasValue inputs = config.get("input_layers");
    int count = inputs.isNull() ? 1 : sources(inputs).size();
    InvalidSpec.unless(
        count <= 1, inputs.pointer(), "are %d, a network has one: the layers are no chain", count);
    KerasValue outputs = config.get("output_layers");
    List<String> ends = outputs.isNull() ? List.of() : sources(outputs);
    InvalidSpec.unless(
        ends.size() <= 1,
        outputs.pointer(),
        "are %d, a network has one: send keras.Model(model.inputs, model.outputs[i]) of the one that"
            + " is meant",
        ends.size());
    InvalidSpec.unless(
        ends.isEmpty() || ends.get(0).equals(last),
        outputs.pointer(),
        "must be the last layer, so that the layers are a chain");
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
