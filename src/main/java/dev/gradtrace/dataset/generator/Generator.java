package dev.gradtrace.dataset.generator;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A generator with its arguments; the same seed gives the same dataset to the last bit on every
 * machine.
 *
 * @param description the kind of generator
 * @param arguments values of all parameters, in the order of the description
 */
public record Generator(GeneratorDescription description, Map<String, Number> arguments) {

  private static final List<GeneratorDescription> ALL =
      List.of(
          Xor.DESCRIPTION,
          Moons.DESCRIPTION,
          Circles.DESCRIPTION,
          Spirals.DESCRIPTION,
          Blobs.DESCRIPTION,
          Polynomial.DESCRIPTION,
          Teacher.DESCRIPTION);

  public Generator {
    arguments = description.complete(arguments);
  }

  /** All kinds of generators. */
  public static List<GeneratorDescription> catalogue() {
    return ALL;
  }

  /**
   * A generator by name; parameters that are not given have their default.
   *
   * @throws InvalidSpec with pointers relative to an object of the name and the parameters
   */
  public static Generator of(String name, Map<String, Number> parameters) {
    return ALL.stream()
        .filter(description -> description.name().equals(name))
        .findFirst()
        .map(description -> new Generator(description, parameters))
        .orElseThrow(
            () ->
                InvalidSpec.malformed(
                    "name",
                    "must be one of %s, was '%s'",
                    new Faults.Known(ALL.stream().map(GeneratorDescription::name).toList()),
                    name));
  }

  /** Generates the dataset. */
  public Dataset generate() {
    return description.recipe().apply(this);
  }

  /** The seed of all random numbers. */
  public long seed() {
    return argument(GeneratorParameter.SEED.name()).longValue();
  }

  /** Number of samples it generates. */
  public int samples() {
    return integer("samples");
  }

  double noise() {
    return number("noise");
  }

  int integer(String name) {
    return argument(name).intValue();
  }

  double number(String name) {
    return argument(name).doubleValue();
  }

  private Number argument(String name) {
    return requireNonNull(arguments.get(name), name);
  }

  /** The dataset of these samples; its source names the generator and its arguments. */
  Dataset dataset(Samples inputs, Targets targets) {
    String told =
        arguments.entrySet().stream()
            .map(argument -> argument.getKey() + "=" + argument.getValue())
            .collect(Collectors.joining(", ", "[", "]"));
    return Dataset.of(
        description.name(), "generator " + description.name() + told, inputs, targets);
  }
}
