package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.Map;

/** Makes a dataset out of a seed: the same one, to the last bit, on every machine. */
public sealed interface Generator permits Blobs, Circles, Moons, Polynomial, Spirals, Teacher, Xor {

  /** What it makes, and what it can be told. */
  GeneratorDescription description();

  /** What it was told, missing values filled in, in the order of the description's parameters. */
  Map<String, Number> arguments();

  /** How many samples it makes. */
  int samples();

  /** The seed that fixes every number. */
  long seed();

  /** Makes the dataset. */
  Dataset generate();

  /** Every generator there is. */
  static List<GeneratorDescription> catalogue() {
    return GeneratorKind.ALL.stream().map(GeneratorKind::description).toList();
  }

  /**
   * The generator of that name, told some of its parameters.
   *
   * @throws InvalidSpec with pointers relative to an object of the name and the parameters
   */
  static Generator of(String name, Map<String, ? extends Number> parameters) {
    for (GeneratorKind kind : GeneratorKind.ALL) {
      if (kind.description().name().equals(name)) {
        return kind.of().apply(new GeneratorArguments(kind.description(), parameters));
      }
    }
    throw InvalidSpec.malformed(
        "name",
        "must be one of %s, was '%s'",
        String.join(", ", catalogue().stream().map(GeneratorDescription::name).toList()),
        name);
  }
}
