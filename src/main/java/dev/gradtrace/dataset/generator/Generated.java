package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.dataset.Targets;
import java.util.stream.Collectors;

/** Datasets whose source names the generator and its arguments. */
final class Generated {

  private Generated() {}

  static Dataset by(Generator generator, Samples inputs, Targets targets) {
    String name = generator.description().name();
    String arguments =
        generator.arguments().entrySet().stream()
            .map(argument -> argument.getKey() + "=" + argument.getValue())
            .collect(Collectors.joining(", ", "[", "]"));
    return Dataset.of(name, "generator " + name + arguments, inputs, targets);
  }
}
