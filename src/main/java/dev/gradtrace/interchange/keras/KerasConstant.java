package dev.gradtrace.interchange.keras;

import java.util.ArrayList;
import java.util.List;

/**
 * The constant of an operation on a tensor, such as 0.5 in {@code x * 0.5} and 1 in {@code 1 - x}.
 *
 * @param isFirst whether it stands before the tensor
 */
record KerasConstant(KerasValue value, boolean isFirst) {

  /**
   * The constant in a call: of Keras 3 {@code {args}}, of Keras 2 [name, node, tensor, {y}] or
   * [marker, −1, constant, {y: tensor}].
   */
  static KerasConstant of(KerasValue layer) {
    KerasValue calls = layer.get("inbound_nodes");
    List<KerasConstant> found = new ArrayList<>();
    if (calls.isList()) {
      calls.elements().forEach(call -> collect(call, found));
    }
    if (found.size() != 1) {
      throw layer
          .get("class_name")
          .unsupported(
              "%s by other than a constant is not supported: leave it out",
              KerasNode.operation(layer));
    }
    return found.get(0);
  }

  private static void collect(KerasValue call, List<KerasConstant> found) {
    if (call.isObject() && call.get("args").isList()) {
      List<KerasValue> arguments = call.get("args").elements();
      for (int i = 0; i < arguments.size(); i++) {
        add(arguments.get(i), i == 0, found);
      }
    } else if (call.isList() && call.elements().size() > 3) {
      List<KerasValue> given = call.elements();
      if (given.get(0).isText() && given.get(0).text().equals(KerasNode.CONSTANT)) {
        add(given.get(2), true, found);
      }
      add(given.get(3).isObject() ? given.get(3).get("y") : given.get(3), false, found);
    }
  }

  private static void add(KerasValue argument, boolean isFirst, List<KerasConstant> found) {
    boolean isArray = argument.isObject() && argument.get("config").isObject();
    KerasValue value = isArray ? argument.get("config").get("value") : argument;
    if (value.value() instanceof Number || value.isList() && isOfNumbers(value)) {
      found.add(new KerasConstant(value, isFirst));
    }
  }

  private static boolean isOfNumbers(KerasValue value) {
    return value.elements().stream()
        .allMatch(
            element ->
                element.value() instanceof Number || element.isList() && isOfNumbers(element));
  }
}
