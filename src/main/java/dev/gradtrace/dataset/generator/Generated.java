package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.dataset.Targets;

/** Datasets that tell which generator made them. */
final class Generated {

  private Generated() {}

  static Dataset by(Generator generator, Samples inputs, Targets targets) {
    String name = generator.description().name();
    String record = generator.toString();
    String source = "generator " + name + record.substring(record.indexOf('['));
    return Dataset.of(name, source, inputs, targets);
  }
}
