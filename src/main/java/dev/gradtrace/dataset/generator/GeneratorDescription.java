package dev.gradtrace.dataset.generator;

import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a generator makes, and what it can be told.
 *
 * @param meaning one sentence
 * @param source where the definition is from
 */
public record GeneratorDescription(
    String name, String meaning, String source, List<GeneratorParameter> parameters) {

  /** Inputs and targets of a generated dataset together. */
  static final int MAX_VALUES = 1 << 24;

  public GeneratorDescription {
    parameters = List.copyOf(parameters);
  }

  GeneratorDescription(
      String name, String meaning, String source, GeneratorParameter... parameters) {
    this(name, meaning, source, List.of(parameters));
  }

  /** Refuses values, given in the order of the parameters, that are out of range. */
  void check(double... values) {
    Faults faults = new Faults();
    for (int i = 0; i < values.length; i++) {
      GeneratorParameter parameter = parameters.get(i);
      faults.unless(
          parameter.allows(values[i]),
          parameter.name(),
          "must be %s to %s, was %s",
          GeneratorParameter.text(parameter.min()),
          GeneratorParameter.text(parameter.max()),
          GeneratorParameter.text(values[i]));
    }
    faults.throwIfAny();
  }

  /** Values by name, given in the order of the parameters. */
  Map<String, Number> arguments(Number... values) {
    Map<String, Number> arguments = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      arguments.put(parameters.get(i).name(), values[i]);
    }
    return Collections.unmodifiableMap(arguments);
  }

  /** Refuses more samples than can be held with so many values each. */
  static void checkSize(int samples, int valuesPerSample) {
    InvalidSpec.unless(
        (long) samples * valuesPerSample <= MAX_VALUES,
        "samples",
        "of %d values each must be at most %d, were %d",
        valuesPerSample,
        MAX_VALUES / valuesPerSample,
        samples);
  }
}
