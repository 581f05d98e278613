package dev.gradtrace.interchange.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A layer of a functional model and its sources.
 *
 * @param sources names of the layers whose outputs are its inputs
 * @param calls number of its calls
 */
record KerasNode(KerasValue layer, String name, List<String> sources, int calls) {

  /** In place of the name of a layer, marks a constant in configurations of Keras 2. */
  static final String CONSTANT = "_CONSTANT_VALUE";

  private static final Pattern OF_KERAS =
      Pattern.compile("((tf_)?keras|keras_core|tensorflow(\\.python)?\\.keras)(\\..*)?");

  static KerasNode of(KerasValue layer) {
    KerasValue inbound = layer.get("inbound_nodes");
    KerasValue config = layer.get("config");
    String name = layer.get("name").text(config.isObject() ? config.get("name").text("") : "");
    return inbound.isList()
        ? new KerasNode(layer, name, sources(inbound), inbound.elements().size())
        : new KerasNode(layer, name, List.of(), 0);
  }

  /** Whether it adds the outputs of two layers. */
  boolean isSum() {
    return layer.get("class_name").isText()
        && operation(layer).equals("Add")
        && sources.size() == 2
        && calls == 1
        && !sources.get(0).equals(sources.get(1));
  }

  /** Whether a serialized object has a class that does not belong to Keras. */
  static boolean isCustom(KerasValue object) {
    KerasValue module = object.get("module");
    return object.get("class_name").text().contains(">")
        || isRegistered(object)
        || module.isText() && !OF_KERAS.matcher(module.text()).matches();
  }

  /** Whether it is registered under another name than that of its class, which Keras keeps. */
  private static boolean isRegistered(KerasValue object) {
    KerasValue name = object.get("registered_name");
    return name.isText() && !name.text().equals(object.get("class_name").text());
  }

  /** The class of a serialized object, with its package or module if it is not one of Keras. */
  static String fullName(KerasValue object) {
    String className = object.get("class_name").text();
    if (isRegistered(object)) {
      return object.get("registered_name").text();
    }
    return isCustom(object) && object.get("module").isText()
        ? object.get("module").text() + "." + className
        : className;
  }

  /** The class of a layer; operations of Keras 2 get the class of Keras 3 if there is one. */
  static String operation(KerasValue layer) {
    String className = layer.get("class_name").text();
    if (!className.equals("TFOpLambda")) {
      return className;
    }
    String function = layer.get("config").get("function").text(className);
    return switch (function) {
      case "__operators__.add", "math.add" -> "Add";
      case "math.subtract" -> "Subtract";
      case "math.multiply" -> "Multiply";
      case "math.truediv", "math.divide" -> "TrueDivide";
      case "math.negative" -> "Negative";
      default -> function;
    };
  }

  /** The names of the source layers in a value; both versions write [name, node, tensor…]. */
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
