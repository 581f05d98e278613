package dev.gradtrace.interchange.keras;

import java.util.ArrayList;
import java.util.List;

/**
 * A layer of a functional model and what it gets.
 *
 * @param sources names of the layers whose outputs it is called with
 * @param calls how often it is called
 */
record KerasNode(KerasValue layer, String name, List<String> sources, int calls) {

  /** What Keras 2 writes in place of a layer's name before a constant. */
  static final String CONSTANT = "_CONSTANT_VALUE";

  static KerasNode of(KerasValue layer) {
    KerasValue inbound = layer.get("inbound_nodes");
    KerasValue config = layer.get("config");
    String name = layer.get("name").text(config.isObject() ? config.get("name").text("") : "");
    return inbound.isList()
        ? new KerasNode(layer, name, sources(inbound), inbound.elements().size())
        : new KerasNode(layer, name, List.of(), 0);
  }

  /** Whether it adds two outputs, as a layer or an operation. */
  boolean isSum() {
    return layer.get("class_name").isText()
        && operation(layer).equals("Add")
        && sources.size() == 2
        && calls == 1
        && !sources.get(0).equals(sources.get(1));
  }

  /** Whether a layer, or a model, is of a class of its author. */
  static boolean isCustom(KerasValue layer) {
    KerasValue module = layer.get("module");
    KerasValue registered = layer.get("registered_name");
    return layer.get("class_name").text().contains(">")
        || registered.isText() && registered.text().contains(">")
        || module.isText() && !module.text().matches("(tf_)?keras\\b.*");
  }

  /** The class of a layer; of an operation in a model of Keras 2 that of Keras 3, or its name. */
  static String operation(KerasValue layer) {
    String className = layer.get("class_name").text();
    if (!className.equals("TFOpLambda")) {
      return className;
    }
    String function = layer.get("config").get("function").text(className);
    return switch (function) {
      case "__operators__.add", "math.add" -> "Add";
      case "math.multiply" -> "Multiply";
      default -> function;
    };
  }

  /** The layers whose outputs are named in a value: in both versions as [name, node, tensor…]. */
  static List<String> sources(KerasValue value) {
    List<String> sources = new ArrayList<>();
    collect(value, sources);
    return sources;
  }

  private static void collect(KerasValue value, List<String> sources) {
    if (value.isObject()) {
      for (Object member : value.object().keySet()) {
        collect(value.get(String.valueOf(member)), sources);
      }
    } else if (value.isList()) {
      List<KerasValue> elements = value.elements();
      if (elements.size() >= 3 && elements.get(0).isText()) {
        if (!elements.get(0).text().equals(CONSTANT)) {
          sources.add(elements.get(0).text());
        }
        elements.stream().skip(3).forEach(argument -> collect(argument, sources));
      } else {
        elements.forEach(element -> collect(element, sources));
      }
    }
  }
}
