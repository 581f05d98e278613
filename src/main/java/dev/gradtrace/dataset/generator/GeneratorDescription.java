package dev.gradtrace.dataset.generator;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A kind of generator.
 *
 * @param meaning one sentence
 * @param source reference of the definition
 * @param valuesPerSample number of values in inputs and numeric targets of a sample, depending on
 *     the arguments
 * @param recipe generates the dataset
 */
public record GeneratorDescription(
    String name,
    String meaning,
    String source,
    List<GeneratorParameter> parameters,
    ToIntFunction<Map<String, Number>> valuesPerSample,
    Function<Generator, Dataset> recipe) {

  /** Most values in inputs and targets of a generated dataset. */
  static final int MAX_VALUES = 1 << 24;

  public GeneratorDescription {
    parameters = List.copyOf(parameters);
  }

  GeneratorDescription(
      String name,
      String meaning,
      String source,
      ToIntFunction<Map<String, Number>> valuesPerSample,
      Function<Generator, Dataset> recipe,
      GeneratorParameter... parameters) {
    this(name, meaning, source, List.of(parameters), valuesPerSample, recipe);
  }

  /**
   * Arguments by name, in the order of the parameters, with defaults for missing ones.
   *
   * @throws InvalidSpec naming every argument that is unknown, not whole or out of range
   */
  Map<String, Number> complete(Map<String, Number> given) {
    Map<String, Number> arguments = new LinkedHashMap<>();
    parameters.forEach(known -> arguments.put(known.name(), known.standard()));
    Faults form = new Faults();
    given.forEach(
        (name, value) -> {
          if (arguments.replace(name, value) == null) {
            form.malformed(
                Fault.escape(name),
                "is not a parameter of %s, which has %s",
                this.name,
                new Faults.Known(parameters.stream().map(GeneratorParameter::name).toList()));
          }
        });
    parameters.forEach(known -> known.checkWhole(value(arguments, known.name()), form));
    form.throwIfAny();
    Faults ranges = new Faults();
    parameters.forEach(known -> known.checkRange(value(arguments, known.name()), ranges));
    ranges.throwIfAny();
    for (GeneratorParameter known : parameters) {
      arguments.put(known.name(), known.typed(value(arguments, known.name())));
    }
    requireSize(integer(arguments, "samples"), valuesPerSample.applyAsInt(arguments));
    return Collections.unmodifiableMap(arguments);
  }

  static int integer(Map<String, Number> arguments, String name) {
    return value(arguments, name).intValue();
  }

  private static Number value(Map<String, Number> arguments, String name) {
    return requireNonNull(arguments.get(name), name);
  }

  /** Refuses more samples than fit into {@link #MAX_VALUES}. */
  private static void requireSize(int samples, int values) {
    InvalidSpec.unless(
        (long) samples * values <= MAX_VALUES,
        "samples",
        "of %d values each must be at most %d, were %d",
        values,
        MAX_VALUES / values,
        samples);
  }
}
