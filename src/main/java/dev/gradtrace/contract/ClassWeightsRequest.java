package dev.gradtrace.contract;

import dev.gradtrace.training.ClassWeights;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Class weights in JSON: a word, or a number for each class. */
public final class ClassWeightsRequest {

  /** The only word. */
  public static final String BALANCED = ClassWeights.Balanced.LABEL;

  private ClassWeightsRequest() {}

  /**
   * Reads the weights.
   *
   * @throws InvalidSpec with pointers below {@code classWeights}
   */
  static ClassWeights toSpec(JsonNode given) {
    if (given.isString()) {
      if (given.stringValue().equals(BALANCED)) {
        return new ClassWeights.Balanced();
      }
      throw InvalidSpec.malformed(
          ClassWeights.MEMBER,
          "%s is neither \"%s\" nor an array of numbers",
          Named.shorten(given.stringValue()),
          BALANCED);
    }
    if (!given.isArray()) {
      throw InvalidSpec.malformed(
          ClassWeights.MEMBER, "must be \"%s\" or an array of numbers", BALANCED);
    }
    return new ClassWeights.Given(numbers(given));
  }

  private static List<Double> numbers(JsonNode given) {
    Faults faults = new Faults();
    List<Double> numbers = new ArrayList<>();
    for (JsonNode weight : given) {
      if (!weight.isNumber() && faults.found().size() < Faults.MOST) {
        faults.malformed(ClassWeights.MEMBER + "/" + numbers.size(), "must be a number");
      }
      numbers.add(weight.isNumber() ? weight.asDouble() : 0);
    }
    faults.throwIfAny();
    return numbers;
  }

  /** The JSON value of weights; null for none. */
  public static @Nullable Object of(@Nullable ClassWeights weights) {
    if (weights == null) {
      return null;
    }
    return weights instanceof ClassWeights.Given given ? given.weights() : BALANCED;
  }
}
