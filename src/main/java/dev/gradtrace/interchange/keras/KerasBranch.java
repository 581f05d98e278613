package dev.gradtrace.interchange.keras;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The branch beside a skip, and the factor that its output is multiplied by. */
final class KerasBranch {

  /** The layer that multiplies the output of the branch by a number; null if there is none. */
  private @Nullable KerasValue scaled;

  private double scale = 1;
  private boolean isOpen;

  void begin() {
    isOpen = true;
  }

  /**
   * Closes the branch.
   *
   * @return the factor of its output
   */
  double end() {
    double factor = scale;
    scaled = null;
    scale = 1;
    isOpen = false;
    return factor;
  }

  /**
   * Reads a multiplication of a tensor by a number: the factor of a branch.
   *
   * @param depth layers of the network so far
   */
  void multiply(KerasValue layer, int depth) {
    KerasValue calls = layer.get("inbound_nodes");
    List<Double> numbers = new ArrayList<>();
    if (calls.isList()) {
      calls.elements().forEach(call -> collectNumbers(call, numbers));
    }
    if (numbers.size() != 1) {
      throw layer
          .get("class_name")
          .unsupported("Multiply by other than a number is not supported: leave it out");
    }
    scale(layer, numbers.get(0), depth);
  }

  /**
   * The numbers in a call: of Keras 3 {@code {args}}, of Keras 2 [name, node, tensor or constant,
   * {y}].
   */
  private static void collectNumbers(KerasValue call, List<Double> numbers) {
    List<KerasValue> arguments = new ArrayList<>();
    if (call.isObject() && call.get("args").isList()) {
      arguments.addAll(call.get("args").elements());
    } else if (call.isList() && call.elements().size() > 3) {
      List<KerasValue> given = call.elements();
      if (given.get(0).isText() && given.get(0).text().equals(KerasNode.CONSTANT)) {
        arguments.add(given.get(2));
      }
      arguments.add(given.get(3).isObject() ? given.get(3).get("y") : given.get(3));
    }
    arguments.stream()
        .filter(argument -> argument.value() instanceof Number)
        .forEach(argument -> numbers.add(argument.number(1)));
  }

  /** Multiplies the output of the branch by the factor of a layer. */
  void scale(KerasValue layer, double factor, int depth) {
    if (!isOpen || depth == 0) {
      throw layer
          .get("class_name")
          .unsupported(
              "%s after a layer; here inputs are scaled, and what the branch of a skip ends with:"
                  + " leave it out",
              layer.get("class_name").text());
    }
    scaled = layer;
    scale *= factor;
  }

  /** Refuses a factor that is not followed by Add. */
  void requireSumAfterFactor(String next) {
    KerasValue factor = scaled;
    boolean mayFollow = next.equals("Add") || next.equals("Multiply") || next.equals("Rescaling");
    if (factor != null && !mayFollow) {
      scaled = null;
      throw factor
          .get("class_name")
          .unsupported(
              "%s is followed by %s; a branch is scaled at its end, before Add: put it there",
              factor.get("class_name").text(), next);
    }
  }
}
