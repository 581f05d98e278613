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
 * Makes a dataset out of a seed: the same one, to the last bit, on every machine.
 *
 * @param description what it makes, and what it can be told
 * @param arguments what it was told, missing values filled in, in the order of the description's
 *     parameters
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

  /** Every generator there is. */
  public static List<GeneratorDescription> catalogue() {
    return ALL;
  }

  /**
   * The generator of that name, told some of its parameters.
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

  /** Makes the dataset. */
  public Dataset generate() {
    return description.recipe().apply(this);
  }

  /** The seed that fixes every number. */
  public long seed() {
    return argument(GeneratorParameter.SEED.name()).longValue();
  }

  /** How many samples it makes. */
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
